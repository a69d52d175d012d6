"""What the law needs to know of an undertaking, and how an event changes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from huiyin.law.frame.common import at_birth
from huiyin.law.frame.deadlines import Period
from huiyin.law.frame.facts import Frame, Particulars
from huiyin.law.frame.fold import noted_late
from huiyin.law.frame.situation import Situation
from huiyin.law.frame.verdict import Event
from huiyin.law.sources.articles import cite
from huiyin.law.sources.books import RuleBook
from huiyin.law.terms import Unit
from huiyin.law.undertaking.vocabulary import (
    Evidence,
    Source,
    UndertakingAct,
    UndertakingClock,
    UndertakingStage,
)


@dataclass(frozen=True, kw_only=True)
class UndertakingFacts(Frame):
    """A promise to a petitioner.

    :param matter: the matter it belongs to; ``claim`` the claim of it that it answers, 0 for a promise beside them.
    :param by: the day until which it is to be carried out, as it stands now; ``first_by`` as it was promised.
    :param to_organ: the organ that has to carry it out.
    :param reporter: who reported it last; ``evidence`` by what.
    :param denied: how often the person said that it is not so; ``denied_on`` the last time.
    :param at_counter: the person's word was taken down at a counter.
    :param offerer: who asked another organ to take it over, while that has not answered.
    """

    matter: int
    claim: int
    source: Source
    by: date
    first_by: date
    to_organ: int
    reported_on: date | None = None
    reporter: int | None = None
    evidence: Evidence | None = None
    denied: int = 0
    denied_on: date | None = None
    confirmed_on: date | None = None
    at_counter: bool = False
    extended: int = 0
    offerer: int | None = None
    offerer_person: int | None = None


@dataclass(frozen=True)
class UndertakingSituation(Situation):
    """What a condition on an undertaking looks at."""

    facts: UndertakingFacts


def newborn(said: Particulars) -> UndertakingFacts:
    """The facts before it is promised: organ, owner, book and day from the door, the rest from matter and form."""
    organ, by = int(said["organ"]), date.fromisoformat(said["until"])
    return UndertakingFacts(
        **at_birth(said),
        stage=UndertakingStage.NEW,
        matter=int(said["matter_id"]),
        claim=int(said.get("claim") or 0),
        source=Source(said["source"]),
        by=by,
        first_by=by,
        to_organ=int(said.get("to_organ") or organ),
    )


def periods(book: RuleBook) -> Mapping[UndertakingClock, Period]:
    """The day of carrying out is promised; how long a word is waited for, and how soon a no is looked into, no article
    says (:class:`huiyin.law.sources.rulebook.Options`)."""
    options = book.options
    return {
        UndertakingClock.CARRY_OUT: Period(0, Unit.DAYS, book.own(cite("xf2022", 32, 2))),
        UndertakingClock.CONFIRM: Period(options.confirmation_days, Unit.DAYS, book.own(cite("xf2022", 21, 2))),
        UndertakingClock.REDO: Period(options.denied_days, Unit.DAYS, book.own(cite("xf2022", 40, 1))),
    }


Change = Mapping[str, Any]


def _promised(facts: UndertakingFacts, event: Event) -> Change:
    """The organ that was asked first and those that deal with the matter read it, too."""
    return {"joining": frozenset(int(each) for each in event.particulars.get("near", ()))}


def _reported(facts: UndertakingFacts, event: Event) -> Change:
    kind = event.particulars.get("kind")
    evidence = Evidence(kind) if kind else None
    return {"reported_on": event.on, "reporter": event.person, "evidence": evidence, "confirmed_on": None}


def _extended(facts: UndertakingFacts, event: Event) -> Change:
    return {"by": date.fromisoformat(event.particulars["until"]), "extended": facts.extended + 1}


def _offered(facts: UndertakingFacts, event: Event) -> Change:
    return {"offerer": facts.holder, "offerer_person": facts.owner}


def _taken_over(facts: UndertakingFacts, event: Event) -> Change:
    return {"to_organ": event.holder, "offerer": None, "offerer_person": None}


def _denied(facts: UndertakingFacts, event: Event) -> Change:
    said = {"denied": facts.denied + 1, "denied_on": event.on, "confirmed_on": None}
    return {**said, "at_counter": event.organ is not None}


CHANGES: Mapping[UndertakingAct, Callable[[UndertakingFacts, Event], Change]] = {
    UndertakingAct.PROMISE: _promised,
    UndertakingAct.REPORT: _reported,
    UndertakingAct.EXTEND: _extended,
    UndertakingAct.OFFER: _offered,
    UndertakingAct.TAKE_OVER: _taken_over,
    UndertakingAct.DECLINE: lambda facts, event: {"offerer": None, "offerer_person": None},
    UndertakingAct.CONFIRM: lambda facts, event: {"confirmed_on": event.on, "at_counter": event.organ is not None},
    UndertakingAct.DENY: _denied,
    UndertakingAct.NOTE_OVERDUE: noted_late,
}
