"""Conditions on the rows of a record in plain SQL, for the ORM and for statements written out."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Func
from django.db.models.sql.compiler import SQLCompiler

#: With an OFFSET, PostgreSQL asks for each record by index; else it may read a whole table to be ready for many.
HAS_STANDING = "EXISTS (SELECT 1 FROM record_standing s WHERE s.record = {id} AND s.organ = %s LIMIT 1 OFFSET 0)"
LIES_IN_AREA = "({holder_code} >= %s AND {holder_code} < %s AND NOT {report})"


def beyond(area: str) -> str:
    """The first code that no longer begins with ``area``."""
    return area[:-1] + chr(ord(area[-1]) + 1)


class Condition(Func):
    """A condition on a record in plain SQL, with the names of its columns in braces.

    Every page asks what may be read; put together by the ORM, this question alone took half of a page's queries.
    """

    output_field = BooleanField()
    columns = ("id", "report", "owner", "holder_code")

    def __init__(self, sql: str, values: tuple[object, ...]) -> None:
        super().__init__(*self.columns)
        self._sql, self._values = sql, values

    @property
    def in_braces(self) -> tuple[str, tuple[object, ...]]:
        """The condition with its braces, to be part of another one."""
        return self._sql, self._values

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, *_: Any, **__: Any) -> tuple[str, Any]:
        named = zip(self.columns, self.get_source_expressions(), strict=True)
        return self._sql.format(**{name: compiler.compile(column)[0] for name, column in named}), self._values

    def written_out(self, table: str = '"cases_case"', **more: str) -> tuple[str, tuple[object, ...]]:
        """The condition for a statement that calls the table of the matters so.

        :param more: what else it asks for.
        """
        return self._sql.format(**{name: f'{table}."{name}"' for name in self.columns}, **more), self._values
