"""Writing hundreds of thousands of rows: executemany on SQLite, COPY on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Model

# In a database that is thrown away nothing need survive a power cut, and what is written is whole by construction.
_FAST = {
    "sqlite": ("PRAGMA synchronous=OFF", "PRAGMA foreign_keys=OFF", "PRAGMA cache_size=-400000"),
    "postgresql": ("SET session_replication_role = replica",),
}
_SOUND = {
    "sqlite": ("PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON", "PRAGMA cache_size=-64000"),
    "postgresql": ("SET session_replication_role = DEFAULT",),
}
#: What an installation that has run for a while has done by itself.
_SETTLE = {"sqlite": ("PRAGMA wal_checkpoint(TRUNCATE)",), "postgresql": ("VACUUM ANALYZE",)}


@contextmanager
def hurried() -> Iterator[None]:
    """Time to write much; afterwards the database is as careful as ever and knows its tables."""
    _tell(_FAST)
    try:
        yield
    finally:
        _tell(_SOUND)
        _tell(_SETTLE)


def write(model: type[Model], rows: Sequence[Sequence[Any]]) -> None:
    """Write rows whose values are spelled and stand in the order of the model's columns."""
    store = _copy if connection.vendor == "postgresql" else _insert
    store(model, rows)


def spell(value: Any) -> Any:
    """A value as the database at hand takes it."""
    match value:
        case datetime():
            return connection.ops.adapt_datetimefield_value(value)
        case date():
            return connection.ops.adapt_datefield_value(value)
    return value


def _insert(model: type[Model], rows: Sequence[Sequence[Any]]) -> None:
    names = _columns(model)
    statement = f'INSERT INTO "{model._meta.db_table}" ({",".join(names)}) VALUES ({",".join("?" * len(names))})'
    connection.connection.executemany(statement, rows)


def _copy(model: type[Model], rows: Sequence[Sequence[Any]]) -> None:
    statement = f'COPY "{model._meta.db_table}" ({",".join(_columns(model))}) FROM STDIN'
    with connection.connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _columns(model: type[Model]) -> list[str]:
    return [f'"{field.column}"' for field in model._meta.concrete_fields]


def _tell(commands: Mapping[str, tuple[str, ...]]) -> None:
    with connection.cursor() as cursor:
        for command in commands[connection.vendor]:
            cursor.execute(command)
