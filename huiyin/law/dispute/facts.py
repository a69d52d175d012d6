"""What the law needs to know of a dispute, and how an event changes it. Who the parties are stands in no fact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from huiyin.law.dispute.measures import measures
from huiyin.law.dispute.vocabulary import DisputeAct, DisputeClock, DisputeStage, Grade, Sort
from huiyin.law.frame.common import at_birth
from huiyin.law.frame.deadlines import Period
from huiyin.law.frame.facts import Frame, Particulars
from huiyin.law.frame.fold import noted_late
from huiyin.law.frame.situation import Situation
from huiyin.law.frame.verdict import Event
from huiyin.law.sources.books import RuleBook


@dataclass(frozen=True, slots=True)
class Instalment:
    """One thing an agreement promises: ``done`` the day on which it was done."""

    on: date
    what: str
    amount: str = ""
    done: date | None = None


@dataclass(frozen=True, kw_only=True)
class DisputeFacts(Frame):
    """A dispute.

    :param place: the division where it is; ``sort`` what it is about.
    :param sides: how many people stand on each side, by the mark of the side.
    :param grade: how much it presses; ``talks`` how often was mediated, ``visits`` how often somebody looked again.
    :param agreed_on: the day on which the agreement holds; ``instalments`` what it promises.
    :param settled_on: the day since which nothing is left to be done but to look again.
    :param confirmed: how far a judicial confirmation got.
    :param matter: the petition that it came from or became.
    """

    place: str
    sort: Sort
    people: int = 0
    sides: tuple[str, ...] = ()
    grade: Grade = Grade.ORDINARY
    mediator: int | None = None
    talks: int = 0
    agreed_on: date | None = None
    instalments: tuple[Instalment, ...] = ()
    settled_on: date | None = None
    visits: int = 0
    confirmed: str = ""
    matter: int | None = None
    warned: bool = False

    @property
    def open_instalments(self) -> tuple[Instalment, ...]:
        return tuple(each for each in self.instalments if each.done is None)


@dataclass(frozen=True)
class DisputeSituation(Situation):
    """What a condition on a dispute looks at."""

    facts: DisputeFacts


def newborn(said: Particulars) -> DisputeFacts:
    """The facts before it is registered."""
    return DisputeFacts(
        **at_birth(said),
        stage=DisputeStage.NEW,
        place=str(said["place"]),
        sort=Sort(said["sort"]),
        people=int(said.get("people") or 0),
        sides=tuple(row["side"] for row in said.get("parties") or ()),
        matter=said.get("matter_id"),
    )


def periods(book: RuleBook) -> Mapping[DisputeClock, Period]:
    return measures().periods


def graded(said: Particulars) -> tuple[Grade, str]:
    """The grade by data, and the line that gives it, for the journal."""
    people, amount = int(said.get("people") or 0), int(float(said.get("amount") or 0))
    grade, line = measures().grade(people, amount, said.get("signs") or ())
    return grade, "" if line is None else line.said


def promised(rows: Iterable[Mapping[str, str]]) -> tuple[Instalment, ...]:
    """Instalments as a form says them."""
    return tuple(Instalment(date.fromisoformat(row["on"]), row["what"], row.get("amount", "")) for row in rows)


# What an event changes ------------------------------------------------------------------------------------------------

Change = Mapping[str, Any]


def _found(facts: DisputeFacts, event: Event) -> Change:
    said = event.particulars
    return {"grade": Grade(said["grade"]), "joining": frozenset(said.get("told", ()))}


def _joined(facts: DisputeFacts, event: Event) -> Change:
    return {"sides": (*facts.sides, *(row["side"] for row in event.particulars["parties"]))}


def _passed(facts: DisputeFacts, event: Event) -> Change:
    return {"joining": frozenset(event.particulars.get("told", ()))}


def _agreed(facts: DisputeFacts, event: Event) -> Change:
    said = event.particulars
    return {
        "agreed_on": date.fromisoformat(said["agreed_on"]), "instalments": promised(said.get("instalments", ())),
        "talks": facts.talks + 1, "confirmed": "", **_settled(facts, event),
    }  # fmt: skip


def _settled(facts: DisputeFacts, event: Event) -> Change:
    """Nothing is left but to look again."""
    return {"settled_on": event.on, "visits": 0} if event.to is DisputeStage.FOLLOWED else {}


def _performed(facts: DisputeFacts, event: Event) -> Change:
    done, on = int(event.particulars["which"]), date.fromisoformat(event.particulars["done_on"])
    rows = enumerate(facts.instalments, 1)
    kept = tuple(Instalment(each.on, each.what, each.amount, on) if n == done else each for n, each in rows)
    return {"instalments": kept, **_settled(facts, event)}


def _again(facts: DisputeFacts, event: Event) -> Change:
    return {"settled_on": None, "agreed_on": None, "instalments": (), "confirmed": ""}


CHANGES: Mapping[DisputeAct, Callable[[DisputeFacts, Event], Change]] = {
    DisputeAct.FIND: _found,
    DisputeAct.NAME_PARTIES: _joined,
    DisputeAct.REGRADE: lambda facts, event: {"grade": Grade(event.particulars["grade"])},
    DisputeAct.PASS_ON: _passed,
    DisputeAct.ASSIGN: lambda facts, event: {"mediator": event.owner},
    DisputeAct.MEDIATE: lambda facts, event: {"talks": facts.talks + 1},
    DisputeAct.WARN: lambda facts, event: {"warned": True},
    DisputeAct.AGREE: _agreed,
    DisputeAct.PERFORM: _performed,
    DisputeAct.CONFIRM: lambda facts, event: {"confirmed": event.particulars["court"]},
    DisputeAct.SETTLE: _settled,
    DisputeAct.VISIT: lambda facts, event: {"visits": facts.visits + 1},
    DisputeAct.RECUR: _again,
    DisputeAct.BECOME: lambda facts, event: {"matter": event.particulars["matter_id"]},
    DisputeAct.NOTE_OVERDUE: noted_late,
}
