"""Leases (租约): a worker takes what waits, for so long; what a dead one held comes back by itself, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import Model, QuerySet

from huiyin.store.locks import writing

Row = TypeVar("Row", bound=Model)


@contextmanager
def nobody_elses(waiting: QuerySet[Row], most: int) -> Iterator[list[Row]]:
    """The first rows that wait and that no other worker is taking now, in a transaction that writes; often none.

    Whether anything waits is asked first: looking every second must not hold up those who write.
    """
    if not waiting.exists():
        yield []
        return
    with writing():
        # Without effect on SQLite, where one writes at a time.
        yield list(waiting.select_for_update(skip_locked=True)[:most])


def lease(
    waiting: QuerySet[Row], now: datetime, lasts: timedelta, most: int, give_up: Callable[[Row], None]
) -> Row | None:
    """What waits longest, for so long; ``None`` where nothing waits.

    :param waiting: rows with ``ready_at``, until when they wait, and ``attempts``, how often they were begun; in order.
    :param most: begun so often without an end it is given up, and the next one is taken.
    """
    while True:
        with nobody_elses(waiting, 1) as rows:
            for row in rows:
                if row.attempts >= most:  # type: ignore[attr-defined]
                    give_up(row)
                    break
                row.ready_at, row.attempts = now + lasts, row.attempts + 1  # type: ignore[attr-defined]
                row.save(update_fields=["ready_at", "attempts"])
                return row
            else:
                return None
