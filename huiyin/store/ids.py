"""Ids that this program makes itself, so that a row is known before it is written."""

from __future__ import annotations

import os
import secrets
import time
from datetime import UTC, datetime
from threading import Lock

EPOCH_MS = 1_577_836_800_000  # 2020-01-01T00:00:00Z; 41 bits of milliseconds last until 2089
RANDOM_BITS = 22

_lock = Lock()
_last = 0


def new_id() -> int:
    """A positive 63-bit int: milliseconds since 2020, then random bits.

    Ids of one process always grow, also within a millisecond and when the clock is set back. They tell the time of
    their making to whoever reads them, so they are no secret and prove nothing.
    """
    global _last
    drawn = (time.time_ns() // 1_000_000 - EPOCH_MS) << RANDOM_BITS | secrets.randbits(RANDOM_BITS)
    with _lock:
        # Within one millisecond neighbours are taken in a row: two processes then collide far less than at random.
        in_the_same_tick = drawn >> RANDOM_BITS <= _last >> RANDOM_BITS
        _last = _last + 1 if in_the_same_tick else drawn
        return _last


def made_at(id: int) -> datetime:
    """When an id of :func:`new_id` was made, by the clock of the machine that made it."""
    return datetime.fromtimestamp(((id >> RANDOM_BITS) + EPOCH_MS) / 1000, UTC)


def first_id_at(moment: datetime) -> int:
    """No id made from then on is less."""
    return max(0, int(moment.timestamp() * 1000) - EPOCH_MS) << RANDOM_BITS


def _forget() -> None:
    global _last
    _last = 0


os.register_at_fork(after_in_child=_forget)
