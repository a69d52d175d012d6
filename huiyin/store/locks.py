"""One writer at a time on SQLite, in the order of asking.

SQLite's own busy handler is unfair: a writer may starve for seconds while others overtake it. A file lock taken before
BEGIN queues them in the kernel. PostgreSQL needs none of this.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


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
