"""A hearing as its petitioner sees it: who sits where, when, what was said, objected to, handed in, concluded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from django.urls import reverse

from huiyin.cases.models import Case
from huiyin.law.frame.decide import decide
from huiyin.law.frame.facts import PETITIONER
from huiyin.law.frame.verdict import Refusal
from huiyin.law.hearing.facts import HearingFacts
from huiyin.law.hearing.procedure import HEARING
from huiyin.law.hearing.vocabulary import HearingAct, HearingStage, Part, Piece, Reading
from huiyin.law.matter.table import HEARING as STAGES
from huiyin.law.terms import Act, RecusalRuling
from huiyin.law.words import P, Phrase
from huiyin.meeting.hearing_shown import facts_of
from huiyin.meeting.models import Hearing
from huiyin.people.posts import names_of
from huiyin.portal.following.matter import Matter
from huiyin.record.models import Event
from huiyin.vault.opening import read_out

A = HearingAct
#: What the petitioner may do to a hearing, in the order of its buttons.
THEIRS: Final[Mapping[A, Phrase]] = {
    A.ANSWER: P("答复参加不参加"),
    A.READ: P("核对笔录"),
    A.OBJECT: P("请主持人、听证员回避"),
}
_NOW: Final[Mapping[HearingStage, Phrase]] = {
    HearingStage.ASKED: P("您申请了听证，{organ}还没有决定。没有决定以前，不会给出最后的意见。"),
    HearingStage.PREPARING: P("{organ}决定举行听证，正在准备。"),
    HearingStage.NOTICED: P("听证定在{day}{hour}，地点：{place}。"),
    HearingStage.SITTING: P("听证正在进行。"),
    HearingStage.READING: P("听证开完了。请核对笔录，写错的可以更正。"),
    HearingStage.CONCLUDED: P("听证有了结论。"),
    HearingStage.REFUSED: P("{organ}没有举行听证，理由在下面。您的事照常办。"),
    HearingStage.CANCELLED: P("听证取消了。"),
}


@dataclass(frozen=True, slots=True)
class Objected:
    """One request that somebody withdraw, and what was decided; ``own`` where the member asked for it themselves."""

    whom: str
    why: str
    ruling: RecusalRuling | None = None
    reason: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Spoken:
    part: Part
    speaker: str
    words: str


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What was handed in with the record, by the hash under which it lies."""

    piece: Piece
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Heard:
    """One hearing of a matter that somebody follows.

    :param told: its journal, each event by its act with what was said.
    """

    matter: Matter
    row: Hearing
    facts: HearingFacts
    told: list[tuple[A, Mapping[str, Any]]] = field(default_factory=list)

    @property
    def stage(self) -> HearingStage:
        return HearingStage(self.row.stage)

    @property
    def open(self) -> bool:
        return self.row.closed_on is None

    @property
    def organ(self) -> str:
        return self.matter.world.chart.organ(self.facts.holder).name

    @property
    def now(self) -> Phrase:
        facts = self.facts
        said = {"organ": self.organ, "day": facts.day, "hour": facts.hour, "place": facts.place}
        return P(_NOW[self.stage].text, **said)

    @cached_property
    def _names(self) -> Mapping[int, str]:
        return names_of([each for each in (self.facts.host, self.facts.recorder) if each])

    @property
    def host(self) -> str:
        return self._names.get(self.facts.host or 0, "")

    @property
    def recorder(self) -> str:
        return self._names.get(self.facts.recorder or 0, "")

    @property
    def spoken(self) -> list[Spoken]:
        said = (given for act, given in self.told if act is A.SPEAK)
        return [Spoken(Part(each["part"]), each["speaker"], each["words"]) for each in said]

    @property
    def objected(self) -> list[Objected]:
        """Each with its ruling: they are decided in the order in which they came."""
        asked = [(act, given) for act, given in self.told if act in (A.OBJECT, A.DECLARE)]
        ruled = [given for act, given in self.told if act is A.RULE]
        told = [(RecusalRuling(each["ruling"]), each["reason"]) for each in ruled]
        waiting: list[tuple[RecusalRuling | None, str]] = [(None, "")] * (len(asked) - len(told))
        pairs = zip(asked, [*told, *waiting], strict=True)
        return [
            Objected(given["member" if act is A.DECLARE else "whom"], given["reason"], *answer, act is A.DECLARE)
            for (act, given), answer in pairs
        ]

    @property
    def handed_in(self) -> list[HandedIn]:
        return [
            HandedIn(Piece(given["piece"]), file["name"], file["size"], file["sha256"])
            for act, given in self.told
            if act is A.ATTACH
            for file in given["files"]
        ]

    @property
    def readings(self) -> list[tuple[str, Reading, str]]:
        said = (given for act, given in self.told if act in (A.READ, A.SIGN))
        return [
            (each.get("reader") or each["member"], Reading(each["reading"]), each.get("remarks", "")) for each in said
        ]

    def word(self, act: A, name: str) -> str:
        """What was said last with an act."""
        said = [given for each, given in self.told if each is act]
        return str(said[-1].get(name) or "") if said else ""

    @property
    def asked(self) -> str:
        return self.word(A.OPEN, "reason")

    @property
    def attends(self) -> str:
        return self.word(A.ARRANGE, "attends")

    @property
    def moved(self) -> str:
        """Why it was moved to another day."""
        return self.word(A.POSTPONE, "reason")

    @property
    def conclusion(self) -> str:
        return self.word(A.CONCLUDE, "conclusion")

    @property
    def opinions(self) -> str:
        return self.word(A.CONCLUDE, "opinions")

    @property
    def why_not(self) -> str:
        """Why there is none."""
        return self.word(A.REFUSE, "reason") or self.word(A.CANCEL, "reason")

    def refusal(self, act: A) -> Refusal | None:
        verdict = decide(HEARING, act, self.facts, PETITIONER, self.matter.today, self.matter.world)
        return verdict if isinstance(verdict, Refusal) else None

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """What the petitioner may do now; what they may not do yet, or no more, is no button here."""
        if not self.matter.own:
            return []
        rows = [(act, label) for act, label in THEIRS.items() if self.refusal(act) is None]
        where = [self.matter.case.number, self.row.number]
        return [
            {"label": label, "url": reverse("portal:hearing-say", args=[*where, act.value]), "first": place == 0}
            for place, (act, label) in enumerate(rows)
        ]


def heard_of(matter: Matter) -> bool:
    """Whether there may be a hearing: the journal of the matter tells of a wish, a notice or a conclusion, or one could
    be called now."""
    acts = {Act.OPEN_HEARING, Act.CLOSE_HEARING}
    return matter.facts.stage in STAGES or any(told.act in acts for told in matter.told)


def hearings(matter: Matter) -> list[Heard]:
    """All hearings of a matter, the newest first; whoever may not read what was before a split is told of none."""
    if matter.parted or matter.case.report or not matter.told_all:
        return []
    rows = list(Hearing.objects.filter(matter=matter.case.id).order_by("-id"))
    events = Event.objects.filter(record__in=[row.id for row in rows]).order_by("record", "seq") if rows else ()
    told: dict[int, list[tuple[A, Mapping[str, Any]]]] = {row.id: [] for row in rows}
    for event in events:
        told[event.record].append((A(event.act), read_out(event.payload)["said"]))
    return [Heard(matter, row, facts_of(row), told[row.id]) for row in rows]


def announced(today: Any) -> Iterator[Hearing]:
    """Public hearings to come, the nearest first; of a matter that became a report everybody is told nothing more."""
    rows = Hearing.objects.filter(shown=True, day__gte=today, stage=HearingStage.NOTICED.value)
    yield from _of_no_report(rows.order_by("day", "id")[:MOST])


def published(today: Any) -> Iterator[Hearing]:
    """Hearings of which what came of them is published now."""
    yield from _of_no_report(Hearing.objects.filter(until__gte=today).order_by("-until", "-id")[:MOST])


def _of_no_report(rows: Any) -> Iterator[Hearing]:
    found = list(rows)
    secret = Case.objects.filter(id__in=[row.matter for row in found])
    kept_back = set(secret.filter(report=True).values_list("id", flat=True))
    kept_back |= set(secret.filter(screened__gt=0).values_list("id", flat=True))
    yield from (row for row in found if row.matter not in kept_back)


MOST: Final = 100
