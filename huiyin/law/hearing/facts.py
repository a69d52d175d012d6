"""What the law needs to know of a hearing, and how an event changes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from huiyin.law.frame.common import at_birth
from huiyin.law.frame.deadlines import Period
from huiyin.law.frame.facts import Frame, Particulars
from huiyin.law.frame.fold import noted_late
from huiyin.law.frame.situation import Situation
from huiyin.law.frame.verdict import Event
from huiyin.law.hearing.vocabulary import Attendance, HearingAct, HearingClock, HearingStage, Openness, Reading
from huiyin.law.sources.articles import cite
from huiyin.law.sources.books import RuleBook
from huiyin.law.terms import RecusalRuling, Unit


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the panel: where they stand on the list, their name, and what they are."""

    listed: int
    name: str
    capacity: str

    @property
    def named(self) -> str:
        return f"{self.name}（{self.capacity}）"


@dataclass(frozen=True, slots=True)
class Objection:
    """That the petitioner, or a member of the panel, wants somebody to withdraw (回避), and what was decided.

    :param own: the member said it of themselves.
    """

    whom: str
    ruling: RecusalRuling | None = None
    own: bool = False


@dataclass(frozen=True, kw_only=True)
class HearingFacts(Frame):
    """A hearing. ``coordinator`` is the organ that holds it.

    :param matter: the matter it is about; ``drafter`` who prepares it.
    :param on_request: the petitioner asked for it.
    :param host: who leads it, ``recorder`` who writes it down; neither has looked into the matter.
    :param subject: in which words a public one is announced.
    :param day: on which it is held; ``noticed_on`` when the parties were told.
    :param kept_out: names of those who withdrew and sit on the panel no more.
    :param begun_on: when it was opened in fact.
    :param last_words: whether everybody had the last word.
    :param read_by: how many have read the record; ``petitioner_read`` whether the petitioner has, or refused.
    :param signed: names of the members of the panel who have read it by themselves.
    :param renewed: by each slip given anew the member's place on the list: what opened the sheet before is void.
    """

    matter: int
    drafter: int
    on_request: bool = False
    host: int | None = None
    recorder: int | None = None
    openness: Openness | None = None
    subject: str = ""
    panel: tuple[Member, ...] = ()
    day: date | None = None
    hour: str = ""
    place: str = ""
    noticed_on: date | None = None
    attendance: Attendance | None = None
    objections: tuple[Objection, ...] = ()
    kept_out: tuple[str, ...] = ()
    begun_on: date | None = None
    absent: bool = False
    spoken: int = 0
    read_by: int = 0
    petitioner_read: bool = False
    to_correct: bool = False
    signed: tuple[str, ...] = ()
    renewed: tuple[int, ...] = ()
    published_from: date | None = None
    published_until: date | None = None

    @property
    def published(self) -> bool:
        return self.published_from is not None

    @property
    def announced(self) -> bool:
        """Whether everybody is told of it."""
        return self.openness is Openness.PUBLIC and bool(self.subject) and self.noticed_on is not None

    @property
    def undecided(self) -> Objection | None:
        """The oldest objection that nobody has decided on."""
        return next((each for each in self.objections if each.ruling is None), None)

    def sitting(self, name: str) -> Member | None:
        """The member of the panel with this name."""
        return next((each for each in self.panel if each.name == name), None)


@dataclass(frozen=True)
class HearingSituation(Situation):
    """What a condition on a hearing looks at."""

    facts: HearingFacts

    def day(self, name: str) -> date | None:
        said = self.value(name)
        return date.fromisoformat(said) if said else None


def newborn(said: Particulars) -> HearingFacts:
    """The facts before it is opened; the book is that of the matter."""
    return HearingFacts(
        **at_birth(said),
        stage=HearingStage.NEW,
        drafter=int(said["owner"]),
        matter=int(said["matter_id"]),
        on_request=bool(said.get("on_request", False)),
    )


def periods(book: RuleBook) -> Mapping[HearingClock, Period]:
    """How long the organ may take to decide on a request, and for the conclusion, where an office has set it."""
    where = book.own(cite("xf2022", 31, None, 6))
    lengths = {
        HearingClock.DECIDE: book.options.hearing_answer,
        HearingClock.CONCLUDE: book.options.hearing_conclusion,
    }
    return {kind: Period(days, Unit.DAYS, where) for kind, days in lengths.items() if days}


Change = Mapping[str, Any]


def _arranged(facts: HearingFacts, event: Event) -> Change:
    said = event.particulars
    return {
        "host": said["host"], "recorder": said["recorder"], "openness": Openness(said["openness"]),
        "subject": said.get("subject", ""), **_when(facts, event),
    }  # fmt: skip


def _when(facts: HearingFacts, event: Event) -> Change:
    said = event.particulars
    return {"day": date.fromisoformat(said["day"]), "hour": said["hour"], "place": said["place"], "attendance": None}


def _drawn(facts: HearingFacts, event: Event) -> Change:
    """The panel is drawn anew; whoever withdrew stays away."""
    return {"panel": tuple(Member(*each) for each in event.particulars["drawn"])}


def _objected(facts: HearingFacts, event: Event) -> Change:
    return {"objections": (*facts.objections, Objection(event.particulars["whom"]))}


def _declared(facts: HearingFacts, event: Event) -> Change:
    """A member's own word is decided on as an objection is: who sits there instead is somebody's decision."""
    return {"objections": (*facts.objections, Objection(event.particulars["member"], own=True))}


def _signed(facts: HearingFacts, event: Event) -> Change:
    said = event.particulars
    wrong = Reading(said["reading"]) is Reading.CORRECTED
    return {"signed": (*facts.signed, said["member"]), "to_correct": facts.to_correct or wrong}


def _renewed(facts: HearingFacts, event: Event) -> Change:
    member = facts.sitting(event.particulars["member"])
    return {"renewed": (*facts.renewed, member.listed)} if member else {}


def _ruled(facts: HearingFacts, event: Event) -> Change:
    """Only the oldest open one is decided; who withdraws leaves the table, the host and the recorder to an heir."""
    said, ruling = event.particulars, RecusalRuling(event.particulars["ruling"])
    place = next(n for n, each in enumerate(facts.objections) if each.ruling is None)
    decided = (*facts.objections[:place], replace(facts.objections[place], ruling=ruling))
    after: dict[str, Any] = {"objections": (*decided, *facts.objections[place + 1 :])}
    if ruling is RecusalRuling.REFUSED:
        return after
    gone = said["leaving"]
    return {
        **after,
        "kept_out": (*facts.kept_out, gone["name"]),
        "panel": tuple(each for each in facts.panel if each.name != gone["name"]),
        **{post: said.get("heir") for post in ("host", "recorder") if getattr(facts, post) == gone.get("person")},
    }


def _started(facts: HearingFacts, event: Event) -> Change:
    return {"begun_on": event.on, "absent": bool(event.particulars.get("absent"))}


def _read(facts: HearingFacts, event: Event) -> Change:
    """What somebody wants corrected stays open until it has been read to them once more."""
    said = event.particulars
    petitioner = bool(said.get("petitioner")) or event.organ is None
    return {
        "read_by": facts.read_by + 1,
        "petitioner_read": facts.petitioner_read or petitioner,
        "to_correct": Reading(said["reading"]) is Reading.CORRECTED,
    }


def _published(facts: HearingFacts, event: Event) -> Change:
    first, last = (date.fromisoformat(event.particulars[name]) for name in ("on", "until"))
    return {"published_from": first, "published_until": last}


CHANGES: Mapping[HearingAct, Callable[[HearingFacts, Event], Change]] = {
    HearingAct.GRANT: lambda facts, event: {"drafter": event.owner},
    HearingAct.ARRANGE: _arranged,
    HearingAct.DRAW: _drawn,
    HearingAct.NOTIFY: lambda facts, event: {"noticed_on": event.on},
    HearingAct.POSTPONE: lambda facts, event: {**_when(facts, event), "noticed_on": event.on},
    HearingAct.ANSWER: lambda facts, event: {"attendance": Attendance(event.particulars["attendance"])},
    HearingAct.OBJECT: _objected,
    HearingAct.DECLARE: _declared,
    HearingAct.RULE: _ruled,
    HearingAct.START: _started,
    HearingAct.SPEAK: lambda facts, event: {"spoken": facts.spoken + 1, "to_correct": False},
    HearingAct.READ: _read,
    HearingAct.SIGN: _signed,
    HearingAct.RENEW: _renewed,
    HearingAct.PUBLISH: _published,
    HearingAct.NAME_HANDLER: lambda facts, event: {"drafter": event.owner},
    HearingAct.NOTE_OVERDUE: noted_late,
}
