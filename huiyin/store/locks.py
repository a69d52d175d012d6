"""One writer at a time on SQLite, in the order of asking; and work that only one process may do at a time, on both.

SQLite's own busy handler is unfair: a writer may starve for seconds while others overtake it. A file lock taken before
BEGIN queues them in the kernel. PostgreSQL needs none of this.
"""

from __future__ import annotations

import fcntl
import os
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection, transaction

#: Keeps our advisory locks apart from those of others who use the same PostgreSQL.
_OURS: Final = 20826


class _Held(threading.local):
    path = ""
    descriptor = -1


_held = _Held()


@contextmanager
def writing() -> Iterator[None]:
    """A transaction that writes. Nested uses join the outer one."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    with _queued(f"{connection.settings_dict['NAME']}.writer"), transaction.atomic():
        yield


@contextmanager
def _queued(path: str) -> Iterator[None]:
    descriptor = _descriptor(path)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def _descriptor(path: str) -> int:
    """One open file per thread: a lock is held by an open file, so threads must not share one."""
    if _held.path != path:
        _held.path, _held.descriptor = path, os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    return _held.descriptor


@contextmanager
def alone(name: str) -> Iterator[bool]:
    """Whether nobody else is inside the block of this name now, in whatever process; nobody waits.

    A lock on a row cannot say that: the row may not be there yet. It ends with the process that holds it.
    """
    with _alone_by_file(name) if connection.vendor == "sqlite" else _alone_by_database(name) as ours:
        yield ours


@contextmanager
def _alone_by_file(name: str) -> Iterator[bool]:
    descriptor = os.open(f"{connection.settings_dict['NAME']}.{name}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        yield _taken(descriptor)
    finally:
        os.close(descriptor)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _alone_by_database(name: str) -> Iterator[bool]:
    """Inside a transaction the lock ends with it; else it ends here, or with the connection."""
    keys, inside = [_OURS, zlib.crc32(name.encode()) - 2**31], connection.in_atomic_block
    ours = _asked(f"SELECT pg_try_advisory{'_xact' if inside else ''}_lock(%s, %s)", keys)
    try:
        yield ours
    finally:
        if ours and not inside and connection.is_usable():
            _asked("SELECT pg_advisory_unlock(%s, %s)", keys)


def _asked(text: str, keys: list[int]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(text, keys)
        return bool(cursor.fetchone()[0])
