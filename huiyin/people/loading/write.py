"""Writing rows into tables: all of them or, if any is wrong, none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model

from huiyin.law.chart.routing import OrganChart
from huiyin.people import ledgers, models
from huiyin.people.bound import ledger_of
from huiyin.people.loading.calendars import load_calendar
from huiyin.people.loading.sheets import Row
from huiyin.people.loading.tables import BY_NAME, TABLES, Directory, Table, Values, announce
from huiyin.people.loading.tally import ADDED, CHANGED, CLOSED, Rejected, Tally, Told, plainly
from huiyin.people.stamps import look_again, touch

CALENDAR_TABLE = "calendar"
KNOWN_PASSWORD = "nobody knows another's password; leave it empty and give them a link or a slip (./run manage slip)"
BATCH = 500

Key = tuple[Any, ...]


def load(rows: Sequence[Row], *, on: date, demo_allowed: bool) -> list[Tally]:
    """Write the rows of all tables in one transaction.

    :param on: the day of loading; rows that a complete list leaves out end on it.
    :param demo_allowed: whether accounts of the demonstration city may be made.
    :raises Rejected: with every fault of every row; nothing was written then.
    """
    try:
        with transaction.atomic():
            return _load(rows, on, demo_allowed)
    except Rejected:
        look_again()
        raise


def rehearse(rows: Sequence[Row], *, on: date, demo_allowed: bool = False) -> list[Tally]:
    """What loading these rows would do, row by row; nothing is written.

    :raises Rejected: as :func:`load` would.
    """
    try:
        with transaction.atomic():
            tallies = _load(rows, on, demo_allowed)
            transaction.set_rollback(True)
            return tallies
    finally:
        look_again()


def _load(rows: Sequence[Row], on: date, demo_allowed: bool) -> list[Tally]:
    faults = [f"{row.place}: there is no table '{row.table}'; known: {_known()}" for row in _strangers(rows)]
    if not demo_allowed:
        faults += [f"{row.place}: a demonstration account has no place here" for row in rows if _is_demo(row)]
        faults += [f"{row.place}: {KNOWN_PASSWORD}" for row in rows if row.table == "people" and row.text("password")]
    directory = Directory.of_database()
    for row in rows:
        announce(row, directory)
    tallies = []
    for table in TABLES:
        mine = [part for row in rows if row.table == table.name for part in _split(table, row)]
        tallies.append(_load_table(table, mine, directory, on, faults))
    tallies.append(load_calendar([row for row in rows if row.table == CALENDAR_TABLE], faults))
    if not faults:
        faults += twisted_edges(on)
    if faults:
        raise Rejected(faults)
    touch(*sorted({tally.stamp for tally in tallies if tally.moved}))
    return [tally for tally in tallies if tally.seen]


def _strangers(rows: Iterable[Row]) -> Iterator[Row]:
    """The first row of each table that nobody knows."""
    seen = {CALENDAR_TABLE, *BY_NAME}
    for row in rows:
        if row.table not in seen:
            seen.add(row.table)
            yield row


def _known() -> str:
    return ", ".join([*BY_NAME, CALENDAR_TABLE])


def _is_demo(row: Row) -> bool:
    return row.table == "people" and row.text("demo") not in ("", "0")


def _split(table: Table, row: Row) -> Iterator[Row]:
    """One row for each word of a listing cell: 土地征收、土地权属."""
    if table.split is None or table.split[0] not in row.values:
        yield row
        return
    many, one = table.split
    for word in row.text(many).replace(",", "、").replace("；", "、").split("、"):
        if word.strip():
            yield replace(row, values={**row.values, one: word.strip()})


def _load_table(table: Table, rows: Sequence[Row], directory: Directory, on: date, faults: list[str]) -> Tally:
    tally = Tally(table.name, table.stamp)
    wanted = _read(table, rows, directory, faults)
    if not wanted or faults:
        return tally
    before = {_key_of(table, row): row for row in _existing(table, wanted)}
    new = [values for key, values in wanted.items() if key not in before]
    faults += [f"{values['_place']}: {fault}" for values in new if (fault := _lacking(table, values))]
    if faults:
        return tally
    tally.told = [*_add(table, new, directory), *_change(table, wanted, before), *_close(table, wanted, before, on)]
    many = Counter(each.what for each in tally.told)
    tally.added, tally.changed, tally.closed = many[ADDED], many[CHANGED], many[CLOSED]
    tally.unchanged = len(wanted) - tally.added - tally.changed
    return tally


def _read(table: Table, rows: Iterable[Row], directory: Directory, faults: list[str]) -> dict[Key, Values]:
    """The values of every sound row by its key; what is wrong with the others is said in *faults*."""
    wanted: dict[Key, Values] = {}
    for row in rows:
        before = len(faults)
        values: Values = {"_place": row.place}
        for column in dict.fromkeys([*table.key, *(each for each in table.columns if each in row.values)]):
            try:
                values[table.field_of(column)] = table.columns[column](directory)(row.text(column))
            except ValueError as fault:
                faults.append(f"{row.place}: {column} {fault}")
        if len(faults) > before:
            continue
        if table.derive is not None and "code" in values:
            table.derive(values, directory)
        key = tuple(values[field] for field in table.key_fields)
        if key in wanted:
            faults.append(f"{row.place}: repeats {wanted[key]['_place']}")
        wanted[key] = values
    return wanted


def _existing(table: Table, wanted: dict[Key, Values]) -> Iterable[Model]:
    rows = table.model._default_manager.all()
    if table.owner is None:
        return rows
    owners = {values[table.field_of(table.owner)] for values in wanted.values()}
    return [row for row in rows if getattr(row, table.field_of(table.owner)) in owners]


def _key_of(table: Table, row: Model) -> Key:
    return tuple(getattr(row, field) for field in table.key_fields)


def _lacking(table: Table, values: Values) -> str:
    missing = [column for column in table.required if table.field_of(column) not in values]
    return f"a new row needs {', '.join(missing)}" if missing else ""


def _add(table: Table, new: list[Values], directory: Directory) -> list[Told]:
    made = []
    for values in new:
        complete = dict(values)
        if table.fresh is not None:
            table.fresh(complete, directory)
        del complete["_place"]
        made.append(table.model(**complete))
    table.model._default_manager.bulk_create(made, batch_size=BATCH)
    bind(made)
    return [
        Told(table.name, ADDED, row.pk, _keys(table, row), {}, plainly(dict(_lasting(table, values))))
        for row, values in zip(made, new, strict=True)
    ]


def _keys(table: Table, row: Model) -> dict[str, Any]:
    return plainly({name: getattr(row, name) for name in table.key_fields})


def _change(table: Table, wanted: dict[Key, Values], before: dict[Key, Model]) -> list[Told]:
    changed: list[Model] = []
    told: list[Told] = []
    touched: set[str] = set()
    for key, row in before.items():
        differing = {name: value for name, value in _lasting(table, wanted.get(key, {})) if getattr(row, name) != value}
        if differing:
            was = plainly({name: getattr(row, name) for name in differing})
            told.append(Told(table.name, CHANGED, row.pk, _keys(table, row), was, plainly(differing)))
        for name, value in differing.items():
            setattr(row, name, value)
        if differing:
            changed.append(row)
            touched |= differing.keys()
    if changed:
        table.model._default_manager.bulk_update(changed, sorted(touched), batch_size=BATCH)
        bind(changed)
    return told


def _lasting(table: Table, values: Values) -> Iterator[tuple[str, Any]]:
    left_out = {"_place", *table.transient, *table.key_fields}
    return ((name, value) for name, value in values.items() if name not in left_out)


def _close(table: Table, wanted: dict[Key, Values], before: dict[Key, Model], on: date) -> list[Told]:
    """End the rows that a complete list no longer names."""
    if table.owner is None:
        return []
    gone = [row for key, row in before.items() if key not in wanted and getattr(row, "until") is None]  # noqa: B009
    for row in gone:
        setattr(row, "until", on)  # noqa: B010
    table.model._default_manager.bulk_update(gone, ["until"], batch_size=BATCH)
    bind(gone)
    ended = {"until": on.isoformat()}
    return [Told(table.name, CLOSED, row.pk, _keys(table, row), {"until": None}, ended) for row in gone]


def bind(rows: Sequence[Model]) -> None:
    """Bind rows to their ledger: whoever writes the database past this file is found."""
    for start in range(0, len(rows), BATCH):
        some = rows[start : start + BATCH]
        ledgers.bind(ledger_of(type(some[0])), "load", some)


def twisted_edges(on: date) -> list[str]:
    """Circles and double primaries among the edges in force: no organ stands above itself, and one is the first."""
    keys = dict(models.Organ.objects.values_list("id", "key"))
    edges: dict[int, tuple[int, ...]] = {}
    primaries: dict[int, int] = {}
    for edge in models.Superior.objects.filter(models.in_force(on)):
        edges[edge.organ_id] = (*edges.get(edge.organ_id, ()), edge.superior_id)
        primaries[edge.organ_id] = primaries.get(edge.organ_id, 0) + edge.primary
    chart = OrganChart({}, edges)
    circles = [organ for organ, above in edges.items() if any(organ in chart.ancestors(each) for each in above)]
    return [
        *(f"superiors: {keys[organ]} would stand above itself" for organ in circles),
        *(f"superiors: {keys[organ]} has {count} primary superiors" for organ, count in primaries.items() if count > 1),
    ]
