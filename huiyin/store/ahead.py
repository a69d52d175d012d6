"""Rows read ahead: inside the block a question about one record of a slice is asked once for all of them.

Whoever goes through every record (``./run verify``) would else ask the same thirty questions for each; building
their statements costs ten times what running them does. Outside of such a block each question is asked by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from django.db.models import F, Model

M = TypeVar("M", bound=Model)
#: Under this name each row says of which record of the slice it is.
_WHOSE: Final = "ahead_whose"


@dataclass(slots=True)
class _Slice:
    ids: frozenset[int]
    known: dict[tuple[type[Model], str], dict[int, list[Any]]] = field(default_factory=dict)

    def rows(self, model: type[Model], column: str, value: int) -> list[Any]:
        if (model, column) not in self.known:
            found: dict[int, list[Any]] = defaultdict(list)
            asked = model._default_manager.filter(**{f"{column}__in": self.ids}).annotate(**{_WHOSE: F(column)})
            for row in asked.order_by("pk"):
                found[getattr(row, _WHOSE)].append(row)
            self.known[model, column] = found
        return self.known[model, column].get(value, [])


_NOW: ContextVar[_Slice | None] = ContextVar("ahead", default=None)


@contextmanager
def reading(ids: Iterable[int]) -> Iterator[None]:
    """Inside the block :func:`rows_of` reads for all of these at once. Nothing may be written meanwhile."""
    before = _NOW.set(_Slice(frozenset(ids)))
    try:
        yield
    finally:
        _NOW.reset(before)


def rows_of(model: type[M], column: str, value: int) -> list[M]:
    """The rows of which a column is ``value``, by their keys; a path through foreign keys will do."""
    now = _NOW.get()
    if now is None or value not in now.ids:
        return list(model._default_manager.filter(**{column: value}).order_by("pk"))
    return list(now.rows(model, column, value))


def row_of(model: type[M], value: int, column: str = "id") -> M | None:
    """The first of them."""
    return next(iter(rows_of(model, column, value)), None)
