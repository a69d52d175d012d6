"""Beside the worker (识字线程): a thread hands files to the reading process, so that clocks and notices never wait."""

from __future__ import annotations

import logging
import threading
from typing import Final

from django.db import OperationalError, close_old_connections, connection
from django.utils import timezone

from huiyin.channels.letters.reader import Reader
from huiyin.channels.letters.work import read_next

IDLE_SECONDS: Final = 1.0
RESTS_AFTER: Final = 60
"""Idle rounds after which the reading process gives its memory back."""
logger = logging.getLogger(__name__)


def read_letters(stop: threading.Event, once: bool = False) -> None:
    """Read what waits until ``stop`` is set, or only what is there now."""
    reader, idle = Reader(), 0
    try:
        while not stop.is_set():
            if _one(reader, stop):
                idle = 0
                continue
            if once:
                return
            idle += 1
            if idle == RESTS_AFTER:
                reader.close()
            stop.wait(IDLE_SECONDS)
    finally:
        reader.close()
        if not once:
            connection.close()


def _one(reader: Reader, stop: threading.Event) -> bool:
    """One file; whatever goes wrong with it, the next one gets its turn and this one its lease back."""
    try:
        close_old_connections() if not connection.in_atomic_block else None
        return read_next(reader, timezone.now, stop.is_set)
    except OperationalError:
        connection.close()
    except Exception:
        reader.close()
        logger.exception("reading a letter")
    return False
