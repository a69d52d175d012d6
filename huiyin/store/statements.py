"""Short statements straight to the database's driver, which every request and every act asks by the dozen.

Django makes a cursor for each statement and wraps it, which costs as much again as the asking (decision 9). Here a
thread keeps one cursor. Wherever somebody listens to the statements (tests that count them), they go through Django.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from huiyin.typed.spans import statement

#: SQLite's own cursor in place of Django's, which rewrites every statement each time.
_PLAIN = {"sqlite": (sqlite3.Cursor,)}


def answers(text: str, values: Sequence[Any] = ()) -> list[Any]:
    """The rows that a statement gives, as the driver hands them over.

    :param text: with ``%s`` for each value; a percent sign of its own is written twice.
    """
    line = connections[DEFAULT_DB_ALIAS]
    with line.wrap_database_errors:
        return list(_asked(line, text, values).fetchall())


def of_json(column: str, key: str) -> str:
    """How a statement says the value of a key of a column that holds JSON; nothing where it lies in an envelope."""
    postgres = connections[DEFAULT_DB_ALIAS].vendor == "postgresql"
    value = f"{column}::jsonb ->> '{key}'" if postgres else f"json_extract({column}, '$.{key}')"
    return f"CASE WHEN {column} LIKE '{{%%' THEN {value} END"


def order(text: str, values: Sequence[Any]) -> None:
    """The same for a statement that answers nothing."""
    line = connections[DEFAULT_DB_ALIAS]
    with line.wrap_database_errors:
        _asked(line, text, values)


@contextmanager
def together() -> Iterator[None]:
    """Orders inside are sent to PostgreSQL in one go instead of waiting for each."""
    line = connections[DEFAULT_DB_ALIAS]
    if line.vendor != "postgresql":
        yield
        return
    with line.wrap_database_errors, line.connection.pipeline():
        yield


def _asked(line: BaseDatabaseWrapper, text: str, values: Sequence[Any]) -> Any:
    written = _written(line, values)
    if line.queries_logged:
        return line.cursor().execute(text, written)
    statement()
    return _cursor(line).execute(_spelled(line, text), written)


class _Kept(threading.local):
    """A thread's connection to the database and the one cursor by which it asks."""

    connection: Any = None
    cursor: Any = None


_kept = _Kept()


def _cursor(line: BaseDatabaseWrapper) -> Any:
    line.close_if_health_check_failed()
    line.ensure_connection()
    if _kept.connection is not line.connection:
        _kept.connection = line.connection
        _kept.cursor = line.connection.cursor(*_PLAIN.get(line.vendor, ()))
    return _kept.cursor


def _spelled(line: BaseDatabaseWrapper, text: str) -> str:
    """A statement in the driver's spelling; ours is that of PostgreSQL's."""
    return text.replace("%s", "?").replace("%%", "%") if line.vendor == "sqlite" else text


def _written(line: BaseDatabaseWrapper, values: Iterable[Any]) -> list[Any]:
    """Days and moments as SQLite has them spelled; PostgreSQL's driver takes all values as they are."""
    if line.vendor != "sqlite":
        return list(values)
    ops = line.ops
    spell: dict[type, Any] = {date: ops.adapt_datefield_value, datetime: ops.adapt_datetimefield_value}
    return [spell[type(value)](value) if type(value) in spell else value for value in values]
