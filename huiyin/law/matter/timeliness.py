"""Which duties with a period a matter has seen done, and which of them in time: by its own clocks and book, never by a
constant counted from registration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from huiyin.law.frame.deadlines import Clock, last_day
from huiyin.law.frame.workdays import WorkCalendar
from huiyin.law.matter.facts import Facts
from huiyin.law.terms import ClockKind

#: 及时受理 of the petition office (Art. 22 ¶1), of whoever tells the petitioner (Art. 23 ¶2–3), 按期办结 (Art. 34).
DUTIES: Mapping[ClockKind, str] = {
    ClockKind.SORT: "sorted",
    ClockKind.NOTIFY_DIRECT: "told",
    ClockKind.NOTIFY: "told",
    ClockKind.HANDLE: "decided",
}


def kept(facts: Facts, calendar: WorkCalendar) -> Iterator[str]:
    """For each duty its name once it was done, ``…_in_time`` if never late, ``decided_overdue`` while it is late."""
    for duty in dict.fromkeys(DUTIES.values()):
        clocks = [clock for clock in facts.clocks if DUTIES.get(clock.kind) == duty]
        if duty == "decided" and any(clock.running and clock.overdue for clock in clocks):
            yield "decided_overdue"
        done = [clock for clock in clocks if clock.stopped is not None]
        if done and _fulfilled(duty, facts):
            yield duty
            if all(_in_time(clock, calendar) for clock in done):
                yield f"{duty}_in_time"


def _fulfilled(duty: str, facts: Facts) -> bool:
    """Whether its clock stopped because it was done: not by an objection, a withdrawal or a merger."""
    if duty == "told":
        return facts.accepted_on is not None
    return duty != "decided" or facts.decided_on is not None


def _in_time(clock: Clock, calendar: WorkCalendar) -> bool:
    return clock.stopped is not None and clock.stopped <= last_day(clock, calendar)
