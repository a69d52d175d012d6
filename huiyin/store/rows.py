"""Rows straight into and out of their tables.

Building a statement costs the ORM ten times what running it costs a database. What every request and every act does
goes through here, where the text of each statement is made once and kept; everything else uses the ORM.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, wraps
from operator import itemgetter
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, Model, QuerySet
from django.db.models.base import ModelState

from huiyin.store.enveloped import Enveloped
from huiyin.store.statements import answers, order
from huiyin.vault.opening import stored

Row = TypeVar("Row", bound=Model)
Other = TypeVar("Other", bound=Model)

# Both databases take more values in one statement, but not by much.
MOST_VALUES = 30_000


Questions = Callable[..., QuerySet[Row]]
#: No id of ours is so large: such a number stands for a value that is not known yet.
UNKNOWN = 2**62


def one(
    model: type[Row], *, lock: bool = False, also: tuple[str, Sequence[Any]] = ("", ()), **where: int | str
) -> Row | None:
    """The row that ``where`` names by a unique column, if there is one.

    :param lock: nobody else may change it before the transaction ends.
    :param also: a further condition in SQL, and its values.
    """
    text = _select(model, tuple(where)) + (f" AND {also[0]}" if also[0] else "")
    text += " FOR UPDATE" if lock and connection.features.has_select_for_update else ""
    found = _found(model, text, [*where.values(), *also[1]])
    return found[0] if found else None


def pair(model: type[Row], other: type[Other], on: str, **where: int | str) -> tuple[Row | None, Other | None]:
    """The row that ``where`` names by a unique column, and that of ``other`` whose id stands in its column ``on``."""
    for row in answers(_pair(model, other, on, tuple(where)), list(where.values())):
        first, second = row[: len(_names(model))], row[len(_names(model)) :]
        nobody = second[_names(other).index("id")] is None
        return _made(model, first), None if nobody else _made(other, second)
    return None, None


def read(model: type[Row], condition: str, values: Sequence[Any], then: str = "") -> list[Row]:
    """The rows for which a condition in SQL holds.

    :param condition: written by a programmer, never typed by a user; ``values`` stand for its ``%s``.
    :param then: order and limit, with no values of their own.
    """
    return _found(model, f"{_from(model)} WHERE {condition} {then}", values)


def by_id(model: type[Row], ids: Iterable[int]) -> dict[int, Row]:
    """The rows with these ids."""
    wanted = list(ids)
    found = read(model, f"id IN ({','.join(['%s'] * len(wanted))})", wanted) if wanted else []
    return {int(row.pk): row for row in found}


def asked_often(build: Questions[Row]) -> Callable[..., list[Row]]:
    """A question that the ORM puts into words only once; afterwards nothing but its values change.

    :param build: makes the query from whole numbers, each of which it uses as a value and nowhere else. What it is
        annotated with is read as well.
    """

    @cache
    def words(vendor: str, count: int) -> tuple[type[Row], str, list[Any], list[_Annotation]]:
        rows = build(*(UNKNOWN + number for number in range(count)))
        text, values = rows.query.sql_with_params()
        return rows.model, text, list(values), [*_annotations(rows)]

    @wraps(build)
    def ask(*values: int) -> list[Row]:
        model, text, places, more = words(connection.vendor, len(values))
        known = {UNKNOWN + number: value for number, value in enumerate(values)}
        asked = [known.get(place, place) for place in places]
        if not more:
            return _found(model, text, asked)
        return [_annotated(model, row, more) for row in answers(text, asked)]

    return ask


_Annotation = tuple[str, Any, list[Callable[[Any, Any, Any], Any]]]


def _annotations(rows: QuerySet[Any]) -> Iterator[_Annotation]:
    """Name, expression and what Django does to the values of all that stands behind the columns of the model."""
    for name, each in rows.query.annotation_select.items():
        yield name, each, [*connection.ops.get_db_converters(each), *each.get_db_converters(connection)]


def _annotated(model: type[Row], found: Sequence[Any], more: Sequence[_Annotation]) -> Row:
    row = _made(model, found[: -len(more)])
    for (name, each, converters), value in zip(more, found[-len(more) :], strict=True):
        for convert in converters:
            value = convert(value, each, connection)
        setattr(row, name, value)
    return row


def _found(model: type[Row], text: str, values: Sequence[Any]) -> list[Row]:
    return [_made(model, row) for row in answers(text, values)]


def _made(model: type[Row], found: Sequence[Any]) -> Row:
    """The object of a row, as ``Model.from_db`` makes it, without the signals that nobody here listens to."""
    row = model.__new__(model)
    row._state = ModelState()
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    row.__dict__.update(zip(_names(model), _read(model, found), strict=True))
    return row


def fresh(model: type[Row], **values: Any) -> Row:
    """A row for :func:`insert`, as ``model(**values)`` makes it in thrice the time; keys by column (``case_id``)."""
    row = model.__new__(model)
    row._state = ModelState()
    for name, default in _defaults(model):
        if name not in values:
            values[name] = default() if callable(default) else default
    row.__dict__.update(values)
    return row


def insert(rows: Sequence[Model]) -> None:
    """Write rows of one model, all in one INSERT unless they are thousands; nothing for no rows."""
    if not rows:
        return
    head, holes = _insert(type(rows[0]))
    names = _names(type(rows[0]))
    columns = itemgetter(*names)
    for some in _portions(rows, MOST_VALUES // len(names)):
        values = [value for row in some for value in columns(row.__dict__)]
        if _may_be_enveloped(type(rows[0])):
            values = [stored(value) for value in values]
        order(head + ",".join([holes] * len(some)), values)


def update(model: type[Model], values: Mapping[str, Any], **where: int) -> None:
    """Give columns (by attribute name) new values in the rows that ``where`` names."""
    order(_update(model, tuple(values), tuple(where)), [*map(stored, values.values()), *where.values()])


def delete(model: type[Model], **where: int | str) -> None:
    """Delete the rows that ``where`` names; only for models that nothing points at."""
    order(f'DELETE FROM "{model._meta.db_table}" WHERE {_all_of(where)}', list(where.values()))


# Values --------------------------------------------------------------------------------------------------------------


def _read(model: type[Model], found: Sequence[Any]) -> Sequence[Any]:
    """The values of a row as the model knows them."""
    line = connections[DEFAULT_DB_ALIAS]
    converted = _converters(model, line.vendor)
    if not converted:
        return found
    values = list(found)
    for place, field, converters in converted:
        for convert in converters:
            values[place] = convert(values[place], field.cached_col, line)
    return values


@cache
def _converters(model: type[Model], vendor: str) -> list[tuple[int, Field[Any, Any], list[Any]]]:
    """What Django does to values of this database, for those columns where it does anything."""
    ops, fields = connection.ops, list(enumerate(model._meta.concrete_fields))
    each = [
        (place, field, [*ops.get_db_converters(field.cached_col), *field.get_db_converters(connection)])
        for place, field in fields
    ]
    return [(place, field, converters) for place, field, converters in each if converters]


# Texts ---------------------------------------------------------------------------------------------------------------


@cache
def _may_be_enveloped(model: type[Model]) -> bool:
    return any(isinstance(field, Enveloped) for field in model._meta.concrete_fields)


@cache
def _names(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


@cache
def _defaults(model: type[Model]) -> list[tuple[str, Any]]:
    """Each column with its default, or with what makes one."""
    return [
        (field.attname, field.default if field.has_default() and callable(field.default) else field.get_default())
        for field in model._meta.concrete_fields
    ]


@cache
def _from(model: type[Model]) -> str:
    return f'SELECT {_columns(model)} FROM "{model._meta.db_table}"'


def _columns(model: type[Model]) -> str:
    return ",".join(f'"{model._meta.db_table}"."{field.column}"' for field in model._meta.concrete_fields)


@cache
def _select(model: type[Model], where: tuple[str, ...]) -> str:
    return f"{_from(model)} WHERE {_all_of(where)}"


@cache
def _pair(model: type[Model], other: type[Model], on: str, where: tuple[str, ...]) -> str:
    table, its = model._meta.db_table, other._meta.db_table
    joined = f'"{table}" LEFT JOIN "{its}" ON "{its}"."id" = "{table}"."{on}"'
    wanted = " AND ".join(f'"{table}"."{name}"=%s' for name in where)
    return f"SELECT {_columns(model)},{_columns(other)} FROM {joined} WHERE {wanted}"


@cache
def _insert(model: type[Model]) -> tuple[str, str]:
    columns = [f'"{field.column}"' for field in model._meta.concrete_fields]
    return f'INSERT INTO "{model._meta.db_table}" ({",".join(columns)}) VALUES ', f"({','.join(['%s'] * len(columns))})"


@cache
def _update(model: type[Model], names: tuple[str, ...], where: tuple[str, ...]) -> str:
    assignments = ",".join(f'"{name}"=%s' for name in names)
    return f'UPDATE "{model._meta.db_table}" SET {assignments} WHERE {_all_of(where)}'


def _all_of(names: Iterable[str]) -> str:
    return " AND ".join(f'"{name}"=%s' for name in names)


def _portions(rows: Sequence[Model], most: int) -> Iterator[Sequence[Model]]:
    return (rows[start : start + most] for start in range(0, len(rows), most))
