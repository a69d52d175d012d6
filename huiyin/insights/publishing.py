"""What an office publishes of its area (公布的数字): reports of wrongdoing stand in it only where nobody can be meant.

A number that goes from one to two tells that there is a new report. So they are counted all or not at all, of days that
are over, and only where each count of them, and what it leaves of the whole, is none or large enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from huiyin.insights.figures import Days, Figures, as_figures, counted_for, sums
from huiyin.insights.small import small, smallest_for
from huiyin.law.frame.facts import Actor
from huiyin.law.terms import Channel

#: Duties of which two counts are published beside each other: how often they were done, and how often in time.
IN_TIME = ("sorted", "told", "decided")
#: The counts of which something is published; every channel is one, and together they are the whole.
PUBLISHED = ("answered", "repeats", *IN_TIME, *(f"{duty}_in_time" for duty in IN_TIME))


def published(actor: Actor, on: date, since: date, until: date) -> Figures:
    """The figures of the actor's area as they may be read by everybody.

    :raises NotYours: the actor sees no figures.
    """
    scope = counted_for(actor, on)
    counts = sums(Days(scope, since, until))
    reports = sums(Days(f"x{scope[1:]}", since, until)) if scope.startswith("a") and until < on else {}
    if large_enough(reports):
        counts.update(reports)
    return as_figures(counts, since, until)


def large_enough(reports: Mapping[str, int]) -> bool:
    """Whether no count of reports, and nothing that can be taken from two of them, is small."""
    smallest = smallest_for(None)
    return all(count >= 0 and not small(count, smallest) for count in _cells(reports))


def _cells(reports: Mapping[str, int]) -> Iterator[int]:
    whole = reports.get("received", 0)
    for name in (*PUBLISHED, *(channel.value for channel in Channel)):
        yield reports.get(name, 0)
        yield whole - reports.get(name, 0)
    # Beside each other these two leave the difference: what was done, and late.
    yield from (reports.get(duty, 0) - reports.get(f"{duty}_in_time", 0) for duty in IN_TIME)
