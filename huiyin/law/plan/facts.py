"""What the law needs to know of a correction plan, and how an event changes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from huiyin.law.frame.common import at_birth
from huiyin.law.frame.facts import Frame, Particulars
from huiyin.law.frame.fold import noted_late
from huiyin.law.frame.situation import Situation
from huiyin.law.frame.verdict import Event
from huiyin.law.plan.vocabulary import Effect, PlanAct, PlanStage


@dataclass(frozen=True)
class Measure:
    """One thing to be done by a day; ``done_on`` is the day on which the owner said that it was."""

    number: int
    what: str
    until: date
    whose: str = ""
    done_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class PlanFacts(Frame):
    """A correction plan. ``coordinator`` is the organ that drafted it; matters are ids.

    :param to_organ: the owner (责任单位), whose rule or practice is mended; ``drafter`` who follows it.
    :param root: the root cause by its key (huiyin.law.matter.roots); ``rule`` and ``place`` where it can be named.
    :param matters: what lies under it; ``answered`` those of them whose opinion was drafted from the one answer.
    :param written: how often the one answer was written.
    :param started_on: when mending began first, ``finished_on`` when it was done last; the effect is measured by both.
    """

    to_organ: int
    drafter: int
    root: str
    rule: str = ""
    place: str = ""
    matters: tuple[int, ...] = ()
    answered: frozenset[int] = frozenset()
    measures: tuple[Measure, ...] = ()
    written: int = 0
    started_on: date | None = None
    finished_on: date | None = None
    resumed: int = 0
    effect: Effect | None = None

    @property
    def next_measure(self) -> Measure | None:
        """The open one that falls due first."""
        left = (each for each in self.measures if each.done_on is None)
        return min(left, key=lambda each: (each.until, each.number), default=None)

    def measure(self, number: object) -> Measure | None:
        """One of its measures by number."""
        return next((each for each in self.measures if str(each.number) == str(number)), None)


@dataclass(frozen=True)
class PlanSituation(Situation):
    """What a condition on a plan looks at."""

    facts: PlanFacts

    @property
    def after(self) -> PlanFacts:
        """The facts with the measures as this very act leaves them."""
        said = self.given or {}
        if self.act in (PlanAct.SET_MEASURE, PlanAct.RESUME) and said.get("until"):
            return replace(self.facts, measures=with_measure(self.facts, said))
        if self.act is PlanAct.CARRY_OUT and said:
            return replace(self.facts, measures=carried_out(self.facts, said, self.on))
        return self.facts


def newborn(said: Particulars) -> PlanFacts:
    """The facts before it is drafted: organ, owner, book and day from the door, the rest from record and form."""
    organ = int(said["organ"])
    return PlanFacts(
        **at_birth(said),
        stage=PlanStage.NEW,
        drafter=int(said["owner"]),
        **_words(said, organ),
    )


def _words(said: Particulars, organ: int) -> dict[str, Any]:
    return {
        "to_organ": int(said.get("to_organ") or organ), "root": str(said["root"]),
        "rule": str(said.get("rule") or ""), "place": str(said.get("place") or ""),
    }  # fmt: skip


def with_measure(facts: PlanFacts, said: Particulars) -> tuple[Measure, ...]:
    """The measures and the one that is set."""
    until = date.fromisoformat(str(said["until"]))
    return (*facts.measures, Measure(len(facts.measures) + 1, said["what"], until, str(said.get("whose") or "")))


def carried_out(facts: PlanFacts, said: Particulars, on: date) -> tuple[Measure, ...]:
    """The measures after one of them was reported as done."""
    named = str(said.get("measure", ""))
    return tuple(replace(each, done_on=on) if str(each.number) == named else each for each in facts.measures)


Change = Mapping[str, Any]


def _put_in(facts: PlanFacts, event: Event) -> Change:
    """More matters; the organs that deal with them read the plan, and answer theirs from it."""
    said = event.particulars
    new = tuple(each for each in said["matter_ids"] if each not in facts.matters)
    return {"matters": facts.matters + new, "joining": frozenset(int(each) for each in said["near"])}


def _amended(facts: PlanFacts, event: Event) -> Change:
    return _words(event.particulars, facts.coordinator)


def _set(facts: PlanFacts, event: Event) -> Change:
    return {"measures": with_measure(facts, event.particulars)}


def _handed(facts: PlanFacts, event: Event) -> Change:
    """Whoever takes it over at the organ that drafted it follows it from now on."""
    return {"drafter": event.owner} if event.holder == facts.coordinator else {}


CHANGES: Mapping[PlanAct, Callable[[PlanFacts, Event], Change]] = {
    PlanAct.DRAFT: _put_in,
    PlanAct.ADD: _put_in,
    PlanAct.AMEND: _amended,
    PlanAct.SET_MEASURE: _set,
    PlanAct.START: lambda facts, event: {"started_on": facts.started_on or event.on},
    PlanAct.CARRY_OUT: lambda facts, event: {"measures": carried_out(facts, event.particulars, event.on)},
    PlanAct.WRITE: lambda facts, event: {"written": facts.written + 1},
    PlanAct.ANSWER: lambda facts, event: {"answered": facts.answered | frozenset(event.particulars["ready"])},
    PlanAct.FINISH: lambda facts, event: {"finished_on": event.on},
    PlanAct.RESUME: lambda facts, event: {**_set(facts, event), "resumed": facts.resumed + 1},
    PlanAct.CLOSE: lambda facts, event: {"effect": Effect(event.particulars["effect"])},
    PlanAct.NAME_HANDLER: _handed,
    PlanAct.NOTE_OVERDUE: noted_late,
}
