"""In which order matters are sorted: what is pressing first, then what is late, then by the last day.

Pressing (重大紧急) is what was reported as such (Art. 25), and what spoke of danger to somebody when it came. There is
little of it, and an index of its own holds it; the rest is one walk along the index for each stage. All of it is one
statement, so that a card can say which of how many it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from huiyin.cases.queries import may_be_read
from huiyin.desk.staff import Desk
from huiyin.law.terms import Stage
from huiyin.store.statements import answers
from huiyin.together.kinds import Kind

#: How far it is counted which place a matter has.
COUNTED: Final = 100

After = tuple[date, int] | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """One matter that waits: only what the order needs."""

    pressing: bool
    on: date
    id: int
    number: str


@dataclass(frozen=True, slots=True)
class Position:
    """Where a matter stands in the walk: its place, from 1, and of how many, counted up to :data:`COUNTED`; ``more``
    says that there are more."""

    place: int
    of: int
    more: bool


def waiting(desk: Desk, stages: Sequence[Stage], after: After, most: int) -> list[Waiting]:
    """What lies with the organ at these stages, in its order; behind ``after`` nothing that is pressing."""
    readable = may_be_read(desk.actor, desk.today)
    if readable is None:
        return []
    may_read, its = readable.written_out()
    held = f"holder = %s AND queue_on IS NOT NULL AND {may_read}"
    told = f"id IN (SELECT t.record FROM together_notification t WHERE t.person = %s AND t.kind = '{Kind.DANGER}')"
    here, me = [desk.organ.id, *its], desk.person.id
    arms: list[tuple[str, list[Any]]] = []
    if after is None:
        some, names = ",".join(["%s"] * len(stages)), [stage.value for stage in stages]
        arms.append((f"{held} AND urgent AND stage IN ({some})", [*here, *names]))
        arms.append((f"{held} AND NOT urgent AND stage IN ({some}) AND {told}", [*here, *names, me]))
    behind, beyond = "", []
    if after is not None:
        behind, beyond = " AND queue_on >= %s AND NOT (queue_on = %s AND id <= %s)", [after[0], *after]
    for stage in stages:
        arms.append((f"{held} AND NOT urgent AND stage = %s AND NOT {told}{behind}", [*here, stage.value, me, *beyond]))
    pressing = 0 if after else 2
    texts = [_walk(place < pressing, text, most) for place, (text, _) in enumerate(arms)]
    whole = f"SELECT * FROM ({' UNION ALL '.join(texts)}) AS walked ORDER BY 1, 2, 3 LIMIT {most}"
    found = answers(whole, [value for _, values in arms for value in values])
    return [Waiting(not rank, _day(on), case, number) for rank, on, case, number in found]


def _walk(pressing: bool, text: str, most: int) -> str:
    columns = f"{int(not pressing)} AS place, queue_on, id, number"
    return f"SELECT * FROM (SELECT {columns} FROM cases_case WHERE {text} ORDER BY queue_on, id LIMIT {most}) AS w"


def _day(said: date | str) -> date:
    return said if isinstance(said, date) else date.fromisoformat(said)


def position(desk: Desk, case: int, stages: Sequence[Stage]) -> Position | None:
    """Which of how many this one is; None where it stands behind those that are counted, or is not in the walk."""
    whole = waiting(desk, stages, None, COUNTED + 1)
    place = next((n for n, each in enumerate(whole[:COUNTED], 1) if each.id == case), None)
    return Position(place, min(len(whole), COUNTED), len(whole) > COUNTED) if place else None


def following(desk: Desk, case: int, on: date | None, stages: Sequence[Stage]) -> str:
    """The number of the matter that comes behind this one, which waits by day ``on``; empty behind the last one."""
    whole = waiting(desk, stages, None, COUNTED)
    place = next((n for n, each in enumerate(whole, 1) if each.id == case), 0)
    behind = whole[place:] if 0 < place < COUNTED or on is None else waiting(desk, stages, (on, case), 1)
    return next((each.number for each in behind if each.id != case), "")
