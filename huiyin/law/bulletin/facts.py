"""What the law needs to know of a bulletin, and how an event changes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from huiyin.law.bulletin.vocabulary import BulletinAct, BulletinStage, Issue
from huiyin.law.frame.common import at_birth
from huiyin.law.frame.facts import Frame, Particulars
from huiyin.law.frame.fold import noted_late
from huiyin.law.frame.situation import Situation
from huiyin.law.frame.verdict import Event


@dataclass(frozen=True)
class Leader:
    """To whom a bulletin goes: the post of somebody who leads an organ."""

    person: int
    organ: int
    name: str


@dataclass(frozen=True)
class Task:
    """One thing that a leader set with a note (批示): whose, by when; ``done_on`` when it was reported."""

    number: int
    organ: int
    person: str
    until: date
    leader: str = ""
    done_on: date | None = None

    @property
    def open(self) -> bool:
        return self.done_on is None


@dataclass(frozen=True, kw_only=True)
class BulletinFacts(Frame):
    """A bulletin. It tells of the days from ``first`` to ``last``; ``drafter`` draws it up.

    :param leaders: those it is sent to; they read it once it is issued.
    :param drafted: the parts that a machine wrote and nobody has looked over yet.
    """

    issue: Issue
    first: date
    last: date
    drafter: int
    leaders: tuple[Leader, ...] = ()
    drafted: tuple[str, ...] = ()
    issued_on: date | None = None
    notes: int = 0
    tasks: tuple[Task, ...] = ()

    @property
    def next_task(self) -> Task | None:
        """The open one that falls due first."""
        return min((task for task in self.tasks if task.open), key=lambda task: (task.until, task.number), default=None)

    def task(self, number: object) -> Task | None:
        return next((task for task in self.tasks if str(task.number) == str(number)), None)


@dataclass(frozen=True)
class BulletinSituation(Situation):
    """What a condition on a bulletin looks at."""

    facts: BulletinFacts

    @property
    def after(self) -> BulletinFacts:
        """The facts with the tasks as this very act leaves them."""
        said = self.given or {}
        if self.act in (BulletinAct.NOTE, BulletinAct.ENTER_NOTE):
            return replace(self.facts, tasks=with_task(self.facts, said))
        if self.act in (BulletinAct.REPORT, BulletinAct.RETURN) and said:
            return replace(self.facts, tasks=changed(self.facts, said, BulletinAct(self.act), self.on))
        return self.facts


def newborn(said: Particulars) -> BulletinFacts:
    """The facts before it is drawn up: organ, owner, book and day from the door, the rest from record and form."""
    return BulletinFacts(
        **at_birth(said), stage=BulletinStage.NEW, drafter=int(said["owner"]), issue=Issue(said["issue"]),
        first=_day(said["first"]), last=_day(said["last"]), leaders=_leaders(said),
        drafted=tuple(said.get("drafted", ())),
    )  # fmt: skip


def with_task(facts: BulletinFacts, said: Particulars) -> tuple[Task, ...]:
    """The tasks with the one that is said to be set, if one is."""
    if not said.get("to_organ") or not said.get("until"):
        return facts.tasks
    whose, leader = str(said.get("whose", "")), str(said.get("leader_name", ""))
    return (*facts.tasks, Task(len(facts.tasks) + 1, int(said["to_organ"]), whose, _day(said["until"]), leader))


def changed(facts: BulletinFacts, said: Particulars, act: BulletinAct, on: date) -> tuple[Task, ...]:
    """The tasks after one of them was reported, or sent back with another day."""
    news: dict[str, Any] = {"done_on": on}
    if act is BulletinAct.RETURN:
        news = {"done_on": None, "until": _day(said["until"])}
    named = str(said.get("task", ""))
    return tuple(replace(task, **news) if str(task.number) == named else task for task in facts.tasks)


def _day(said: object) -> date:
    return date.fromisoformat(str(said))


def _leaders(said: Particulars) -> tuple[Leader, ...]:
    return tuple(Leader(int(row[0]), int(row[1]), str(row[2])) for row in said.get("sent_to", ()))


Change = Mapping[str, Any]


def _amended(facts: BulletinFacts, event: Event) -> Change:
    said = event.particulars
    return {
        "issue": Issue(said["issue"]), "first": _day(said["first"]), "last": _day(said["last"]),
        "leaders": _leaders(said), "drafted": _left(facts, said),
    }  # fmt: skip


def _left(facts: BulletinFacts, said: Particulars) -> tuple[str, ...]:
    """Whoever saves the whole form has looked over all of it; whoever takes over one part only that one."""
    one = said.get("from_model")
    return tuple(each for each in facts.drafted if each != one) if one else ()


def _issued(facts: BulletinFacts, event: Event) -> Change:
    """Those it is sent to may read it from now on."""
    return {"issued_on": event.on, "joining": frozenset(each.organ for each in facts.leaders)}


def _noted(facts: BulletinFacts, event: Event) -> Change:
    """One more note; whose task it sets may read the bulletin from now on."""
    tasks = with_task(facts, event.particulars)
    new = tasks[len(facts.tasks) :]
    joining = {"joining": frozenset(task.organ for task in new)} if new else {}
    return {"notes": facts.notes + 1, "tasks": tasks, **joining}


def _changed(facts: BulletinFacts, event: Event) -> Change:
    return {"tasks": changed(facts, event.particulars, BulletinAct(event.act), event.on)}


def _handed(facts: BulletinFacts, event: Event) -> Change:
    """Whoever takes it over at the office that draws it up follows it from now on."""
    return {"drafter": event.owner} if event.holder == facts.coordinator else {}


CHANGES: Mapping[BulletinAct, Callable[[BulletinFacts, Event], Change]] = {
    BulletinAct.AMEND: _amended,
    BulletinAct.ISSUE: _issued,
    BulletinAct.NOTE: _noted,
    BulletinAct.ENTER_NOTE: _noted,
    BulletinAct.REPORT: _changed,
    BulletinAct.RETURN: _changed,
    BulletinAct.NAME_HANDLER: _handed,
    BulletinAct.NOTE_OVERDUE: noted_late,
}
