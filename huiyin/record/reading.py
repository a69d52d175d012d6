"""Who may read a record of any kind, as one condition in SQL. Fetching through it is the permission check.

Who reads what is the value of huiyin.law.reading. The organs are :class:`Standing`, the rest columns of the record;
that a record rests on a report of wrongdoing is asked through :class:`Link`, so it is true after every act of either.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from huiyin.law.frame.facts import Actor
from huiyin.law.frame.procedure import Procedure
from huiyin.law.reading import WORKERS, overseen_area
from huiyin.people.charts import chart_on
from huiyin.record.conditions import HAS_STANDING, LIES_IN_AREA, Condition, beyond
from huiyin.record.kinds import KINDS, Kind
from huiyin.record.models import Event, Link

#: All that a record rests on, directly or through others.
_BEHIND = """NOT EXISTS (WITH RECURSIVE behind(id) AS (
    SELECT l.other FROM record_link l WHERE l.record = {{id}}
    UNION SELECT l.other FROM record_link l JOIN behind n ON l.record = n.id)
    SELECT 1 FROM behind JOIN "{table}" o ON o.id = behind.id WHERE {withheld})"""


def readable(kind: Kind, actor: Actor, on: date) -> Condition | None:
    """The condition under which ``actor`` may read a row of ``kind``; ``None`` for those who may read nothing."""
    return (kind.readable or standing_readers)(actor, on)


def standing_readers(actor: Actor, on: date) -> Condition | None:
    """For a kind that says nothing of its own: the organs with standing, and who oversees the one that holds it; of
    what rests on a report only who may read the report."""
    chart = chart_on(on)
    if actor.person is None or actor.organ not in chart.organs or not actor.roles & WORKERS:
        return None
    sql, values = HAS_STANDING, [actor.organ]  # type: tuple[str, list[object]]
    area = overseen_area(actor, chart)
    if area:
        sql, values = f"({sql} OR {LIES_IN_AREA})", [*values, area, beyond(area)]
    for text, its in (_opened(kind, actor, on) for kind in KINDS if kind.withheld is not None):
        sql, values = f"{sql} AND {text}", [*values, *its]
    return Condition(f"({sql})", tuple(values))


def _opened(kind: Kind, actor: Actor, on: date) -> tuple[str, tuple[object, ...]]:
    """That nothing of ``kind`` behind the record is withheld from the actor."""
    assert kind.withheld is not None
    withheld, values = kind.withheld(actor, on).written_out("o")
    return _BEHIND.format(table=kind.model._meta.db_table, withheld=withheld), values


def visible_to(kind: Kind, actor: Actor, on: date) -> QuerySet[Any]:
    """The records of ``kind`` that an actor may read."""
    condition = readable(kind, actor, on)
    rows: QuerySet[Any] = kind.model.objects.all()
    return rows.none() if condition is None else rows.filter(condition)


def find(kind: Kind, actor: Actor, on: date, number: str) -> Any | None:
    """The record of ``kind`` with this number, if there is one that the actor may read."""
    return visible_to(kind, actor, on).filter(number=number).first()


def events_of(record: Any) -> QuerySet[Event]:
    """The journal of a record, oldest first; for those who were given the record by one of the questions above."""
    return Event.objects.filter(record=record.id).order_by("seq")


def words_of(procedure: Procedure, events: Iterable[Event]) -> dict[str, Any]:
    """What a record says of itself: the words of its opening, as the acts that ask for its title anew changed them."""
    words: dict[str, Any] = {}
    for event in events:
        names = {field.name for field in procedure.needs(procedure.acts(event.act))}
        if event.seq == 1 or "title" in names:
            said = json.loads(event.payload)["said"]
            words = {name: value for name, value in words.items() if name not in names}
            words |= {name: said[name] for name in names & set(said)}
    return words


@dataclass(frozen=True, slots=True)
class Linked:
    """A record at the other end of a link; ``rests`` whether the one asked about rests on it, and on which event."""

    kind: Kind
    row: Any
    rests: bool
    seq: int


def linked_to(record: Any, actor: Actor, on: date) -> Iterator[Linked]:
    """What a record rests on and what rests on it, as far as the actor may read that; of the rest nothing is told."""
    mine = Link.objects.filter(record=record.id).values_list("other_kind", "other", "seq")
    others = Link.objects.filter(other=record.id).values_list("record_kind", "record", "seq")
    found = [*((True, *each) for each in mine), *((False, *each) for each in others)]
    for kind in KINDS:
        ids = {each for _, key, each, _ in found if key == kind.key}
        condition = readable(kind, actor, on) if ids else None
        rows = kind.model.objects.filter(condition, id__in=ids) if condition is not None else ()
        by_id = {row.id: row for row in rows}
        for rests, key, each, seq in found:
            if key == kind.key and each in by_id:
                yield Linked(kind, by_id[each], rests, seq if rests else 0)
