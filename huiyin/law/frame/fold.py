"""What an event changes: facts are the fold of a record's events, and of nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Any

from huiyin.law.frame.deadlines import Clock
from huiyin.law.frame.facts import Frame
from huiyin.law.frame.procedure import Procedure
from huiyin.law.frame.verdict import Event


def evolve(procedure: Procedure, facts: Any, event: Event) -> Any:
    """The facts after ``event``; of the same kind as ``facts``."""
    special = procedure.changes.get(event.act)
    changes: dict[str, Any] = dict(special(facts, event)) if special else {}
    clocks = changes.pop("clocks", facts.clocks)
    organs = facts.organs
    if event.holder not in organs or (event.organ is not None and event.organ not in organs):
        organs = organs | ({event.holder} if event.organ is None else {event.holder, event.organ})
    if "joining" in changes or "leaving" in changes:
        organs = (organs | changes.pop("joining", frozenset())) - changes.pop("leaving", frozenset())
    return facts.changed(
        {
            "stage": event.to,
            "holder": event.holder,
            "owner": event.owner,
            "clocks": _turn(clocks, event),
            "organs": organs,
            "seq": facts.seq + 1,
            "last_on": max(facts.last_on or event.on, event.on),
            "moved_on": event.on if _moves(facts, event) else facts.moved_on,
            **procedure.everyday(facts, event),
            **changes,
        }
    )


def replay(procedure: Procedure, events: Iterable[Event]) -> Any:
    """Fold a whole history, the first event being the one that opened the record."""
    history = iter(events)
    first = next(history)
    born = evolve(procedure, procedure.newborn(first.particulars), first)
    return reduce(lambda facts, event: evolve(procedure, facts, event), history, born)


def noted_late(facts: Frame, event: Event) -> Mapping[str, Any]:
    """What a note of lateness (记录逾期) changes: the clock it names is known to have run out."""
    late = event.particulars["clock"]
    return {"clocks": tuple(each.changed(overdue=True) if _is(each, late) else each for each in facts.clocks)}


def _is(clock: Clock, kind: str) -> bool:
    return clock.running and clock.kind.value == kind


def _moves(facts: Frame, event: Event) -> bool:
    """Whether stage or clocks moved; a contact, a look or a note of lateness binds no later step to its date."""
    return bool(event.to is not facts.stage or event.opens or event.stops)


def _turn(clocks: tuple[Clock, ...], event: Event) -> tuple[Clock, ...]:
    """Stop what ends, then start what begins; a kind that starts anew ends its predecessor, and a clock that runs
    on takes the place of the one that stood still."""
    if not event.stops and not event.opens:
        return clocks
    ending = {*event.stops, *(clock.kind for clock in event.opens)}
    kept = tuple(clock.stop(event.on) if clock.running and clock.kind in ending else clock for clock in clocks)
    again = {(clock.kind, clock.started) for clock in event.opens if clock.stood is not None}
    if again:
        kept = tuple(clock for clock in kept if (clock.kind, clock.started) not in again)
    return kept + event.opens
