"""What the law needs to know of a leader's visit, and how an event changes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from huiyin.law.beside import Manner, NotHeld
from huiyin.law.frame.common import at_birth
from huiyin.law.frame.facts import Frame, Particulars
from huiyin.law.frame.fold import noted_late
from huiyin.law.frame.situation import Situation
from huiyin.law.frame.verdict import Event
from huiyin.law.visit.vocabulary import Chosen, VisitAct, VisitStage


@dataclass(frozen=True)
class Task:
    """One thing set at a visit under an earlier version, which kept it here: whose, by when, and the day on which that
    organ said that it was done. By now it is an undertaking."""

    number: int
    organ: int
    person: str
    until: date
    done_on: date | None = None
    returned: bool = False

    @property
    def open(self) -> bool:
        return self.done_on is None


@dataclass(frozen=True, kw_only=True)
class VisitFacts(Frame):
    """A visit. ``coordinator`` is the organ that arranges it, ``drafter`` who does that there.

    :param matter: the matter it is about.
    :param leader: the person, 0 for one without an account; ``leader_organ`` where they serve, 0 likewise.
    :param day: the published day it belongs to (领导接访日), 0 for none.
    :param planned_on: for which day it is arranged now; of a letter by when it is to be read.
    :param moved: how often another day was named.
    :param held_on: when they met, or when the leader wrote what to do; ``not_held`` why they never did.
    :param told_on: when the person was told what came of it.
    :param tasks: what an earlier version kept here of what was set; empty since it became undertakings.
    """

    manner: Manner
    matter: int
    drafter: int
    planned_on: date
    leader: int = 0
    leader_organ: int = 0
    day: int = 0
    cause: Chosen | None = None
    moved: int = 0
    held_on: date | None = None
    not_held: NotHeld | None = None
    told_on: date | None = None
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True)
class VisitSituation(Situation):
    """What a condition on a visit looks at."""

    facts: VisitFacts


def newborn(said: Particulars) -> VisitFacts:
    """The facts before it is arranged: organ, owner, book and day from the door, the rest from record and form."""
    return VisitFacts(
        **at_birth(said),
        stage=VisitStage.NEW,
        drafter=int(said["owner"]),
        manner=Manner(said["manner"]),
        matter=int(said["matter_id"]),
        planned_on=date.fromisoformat(said["on"]),
        leader=int(said.get("leader_id") or 0),
        leader_organ=int(said.get("leader_organ") or 0),
        day=int(said.get("day_id") or 0),
        cause=Chosen(said["cause"]) if said.get("cause") else None,
    )


Change = Mapping[str, Any]


def _arranged(facts: VisitFacts, event: Event) -> Change:
    """The leader's own organ reads it from the first day on."""
    return {"joining": frozenset({facts.leader_organ})} if facts.leader_organ else {}


def _moved(facts: VisitFacts, event: Event) -> Change:
    return {"planned_on": date.fromisoformat(event.particulars["on"]), "moved": facts.moved + 1}


def _held(facts: VisitFacts, event: Event) -> Change:
    return {"held_on": event.on, **_with_task(facts, event)}


def _not_held(facts: VisitFacts, event: Event) -> Change:
    return {"not_held": NotHeld(event.particulars.get("because") or NotHeld.PERSON)}


def _with_task(facts: VisitFacts, event: Event) -> Change:
    """Whose it is that something was set for may read the visit from now on; an earlier version kept it here."""
    said = event.particulars
    if not said.get("to_organ"):
        return {}
    change: dict[str, Any] = {"joining": frozenset({int(said["to_organ"])})}
    if said.get("task_text"):
        new = Task(len(facts.tasks) + 1, int(said["to_organ"]), str(said.get("whose", "")), _day(said["until"]))
        change["tasks"] = (*facts.tasks, new)
    return change


def _task_changed(facts: VisitFacts, event: Event) -> Change:
    """After one of them was reported, or sent back with another day."""
    said = event.particulars
    changes: dict[str, Any] = {"done_on": event.on, "returned": False}
    if event.act is VisitAct.RETURN:
        changes = {"done_on": None, "returned": True, "until": _day(said["until"])}
    named = str(said.get("task", ""))
    return {"tasks": tuple(replace(each, **changes) if str(each.number) == named else each for each in facts.tasks)}


def _day(said: object) -> date:
    return date.fromisoformat(str(said))


def _handed(facts: VisitFacts, event: Event) -> Change:
    """Whoever takes it over at the organ that arranges it follows it from now on."""
    return {"drafter": event.owner} if event.holder == facts.coordinator else {}


CHANGES: Mapping[VisitAct, Callable[[VisitFacts, Event], Change]] = {
    VisitAct.ARRANGE: _arranged,
    VisitAct.MOVE: _moved,
    VisitAct.DECLINE: _not_held,
    VisitAct.CALL_OFF: _not_held,
    VisitAct.HOLD: _held,
    VisitAct.INSTRUCT: _held,
    VisitAct.SET_TASK: _with_task,
    VisitAct.REPORT: _task_changed,
    VisitAct.RETURN: _task_changed,
    VisitAct.CARRY: lambda facts, event: {"tasks": ()},
    VisitAct.TELL: lambda facts, event: {"told_on": event.on},
    VisitAct.NAME_HANDLER: _handed,
    VisitAct.NOTE_OVERDUE: noted_late,
}
