"""Why somebody had to come (三访): again, over the head of who decides, or in a group; asked of the organ, not of them.

Repeat, skipped level and group visit are facts of the record across channels; beside each stands what it shows of the
earlier handling of the same thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from huiyin.law.chart.routing import OrganChart
from huiyin.law.frame.verdict import Event
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.shown import Around, Mark, Shown, Told, Why
from huiyin.law.matter.signs import Signs
from huiyin.law.terms import Act, Channel, ClockKind, Execution

_DIRECT = frozenset({Act.ANSWER_ON_SPOT, Act.REPLY, Act.MEDIATE, Act.RECONCILE})


def visit(told: Told, earlier: Told | None, around: Around) -> Iterator[Mark]:
    """Came again, skipped a level, came in a group: asked of the organ that should have decided it before."""
    facts, day = told.facts, told.events[0].on
    shown = list(_kinds_of_visit(told, earlier, around))
    reasons = why(earlier, day, around.signs) if earlier is not None else (Why.FIRST,)
    for name, organ in shown:
        other = earlier.id if earlier is not None else 0
        yield Mark(name, organ, facts.lodged_on, "", other)
        yield from (Mark(name, organ, facts.lodged_on, reason.value, other) for reason in reasons)


def _kinds_of_visit(told: Told, earlier: Told | None, around: Around) -> Iterator[tuple[Shown, int]]:
    facts = told.facts
    decides = facts.responsible or (facts.holder if facts.accepted_on else 0)
    if earlier is not None:
        yield Shown.AGAIN, earlier.facts.responsible or earlier.facts.holder
    if facts.channel is not Channel.VISIT:
        return
    if decides and _levels_above(around.chart, facts.coordinator, decides) >= around.signs.skipped_levels:
        yield Shown.SKIPPED, decides
    if max(told.people, facts.petitioners) >= around.signs.group_people:
        yield Shown.GROUP, decides or facts.holder


def _levels_above(chart: OrganChart, asked: int, decides: int) -> int:
    """How many levels the organ that was asked stands above the one that decides."""
    organs = chart.organs
    if asked not in organs or decides not in organs:
        return 0
    return organs[asked].level.height - organs[decides].level.height


def why(earlier: Told, day: date, limits: Signs) -> tuple[Why, ...]:
    """What the record shows of the earlier handling on the day somebody came again."""
    facts, events = earlier.until(day), [event for event in earlier.events if event.on <= day]
    found = [reason for reason, so in _reasons(facts, events, day, limits) if so]
    return tuple(found) or (Why.NOTHING,)


def _reasons(facts: Facts, events: Sequence[Event], day: date, limits: Signs) -> Iterator[tuple[Why, bool]]:
    answered = any(event.act in _DIRECT or event.act is Act.SERVE for event in events)
    decided, served = facts.decided_on, facts.served_on
    waits = (served or day) - decided if decided is not None and Act.SIGN in {event.act for event in events} else None
    clocks = [clock for clock in facts.clocks if not clock.citizens and clock.kind is not ClockKind.FEEDBACK]
    yield Why.LATE, any(clock.overdue for clock in clocks)
    yield Why.UNANSWERED, not answered and decided is None
    yield Why.UNSERVED, waits is not None and waits.days > limits.served_days
    yield (
        Why.UNDONE,
        any(
            claim.execution is Execution.DENIED
            or (claim.execution is Execution.DUE and claim.execute_by is not None and claim.execute_by < day)
            for claim in facts.claims
        ),
    )
