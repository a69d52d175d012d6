"""A matter's history up to the event that owes a paper, folded once for that paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from huiyin.cases.models import Case
from huiyin.law.frame.facts import World
from huiyin.law.frame.fold import replay
from huiyin.law.frame.verdict import Event as LawEvent
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.procedure import MATTER
from huiyin.law.terms import Act
from huiyin.papers.kinds import Kind
from huiyin.record.door import as_law
from huiyin.record.models import Event
from huiyin.record.worlds import world_on
from huiyin.vault.opening import in_words


@dataclass(frozen=True)
class Record:
    """A matter's history up to one event, read once for one paper.

    :param kind: the paper, ``seq`` the event that owes it, ``on`` the day of issue.
    """

    case: Case
    kind: Kind
    seq: int
    on: date
    by: int | None = None

    @cached_property
    def events(self) -> list[tuple[Event, LawEvent]]:
        rows = Event.objects.filter(record=self.case.id, seq__lte=self.seq).order_by("seq")
        return [(row, replace(law, particulars=in_words(law.particulars))) for row in rows for law in [as_law(row)]]

    @property
    def begins(self) -> int:
        """The first entry that the paper may tell of: what lies behind a report stands in no later paper."""
        return self.case.screened + 1 if 0 < self.case.screened < self.seq else 1

    @cached_property
    def last(self) -> LawEvent:
        return self.events[-1][1]

    @cached_property
    def facts(self) -> Facts:
        facts: Facts = replay(MATTER, (event for _, event in self.events))
        return facts

    @cached_property
    def before(self) -> Facts:
        """As it stood just before the event; a matter's first event has nothing before it."""
        return replay(MATTER, (event for _, event in self.events[:-1])) if len(self.events) > 1 else self.facts

    @cached_property
    def world(self) -> World:
        return world_on(self.last.on)

    def latest(self, acts: Iterable[Act]) -> LawEvent | None:
        """The last event of one of these acts."""
        wanted = set(acts)
        return next((event for _, event in reversed(self.events) if event.act in wanted), None)
