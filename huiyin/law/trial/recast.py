"""What a matter that is open today would have for last days under another rule book.

Nothing of it happens: a matter keeps the book it was lodged under. It shows what will be different for those to come.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from huiyin.law.frame.deadlines import Clock, Due, due
from huiyin.law.frame.workdays import WorkCalendar
from huiyin.law.matter.facts import Facts
from huiyin.law.sources.books import RuleBook
from huiyin.law.terms import ClockKind


@dataclass(frozen=True, slots=True)
class Recast:
    """A running clock with its last day as it is, and as the other book would have it; ``None`` if that has no such
    period, or leaves the day to whoever sets it."""

    kind: ClockKind
    now: Due
    then: Due | None

    @property
    def differs(self) -> bool:
        return self.then is None or self.then.on != self.now.on


def recast(facts: Facts, book: RuleBook, calendar: WorkCalendar) -> Iterator[Recast]:
    """The running clocks of a matter under another book, those that stay the same left out."""
    for clock in facts.clocks:
        if clock.running and clock.fixed is None:
            other = _under(clock, book)
            found = Recast(clock.kind, due(clock, calendar), due(other, calendar) if other else None)
            if found.differs:
                yield found


def _under(clock: Clock, book: RuleBook) -> Clock | None:
    period = book.periods.get(clock.kind)
    if period is None or not period.length:
        return None
    # What was granted stays within what the other book would let be granted.
    return replace(
        clock,
        length=period.length,
        unit=period.unit,
        extended=min(clock.extended, period.longest_extension),
    )
