"""The history of a matter in plain words (发生了什么), with honest silence.

Looking at a name is no progress and stands in a list of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from huiyin.law.terms import Act, Role, Stage
from huiyin.law.words import P
from huiyin.portal.following.matter import Matter, Told
from huiyin.portal.telling.handling import asked as _asked
from huiyin.portal.telling.sentences import OF_OTHERS, TELL
from huiyin.portal.telling.step import Step, Teller

QUIET_DAYS: Final = 7
"""So many days without anything are shown as silence."""
LATE_ENTRY: Final = timedelta(days=2)
_OVER: Final = frozenset({Stage.CLOSED, Stage.ARCHIVED})
_NO_PROGRESS: Final = frozenset({Act.UNMASK, Act.NOTE_OVERDUE, Act.RATE})
_DECIDED_LATER: Final = frozenset({Act.UNMASK})


def history(matter: Matter) -> list[Step]:
    """The steps, newest first, with what has not happened between them."""
    told = [each for each in matter.told if each.act is Act.LODGE or not matter.closed(each.event.seq)]
    told = [each for each in told if each.event.seq not in matter.untold]
    events = [each for each in told if each.act not in _DECIDED_LATER]
    steps = [(each.day, 1, number, step(matter, each)) for number, each in enumerate(events)]
    steps += [(start, 0, 0, _silence(start, end)) for start, end in _gaps(matter, events)]
    # A silence begins the day after the step before it, so that by day the order is right; newest comes first.
    newest = [step for *_, step in sorted(steps, key=lambda row: row[:3], reverse=True)]
    # What an organ did for two claims at once, in the same words, is read once.
    return [step for step, before in zip(newest, (None, *newest), strict=False) if step != before]


def _gaps(matter: Matter, events: Iterable[Told]) -> Iterator[tuple[date, date | None]]:
    days = sorted(each.day for each in events if each.act not in _NO_PROGRESS)
    for before, after in pairwise(days):
        if (after - before).days > QUIET_DAYS:
            yield before + timedelta(days=1), after - timedelta(days=1)
    if matter.facts.stage not in _OVER and (matter.today - days[-1]).days > QUIET_DAYS:
        yield days[-1] + timedelta(days=1), None


def _silence(start: date, end: date | None) -> Step:
    if end is None:
        return Step(P("从{start}到今天，没有新的进展。", start=start), state="silent")
    return Step(P("{start}到{end}没有新的进展。", start=start, end=end), state="silent")


def step(matter: Matter, told: Told) -> Step:
    """One event as a line of the history, with a note where it was written down late."""
    said = TELL[told.act](Teller(matter, told))
    if _of_another(matter, told):
        said = Step(P(OF_OTHERS[told.act].text, holder=Teller(matter, told).holder), state=said.state)
    late = told.event.recorded_at - told.event.at > LATE_ENTRY and told.act is not Act.LODGE
    note = said.note or (P("{day}补记", day=told.event.recorded_at) if late else "")
    return Step(said.title, said.at or told.day, said.state, said.by, said.text, note, said.words, said.links)


def _of_another(matter: Matter, told: Told) -> bool:
    theirs = told.event.role == Role.PETITIONER.value and not matter.by_visitor(told)
    return theirs and told.act in OF_OTHERS


def asked(matter: Matter) -> Step | None:
    """What the office still waits for from the person, if nothing has been added since."""
    for told in reversed(matter.told):
        if told.act is Act.SUPPLEMENT or matter.facts.stage in _OVER:
            return None
        if told.act is Act.REQUEST_MATERIAL:
            return _asked(Teller(matter, told))
    return None
