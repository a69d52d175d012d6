"""What the law needs to know of a topic of the joint conference, and how an event changes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from huiyin.law.frame.common import at_birth
from huiyin.law.frame.facts import Frame, Particulars
from huiyin.law.frame.fold import noted_late
from huiyin.law.frame.situation import Situation
from huiyin.law.frame.verdict import Event
from huiyin.law.topic.vocabulary import Became, Cause, TopicAct, TopicStage, Way


@dataclass(frozen=True, kw_only=True)
class TopicFacts(Frame):
    """A topic. ``coordinator`` is the organ that raised it.

    :param matter: the matter it is about, or the record of another kind: ``subject`` says which.
    :param asks: what the meeting is asked to settle, which every member reads.
    :param office: the office of the conference, ``drafter`` who prepares it there.
    :param conference: the meeting on whose agenda it stands or stood last, 0 before any.
    :param lead: which organ leads, once that is decided; ``tasks`` how many were set.
    :param deferred: how often it was put off; ``followed`` how often a later meeting looked at what came of it.
    :param taker: the organ of law it was handed to; ``way`` into which procedure that took it.
    """

    matter: int
    office: int
    drafter: int
    cause: Cause
    conference: int = 0
    sheet: bool = False
    opinions: int = 0
    lead: int = 0
    tasks: int = 0
    decided_on: date | None = None
    deferred: int = 0
    followed: int = 0
    taker: int = 0
    taken_on: date | None = None
    way: Way | None = None
    became: Became | None = None
    subject: str = "matter"
    asks: str = ""


@dataclass(frozen=True)
class TopicSituation(Situation):
    """What a condition on a topic looks at."""

    facts: TopicFacts

    @property
    def at_once(self) -> bool:
        """Whether it is urgent and there is a meeting on whose agenda it goes at once (Art. 25)."""
        return self.facts.cause is Cause.URGENT and bool(self.value("conference_id"))


def newborn(said: Particulars) -> TopicFacts:
    """The facts before it is raised: organ, owner, book and day from the door, the rest from record and form."""
    return TopicFacts(
        **at_birth(said), stage=TopicStage.NEW, drafter=int(said["owner"]), matter=int(said["matter_id"]),
        office=int(said["office"]), cause=Cause(said["cause"]), subject=said.get("subject", "matter"),
        asks=said.get("asks", ""),
    )  # fmt: skip


Change = Mapping[str, Any]


def _at_office(facts: TopicFacts, event: Event) -> Change:
    """Whoever has it at the office prepares it."""
    return {"drafter": event.owner} if event.holder == facts.office else {}


def _raised(facts: TopicFacts, event: Event) -> Change:
    listed = _listed(facts, event) if event.to is TopicStage.LISTED else {}
    return {**_at_office(facts, event), **listed}


def _listed(facts: TopicFacts, event: Event) -> Change:
    """Every member reads the sheet of what it is to decide on."""
    said = event.particulars
    return {"conference": int(said["conference_id"]), "joining": frozenset(int(each) for each in said["members"])}


def _decided(facts: TopicFacts, event: Event) -> Change:
    lead = int(event.particulars["lead"])
    helper = event.particulars.get("helper")
    joining = frozenset({lead, *((int(helper),) if helper else ())})
    return {"lead": lead, "tasks": len(joining), "decided_on": event.on, "joining": joining}


def _task_set(facts: TopicFacts, event: Event) -> Change:
    return {"tasks": facts.tasks + 1, "joining": frozenset({int(event.particulars["to_organ"])})}


def _taken(facts: TopicFacts, event: Event) -> Change:
    return {"way": Way(event.particulars["way"]), "taken_on": date.fromisoformat(event.particulars["taken_on"])}


CHANGES: Mapping[TopicAct, Callable[[TopicFacts, Event], Change]] = {
    TopicAct.RAISE: _raised,
    TopicAct.SHEET: lambda facts, event: {"sheet": True},
    TopicAct.LIST: _listed,
    TopicAct.OPINE: lambda facts, event: {"opinions": facts.opinions + 1},
    TopicAct.DECIDE: _decided,
    TopicAct.SET_TASK: _task_set,
    TopicAct.FOLLOW: lambda facts, event: {"followed": facts.followed + 1},
    TopicAct.HAND_OVER: lambda facts, event: {"taker": event.holder},
    TopicAct.TAKE: _taken,
    TopicAct.REFUSE: lambda facts, event: {"taker": 0},
    TopicAct.CONCLUDE: lambda facts, event: {"became": Became(event.particulars["became"])},
    TopicAct.DEFER: lambda facts, event: {"deferred": facts.deferred + 1, "conference": 0},
    TopicAct.UNLIST: lambda facts, event: {"conference": 0},
    TopicAct.NAME_HANDLER: _at_office,
    TopicAct.NOTE_OVERDUE: noted_late,
}
