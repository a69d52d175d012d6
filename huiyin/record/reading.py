"""Who may read a record of any kind, as one condition in SQL. Fetching through it is the permission check.

Who reads what is the value of huiyin.law.reading. The organs are :class:`Standing`, the rest columns of the record;
that a record rests on a report of wrongdoing is asked through :class:`Link`, so it is true after every act of either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from huiyin.law.frame.facts import Actor
from huiyin.law.frame.procedure import Procedure
from huiyin.law.reading import WORKERS, overseen_area
from huiyin.people.charts import chart_on
from huiyin.record.conditions import HAS_STANDING, LIES_IN_AREA, Condition, beyond
from huiyin.record.kinds import KINDS, Kind
from huiyin.record.models import Event, Link, Standing
from huiyin.store.rows import by_id, read
from huiyin.store.statements import answers
from huiyin.vault.opening import read_out

#: SQLite takes no more terms in one statement.
_AT_ONCE = 400
#: All that a record rests on, directly or through others, and on which entry of it: what lies behind a report up to an
#: earlier one is not what it speaks of.
_BEHIND = """NOT EXISTS (WITH RECURSIVE behind(id, entry) AS (
    SELECT l.other, CASE WHEN l.seq > 0 THEN l.seq ELSE l.entry END FROM record_link l WHERE l.record = {{id}}
    UNION SELECT l.other, CASE WHEN l.seq > 0 THEN l.seq ELSE l.entry END
    FROM record_link l JOIN behind n ON l.record = n.id)
    SELECT 1 FROM behind JOIN "{table}" o ON o.id = behind.id WHERE {withheld})"""
#: What somebody is to see to of one kind.
_HELD = "FROM {table} WHERE {table}.owner = %s AND {table}.queue_on IS NOT NULL"
#: The entry in :data:`_BEHIND`.
_ENTRY = "behind.entry"


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
    withheld, values = kind.withheld(actor, on, _ENTRY).written_out("o")
    return _BEHIND.format(table=kind.model._meta.db_table, withheld=withheld), values


def visible_to(kind: Kind, actor: Actor, on: date) -> QuerySet[Any]:
    """The records of ``kind`` that an actor may read."""
    condition = readable(kind, actor, on)
    rows: QuerySet[Any] = kind.model.objects.all()
    return rows.none() if condition is None else rows.filter(condition)


def newest_for(kind: Kind, actor: Actor, on: date) -> QuerySet[Any]:
    """The same, to be listed by age: whoever reads by standing alone begins with what they have to do with, so that few
    records among a hundred thousand are found without walking through all of them."""
    rows = visible_to(kind, actor, on)
    if kind.readable is None and not overseen_area(actor, chart_on(on)):
        rows = rows.filter(id__in=Standing.objects.filter(organ=actor.organ or 0).values("record"))
    return rows


def find(kind: Kind, actor: Actor, on: date, number: str) -> Any | None:
    """The record of ``kind`` with this number, if there is one that the actor may read."""
    return visible_to(kind, actor, on).filter(number=number).first()


def find_by_id(kind: Kind, actor: Actor, on: date, record: int) -> Any | None:
    """The same by its id."""
    return visible_to(kind, actor, on).filter(id=record).first()


def events_of(record: Any) -> QuerySet[Event]:
    """The journal of a record, oldest first; for those who were given the record by one of the questions above."""
    return Event.objects.filter(record=record.id).order_by("seq")


def words_of(procedure: Procedure, events: Iterable[Event]) -> dict[str, Any]:
    """What a record says of itself: the words of its opening, as later acts changed them: those that ask for its title
    anew in all, others in what they ask for by the very field of the opening (another day and place)."""
    words: dict[str, Any] = {}
    opened = set(procedure.needs(procedure.opening))
    for event in events:
        asked = procedure.needs(procedure.acts(event.act))
        names = {field.name for field in asked}
        if event.seq > 1 and "title" not in names:
            names = {field.name for field in asked if field in opened}
        if names:
            said = read_out(event.payload)["said"]
            words = {name: value for name, value in words.items() if name not in names}
            words |= {name: said[name] for name in names & set(said)}
    return words


@dataclass(frozen=True, slots=True)
class Linked:
    """A record at the other end of a link; ``rests`` whether the one asked about rests on it, and on which event,
    by the number that its reader knows."""

    kind: Kind
    row: Any
    rests: bool
    seq: int


def linked_to(record: Any, actor: Actor, on: date) -> Sequence[Linked]:
    """What a record rests on and what rests on it, as far as the actor may read that; of the rest nothing is told.

    Read once for the row in hand, however often a page asks.
    """
    asked = (record.seq, actor, on)
    known: tuple[Any, Sequence[Linked]] | None = record.__dict__.get("_linked")
    if known is None or known[0] != asked:
        known = record.__dict__["_linked"] = (asked, tuple(_linked_to(record, actor, on)))
    return known[1]


def _linked_to(record: Any, actor: Actor, on: date) -> Iterator[Linked]:
    links = Link.objects.filter(Q(record=record.id) | Q(other=record.id)).order_by("id")
    found = [
        (True, row.other_kind, row.other, row.seq) if row.record == record.id
        else (False, row.record_kind, row.record, row.seq)
        for row in links
    ]  # fmt: skip
    found.sort(key=lambda each: not each[0])
    for kind in KINDS:
        ids = {each for _, key, each, _ in found if key == kind.key}
        condition = readable(kind, actor, on) if ids else None
        rows = kind.model.objects.filter(condition, id__in=ids) if condition is not None else ()
        there = {row.id: row for row in rows}
        for rests, key, each, seq in found:
            if key == kind.key and each in there:
                yield Linked(kind, there[each], rests, kind.step(there[each], actor, on, seq) if rests and seq else 0)


def of_these(kind: Kind, actor: Actor, on: date, ids: Iterable[int]) -> dict[int, Any]:
    """Of the records of ``kind`` with these ids those that the actor may read, by id, the newest first."""
    wanted, condition = sorted(set(ids)), readable(kind, actor, on)
    if not wanted or condition is None:
        return {}
    # The last one again and again, up to the next power of two: few statements to plan instead of one for each length.
    wanted += wanted[-1:] * ((1 << (len(wanted) - 1).bit_length()) - len(wanted))
    table = f'"{kind.model._meta.db_table}"'
    text, values = condition.written_out(table)
    among = f'{table}."id" IN ({",".join(["%s"] * len(wanted))}) AND {text}'
    return {row.id: row for row in read(kind.model, among, [*wanted, *values], "ORDER BY id DESC")}


def queue_of(kind: Kind, actor: Actor, on: date) -> QuerySet[Any]:
    """What of this kind the actor must see to at the organ they act for, nearest day first."""
    mine = {"owner": actor.person or 0, "holder": actor.organ or 0, "queue_on__isnull": False}
    return visible_to(kind, actor, on).filter(**mine).order_by("queue_on", "id")


def awaiting_head(actor: Actor, on: date, most: int) -> tuple[str, list[Any]]:
    """What waits at the actor's organ for its head, of all kinds that share their pages: a statement that gives kind,
    day and id, at most so many of each kind; empty where they may read nothing."""
    parts: list[str] = []
    values: list[Any] = []
    by_standing = standing_readers(actor, on)
    for kind in KINDS:
        stages = () if kind.page else sorted(kind.procedure.for_head)
        condition = by_standing if kind.readable is None else kind.readable(actor, on)
        if stages and condition is not None:
            table = f'"{kind.model._meta.db_table}"'
            text, given = condition.written_out(table)
            there = f"{table}.holder = %s AND {table}.queue_on IS NOT NULL AND {table}.stage IN ({_holes(stages)})"
            mine = f"SELECT '{kind.key}' AS kind, queue_on, id FROM {table} WHERE {there} AND {text}"
            parts.append(f"SELECT * FROM ({mine} ORDER BY queue_on, id LIMIT {most}) AS of_{kind.key}")
            values += [actor.organ, *stages, *given]
    return " UNION ALL ".join(parts), values


def _holes(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def for_head(actor: Actor, on: date, most: int) -> list[tuple[Kind, Any]]:
    """The same as rows, the nearest day first; one more than ``most`` where there are more."""
    text, values = awaiting_head(actor, on, most + 1)
    found = answers(f"{text} ORDER BY 2, 3 LIMIT {most + 1}", values) if text else []
    kinds = {key: KINDS[key] for key, _, _ in found}
    rows = {key: by_id(kind.model, [id for each, _, id in found if each == key]) for key, kind in kinds.items()}
    return [(kinds[key], rows[key][id]) for key, _, id in found if id in rows[key]]


def in_hand(actor: Actor, on: date, most: int) -> list[tuple[Kind, Any]]:
    """What the actor must see to of all kinds that share their pages, nearest day first.

    Most people have matters in hand and little else: first one short statement asks of which kinds they have anything,
    and only of those the long question of who may read is put (3.1 ms a page on SQLite, 3.4 on PostgreSQL otherwise).
    """
    parts: list[str] = []
    values: list[Any] = []
    held = _held_by(actor.person or 0)
    by_standing = standing_readers(actor, on) if held else None  # most kinds say nothing of their own
    for kind in held:
        condition = by_standing if kind.readable is None else kind.readable(actor, on)
        if condition is not None:
            table = f'"{kind.model._meta.db_table}"'
            text, given = condition.written_out(table)
            mine = f"{_HELD.format(table=table)} AND {text} ORDER BY queue_on, id LIMIT {most}"
            parts.append(f"SELECT * FROM (SELECT '{kind.key}' AS kind, queue_on, id {mine}) AS of_kind")
            values += [actor.person, *given]
    found = answers(" UNION ALL ".join(parts) + f" ORDER BY 2, 3 LIMIT {most}", values) if parts else []
    rows = {kind.key: by_id(kind.model, [record for key, _, record in found if key == kind.key]) for kind in held}
    return [(KINDS[key], rows[key][record]) for key, _, record in found if record in rows[key]]


def _held_by(person: int) -> list[Kind]:
    """The kinds of which somebody is to see to any, whether they may read it or not."""
    shared = [kind for kind in KINDS if not kind.page]
    asked = [(kind.key, _HELD.format(table=f'"{kind.model._meta.db_table}"')) for kind in shared]
    text = " UNION ALL ".join(f"SELECT '{key}' WHERE EXISTS (SELECT 1 {of})" for key, of in asked)
    held = {key for (key,) in answers(text, [person] * len(asked))} if asked else set()
    return [kind for kind in shared if kind.key in held]


def readers(kind: Kind, record: int, actors: Iterable[Actor], on: date) -> list[Actor]:
    """Those of ``actors`` who may read the record; one statement for as many as a database takes in one."""
    asked = [(actor, condition) for actor in actors if (condition := readable(kind, actor, on)) is not None]
    portions = (asked[start : start + _AT_ONCE] for start in range(0, len(asked), _AT_ONCE))
    return [each for portion in portions for each in _readers(kind, record, portion)]


def _readers(kind: Kind, record: int, asked: Sequence[tuple[Actor, Condition]]) -> list[Actor]:
    table = f'"{kind.model._meta.db_table}"'
    parts: list[str] = []
    values: list[Any] = []
    for place, (_, condition) in enumerate(asked):
        text, given = condition.written_out(table)
        parts.append(f'SELECT {place} FROM {table} WHERE {table}."id" = %s AND {text}')
        values += [record, *given]
    return [asked[place][0] for (place,) in answers(" UNION ALL ".join(parts), values)] if parts else []


def kind_of(record: int) -> Kind | None:
    """The kind of the record with this id, as its journal says."""
    key = Event.objects.filter(record=record, seq=1).values_list("record_kind", flat=True).first()
    return None if key is None else KINDS.get(key)


def known_of(kind: Kind, actor: Actor, on: date) -> tuple[str, list[object]]:
    """That the record of an entry in ``{table}`` is of this kind and rests on no report that accuses the actor."""
    sql, values = "", list[object]()
    for each in KINDS:
        if each.accuses is not None:
            accuses, its = each.accuses(actor, on, _ENTRY).written_out("o")
            behind = _BEHIND.format(table=each.model._meta.db_table, withheld=accuses).format(id="c.id")
            sql, values = f"{sql} AND {behind}", [*values, *its]
    table = kind.model._meta.db_table
    return f'EXISTS (SELECT 1 FROM "{table}" c WHERE c.id = {{table}}.record{sql} LIMIT 1 OFFSET 0)', values


def numbers_of(named: Iterable[tuple[str, int]]) -> dict[int, str]:
    """The numbers of records of any kind, whoever may read them; for ledgers, which ask before."""
    by_kind: dict[str, set[int]] = {}
    for key, record in named:
        by_kind.setdefault(key, set()).add(record)
    found = [(kind, by_kind[kind.key]) for kind in KINDS if kind.key in by_kind]
    rows = (row for kind, ids in found for row in kind.model.objects.filter(id__in=ids).values_list("id", "number"))
    return dict(rows)


def resting_on(records: Iterable[int]) -> list[int]:
    """These records and all that rests on them, directly or through others."""
    found, asked = set[int](), set(records)
    while asked:
        found |= asked
        asked = set(Link.objects.filter(other__in=asked).values_list("record", flat=True)) - found
    return sorted(found)


def near_a_report(row: Any) -> bool:
    """Whether a record is a report of wrongdoing or rests on one, whoever may read that."""
    if row.report:
        return True
    behind = RawSQL(_BEHIND_IT, [row.id])
    # Only kinds that can be reports by themselves: what only rests on one is found by that one.
    asked = (kind for kind in KINDS if kind.withheld is not None)
    found = [kind.model.objects.filter(kind.near, id__in=behind).order_by().values("id") for kind in asked]
    return bool(found) and found[0].union(*found[1:], all=True).exists()


_BEHIND_IT = """WITH RECURSIVE behind(id) AS (SELECT other FROM record_link WHERE record = %s
    UNION SELECT l.other FROM record_link l JOIN behind n ON l.record = n.id) SELECT id FROM behind"""
