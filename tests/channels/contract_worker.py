"""A worker that brings in and settles what waits by every connection, killed where it is told to be.

Run by test_contract.py against a record of its own: ``contract_worker.py CHANNELS POINT…``. For each connection and
each point a child of this process goes to work, and is killed there; the last child works to the end. How each ended is
said aloud.
"""

from __future__ import annotations

import os
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from huiyin.channels.arrivals.beside import fetch_once, read_arrivals  # noqa: E402
from huiyin.channels.arrivals.models import Arrival  # noqa: E402
from huiyin.channels.orders.models import SheetOrder  # noqa: E402
from huiyin.channels.orders.registering import register  # noqa: E402
from huiyin.channels.registry import connections  # noqa: E402
from huiyin.vault import points  # noqa: E402


def work(name: str, point: str) -> None:
    points._visits.clear()
    points._visits.update({point: 1} if point else {})
    for each in connections():
        if each.name == name:
            fetch_once(each)
    read_arrivals(threading.Event(), once=True)
    register(threading.Event(), once=True)


def ended(work: Callable[..., None], *words: str) -> int:
    """How a child that does this work ended: -9 when it was killed."""
    pid = os.fork()
    if not pid:
        try:
            work(*words)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def main(channels: str, *wanted: str) -> None:
    settings.HUIYIN_CHANNELS = Path(channels)
    names = [each.name for each in connections()]
    for name in names:
        for point in wanted:
            print(name, point or "end", ended(work, name, point), flush=True)
            free()


def free() -> None:
    """The lease of the dead one is over."""
    for model in (Arrival, SheetOrder):
        model._default_manager.filter(ready_at__isnull=False).update(ready_at=timezone.now())
    connection.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
