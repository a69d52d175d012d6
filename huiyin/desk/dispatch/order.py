"""In which order matters are sorted: what is pressing first, then what is late, then by the last day, and at the end
what waits without one.

Pressing (重大紧急) is what was reported as such (Art. 25), and what told of danger to somebody when it came; what only
read like it is marked on its card and keeps its place. There is little of it, and an index of its own holds it; the
rest is one walk along the index for each stage. All of it is one statement, so that a card can say which of how many
it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from huiyin.cases.models import Case
from huiyin.cases.queries import may_be_read
from huiyin.cases.queues import After
from huiyin.desk.staff import Desk
from huiyin.law.terms import Stage
from huiyin.store.statements import answers
from huiyin.together.kinds import Kind

#: How far it is counted which place a matter has.
COUNTED: Final = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """One matter that waits: only what the order needs; ``rank`` 0 is pressing, 1 has a last day, 2 has none."""

    rank: int
    on: date
    id: int
    number: str

    @property
    def pressing(self) -> bool:
        return self.rank == 0

    @property
    def behind(self) -> After:
        """Where the list goes on behind it."""
        return After(self.rank - 1, self.on, self.id)


@dataclass(frozen=True, slots=True)
class Position:
    """Where a matter stands in the walk: its place, from 1, and of how many, counted up to :data:`COUNTED`; ``more``
    says that there are more."""

    place: int
    of: int
    more: bool


def waiting(desk: Desk, stages: Sequence[Stage], after: After | None, most: int) -> list[Waiting]:
    """What lies with the organ at these stages, in its order; behind ``after`` nothing that is pressing."""
    readable = may_be_read(desk.actor, desk.today)
    if readable is None:
        return []
    may_read, its = readable.written_out()
    held = f"holder = %s AND queue_on IS NOT NULL AND {may_read}"
    told = f"id IN (SELECT t.record FROM together_notification t WHERE t.person = %s AND t.kind = '{Kind.DANGER}')"
    here, me = [desk.organ.id, *its], desk.person.id
    arms: list[tuple[int, str, list[Any]]] = []
    if after is None:
        some, names = ",".join(["%s"] * len(stages)), [stage.value for stage in stages]
        arms.append((0, f"{held} AND urgent AND stage IN ({some})", [*here, *names]))
        arms.append((0, f"{held} AND NOT urgent AND stage IN ({some}) AND {told}", [*here, *names, me]))
    behind, beyond = "", []
    if after is not None:
        behind, beyond = " AND queue_on >= %s AND NOT (queue_on = %s AND id <= %s)", [after.on, after.on, after.id]
    for rank, which in ((1, "queue_clock > ''"), (2, "queue_clock = ''")):
        begun = after.walk + 1 if after else 1
        if rank < begun:
            continue
        beginning, values = (behind, beyond) if rank == begun else ("", [])
        for stage in stages:
            text = f"{held} AND {which} AND NOT urgent AND stage = %s AND NOT {told}{beginning}"
            arms.append((rank, text, [*here, stage.value, me, *values]))
    texts = [_walk(rank, text, most) for rank, text, _ in arms]
    whole = f"SELECT * FROM ({' UNION ALL '.join(texts)}) AS walked ORDER BY 1, 2, 3 LIMIT {most}"
    found = answers(whole, [value for *_, values in arms for value in values])
    return [Waiting(rank, _day(on), case, number) for rank, on, case, number in found]


def _walk(rank: int, text: str, most: int) -> str:
    columns = f"{rank} AS place, queue_on, id, number"
    return f"SELECT * FROM (SELECT {columns} FROM cases_case WHERE {text} ORDER BY queue_on, id LIMIT {most}) AS w"


def _day(said: date | str) -> date:
    return said if isinstance(said, date) else date.fromisoformat(said)


def position(desk: Desk, case: int, stages: Sequence[Stage]) -> Position | None:
    """Which of how many this one is; None where it stands behind those that are counted, or is not in the walk."""
    whole = waiting(desk, stages, None, COUNTED + 1)
    place = next((n for n, each in enumerate(whole[:COUNTED], 1) if each.id == case), None)
    return Position(place, min(len(whole), COUNTED), len(whole) > COUNTED) if place else None


def following(desk: Desk, case: Case, stages: Sequence[Stage]) -> str:
    """The number of the matter that comes behind this one; empty behind the last one."""
    whole = waiting(desk, stages, None, COUNTED)
    place = next((n for n, each in enumerate(whole, 1) if each.id == case.id), 0)
    if 0 < place < COUNTED or case.queue_on is None:
        behind = whole[place:]
    else:
        behind = waiting(desk, stages, After(int(not case.queue_clock), case.queue_on, case.id), 1)
    return next((each.number for each in behind if each.id != case.id), "")
