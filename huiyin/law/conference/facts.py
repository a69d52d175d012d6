"""What the law needs to know of a meeting of the joint conference, and how an event changes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from huiyin.law.conference.vocabulary import Coming, ConferenceAct, ConferenceStage
from huiyin.law.frame.common import at_birth
from huiyin.law.frame.facts import Frame, Particulars
from huiyin.law.frame.fold import noted_late
from huiyin.law.frame.situation import Situation
from huiyin.law.frame.verdict import Event


@dataclass(frozen=True, slots=True)
class Reply:
    """What a member organ answered: whether it comes, and by whom."""

    organ: int
    coming: Coming
    who: str = ""


@dataclass(frozen=True, kw_only=True)
class ConferenceFacts(Frame):
    """A meeting. ``coordinator`` is the office of the conference, ``drafter`` who prepares it there.

    :param chair: who leads it (召集人), name and post.
    :param invited: the member organs to which the notice went; ``present`` those that came.
    :param quorum: how many must be there, by the office's own rules.
    """

    drafter: int
    day: date
    hour: str
    place: str
    chair: str
    invited: frozenset[int] = frozenset()
    quorum: int = 0
    replies: tuple[Reply, ...] = ()
    present: frozenset[int] = frozenset()
    begun_on: date | None = None
    drafted: bool = False
    signed_on: date | None = None

    def reply_of(self, organ: int) -> Reply | None:
        return next((reply for reply in self.replies if reply.organ == organ), None)


@dataclass(frozen=True)
class ConferenceSituation(Situation):
    """What a condition on a meeting looks at."""

    facts: ConferenceFacts

    def day(self, name: str) -> date | None:
        said = self.value(name)
        return date.fromisoformat(said) if said else None


def newborn(said: Particulars) -> ConferenceFacts:
    """The facts before it is called: organ, owner, book and day from the door, the rest from the form."""
    return ConferenceFacts(
        **at_birth(said), stage=ConferenceStage.NEW, drafter=int(said["owner"]), day=date.fromisoformat(said["day"]),
        hour=said["hour"], place=said["place"], chair=said["chair"],
    )  # fmt: skip


Change = Mapping[str, Any]


def _notified(facts: ConferenceFacts, event: Event) -> Change:
    """Whoever is invited reads it from then on."""
    invited = frozenset(event.particulars["addressees"])
    return {"invited": invited, "quorum": int(event.particulars["quorum"]), "joining": invited}


def _answered(facts: ConferenceFacts, event: Event) -> Change:
    """The last word of an organ counts."""
    said = event.particulars
    reply = Reply(event.organ or 0, Coming(said["coming"]), said.get("attendee", ""))
    return {"replies": (*(each for each in facts.replies if each.organ != reply.organ), reply)}


def _moved(facts: ConferenceFacts, event: Event) -> Change:
    """Another day is answered anew."""
    said = event.particulars
    return {"day": date.fromisoformat(said["day"]), "hour": said["hour"], "place": said["place"], "replies": ()}


def _started(facts: ConferenceFacts, event: Event) -> Change:
    return {"present": frozenset(event.particulars["came"]), "begun_on": event.on}


CHANGES: Mapping[ConferenceAct, Callable[[ConferenceFacts, Event], Change]] = {
    ConferenceAct.NOTIFY: _notified,
    ConferenceAct.ANSWER: _answered,
    ConferenceAct.MOVE: _moved,
    ConferenceAct.START: _started,
    ConferenceAct.DRAFT: lambda facts, event: {"drafted": True},
    ConferenceAct.SIGN: lambda facts, event: {"signed_on": event.on},
    ConferenceAct.NAME_HANDLER: lambda facts, event: {"drafter": event.owner},
    ConferenceAct.NOTE_OVERDUE: noted_late,
}
