"""The clock of the play: what the city did last spring was written down last spring, not this morning.

The record asks Django's clock for its own moment of writing (``recorded_at``), which nobody may choose; so the clock
itself is turned while the play runs, in the one process that plays it, and never where real matters are kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.conf import settings
from django.utils import timezone


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Django's clock stands at ``moment``.

    :raises RuntimeError: in production, where only the true time may be written down.
    """
    if settings.HUIYIN_MODE == "production":
        raise RuntimeError("the demonstration city is never played in production")
    true = timezone.now
    timezone.now = lambda: moment.astimezone(UTC)
    try:
        yield
    finally:
        timezone.now = true
