"""What the law needs to know of a leader's charge, and how an event changes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from huiyin.law.charge.vocabulary import ChargeAct, ChargeClock, ChargeStage, Rule, Unfinished
from huiyin.law.frame.common import at_birth
from huiyin.law.frame.deadlines import Period
from huiyin.law.frame.facts import Frame, Particulars
from huiyin.law.frame.fold import noted_late
from huiyin.law.frame.situation import Situation
from huiyin.law.frame.verdict import Event
from huiyin.law.sources.articles import cite
from huiyin.law.sources.books import RuleBook
from huiyin.law.terms import Unit


@dataclass(frozen=True, kw_only=True)
class ChargeFacts(Frame):
    """A charge: one leader, one matter. Whoever comes after a leader has a charge of their own.

    :param matter: the matter; ``leader`` the person who answers for it, ``leader_organ`` where they serve.
    :param rule: by which rule it came to a leader; ``level`` of the leader's organ, ``asked`` that which the rules ask
        for, empty where no rule does.
    :param until: the day by which it is to be solved, as it stands now; ``first_until`` as it was said first.
    :param met_on: when they last met the person; ``met`` how often.
    :param solved_on: when the record showed that it was solved.
    :param denied: how often the person said that it is not kept; ``denied_on`` the last time, ``answered_on`` when
        that was answered.
    :param unfinished: why it ended otherwise; ``handed_on`` the day on which another leader took over.
    """

    matter: int
    leader: int
    leader_organ: int
    rule: Rule
    until: date
    first_until: date
    level: str = ""
    asked: str = ""
    met_on: date | None = None
    met: int = 0
    extended: int = 0
    solved_on: date | None = None
    unfinished: Unfinished | None = None
    handed_on: date | None = None
    denied: int = 0
    denied_on: date | None = None
    answered_on: date | None = None

    def kept(self, on: date) -> bool | None:
        """Whether this leader kept the day; nothing while that is open, or where it lay in other hands."""
        if self.solved_on is not None:
            return self.solved_on <= self.until
        if self.unfinished is Unfinished.FINAL:
            return False
        if self.unfinished is not None:
            return None
        return False if (self.handed_on or on) > self.until else None


@dataclass(frozen=True)
class ChargeSituation(Situation):
    """What a condition on a charge looks at."""

    facts: ChargeFacts


def newborn(said: Particulars) -> ChargeFacts:
    """The facts before it is taken on: organ, owner, book and day from the door, the rest from record and form."""
    until = date.fromisoformat(said["until"])
    return ChargeFacts(
        **at_birth(said),
        stage=ChargeStage.NEW,
        matter=int(said["matter_id"]),
        leader=int(said.get("leader_id") or 0),
        leader_organ=int(said.get("leader_organ") or 0),
        rule=Rule(said["rule"]),
        until=until,
        first_until=until,
        level=str(said.get("level") or ""),
        asked=str(said.get("asked") or ""),
    )


def periods(book: RuleBook) -> Mapping[ChargeClock, Period]:
    """The leader says by when; the other days are those of the office's own rule (data/reception)."""
    return dict.fromkeys(ChargeClock, Period(0, Unit.DAYS, book.own(cite("xf2022", 18, 2))))


Change = Mapping[str, Any]


def _taken_on(facts: ChargeFacts, event: Event) -> Change:
    """The leader's organ reads it, and those that deal with the matter."""
    near = {int(each) for each in event.particulars.get("near", ())}
    return {"joining": frozenset(near | ({facts.leader_organ} if facts.leader_organ else set()))}


def _met(facts: ChargeFacts, event: Event) -> Change:
    return {"met_on": date.fromisoformat(event.particulars["met_on"]), "met": facts.met + 1}


def _extended(facts: ChargeFacts, event: Event) -> Change:
    return {"until": date.fromisoformat(event.particulars["until"]), "extended": facts.extended + 1}


def _denied(facts: ChargeFacts, event: Event) -> Change:
    """The offices that watch over the leader's organ read it from now on."""
    watching = frozenset(int(each) for each in event.particulars.get("watching", ()))
    return {"denied": facts.denied + 1, "denied_on": event.on, "joining": watching}


CHANGES: Mapping[ChargeAct, Callable[[ChargeFacts, Event], Change]] = {
    ChargeAct.TAKE_ON: _taken_on,
    ChargeAct.MEET: _met,
    ChargeAct.EXTEND: _extended,
    ChargeAct.DENY: _denied,
    ChargeAct.ANSWER: lambda facts, event: {"answered_on": event.on},
    ChargeAct.SOLVE: lambda facts, event: {"solved_on": event.on},
    ChargeAct.HAND_ON: lambda facts, event: {"handed_on": event.on},
    ChargeAct.END: lambda facts, event: {"unfinished": Unfinished(event.particulars["because"])},
    ChargeAct.NOTE_OVERDUE: noted_late,
}
