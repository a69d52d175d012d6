"""Beside the worker (收件线程): one thread for each connection that brings things, and one that reads them."""

from __future__ import annotations

import logging
import threading
from datetime import datetime
from typing import Final

from django.db import close_old_connections, connection
from django.utils import timezone

from huiyin.channels.adapter import Connection, Fault, Take
from huiyin.channels.arrivals.models import Watched
from huiyin.channels.arrivals.taking import take_in
from huiyin.channels.arrivals.work import Readers, work_on_next
from huiyin.channels.faring import failing, well
from huiyin.channels.registry import WrongChannels, adapter, connections
from huiyin.law.words import P
from huiyin.store.locks import alone

IDLE_SECONDS: Final = 1.0
#: A connection that fails is tried again after so many seconds, each time later.
PAUSES: Final = (5.0, 15.0, 60.0, 300.0)
logger = logging.getLogger(__name__)


def read_arrivals(stop: threading.Event, once: bool = False) -> None:
    """Read and settle what came in, until ``stop`` is set, or only what is there now."""
    readers = Readers()
    try:
        while not stop.is_set():
            if _one(readers):
                continue
            if once:
                return
            stop.wait(IDLE_SECONDS)
    finally:
        readers.close()
        if not once:
            connection.close()


def _one(readers: Readers) -> bool:
    try:
        close_old_connections() if not connection.in_atomic_block else None
        return work_on_next(readers)
    except Exception:
        logger.exception("reading what came in")
        connection.close()
        return False


def watch(stop: threading.Event, once: bool = False) -> None:
    """Bring in what comes by every connection, each in a thread of its own; or only what is there now."""
    inward = [each for each in _connected() if adapter(each.adapter).inward is not None]
    if once:
        for each in inward:
            fetch_once(each)
        return
    threads = [threading.Thread(target=_watch_one, args=(each, stop), daemon=True) for each in inward]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _connected() -> tuple[Connection, ...]:
    try:
        return connections()
    except WrongChannels as wrong:
        for each in wrong.faults:
            logger.error("channels: %s", each)
        return ()


def _watch_one(each: Connection, stop: threading.Event) -> None:
    failed = 0
    while not stop.is_set():
        try:
            well = fetch_once(each, stop)
        except Exception:
            logger.exception("channel %s", each.name)
            well = False
        finally:
            connection.close()
        failed = 0 if well else failed + 1
        stop.wait(PAUSES[min(failed, len(PAUSES)) - 1] if failed else IDLE_SECONDS)


def fetch_once(each: Connection, stop: threading.Event | None = None) -> bool:
    """One look at a connection, which may be a long one where it waits for news; whether all was well.

    Only one process looks at a connection at a time; the others leave it.
    """
    inward = adapter(each.adapter).inward
    assert inward is not None
    with alone(f"channel-{each.name}") as ours:
        if not ours:
            return True
        try:
            stopped = stop.is_set if stop else lambda: False
            if stop is not None and not _known_well(each.name):
                # Waiting for news takes minutes; whoever has just connected or mended it hears at once that it works.
                inward.fetch(each, _taker(each), stopped, False)
                well(each.name, timezone.now())
            inward.fetch(each, _taker(each), stopped, stop is not None)
        except Fault as fault:
            failing(each.name, fault, timezone.now())
            return False
        except Exception:
            failing(each.name, _UNKNOWN, timezone.now())
            raise
        well(each.name, timezone.now())
        return True


_UNKNOWN: Final = Fault(P("出了意料之外的错。"), P("请看工作进程的日志，把它说的话交给维护的人；会自己再试。"))


def _taker(each: Connection) -> Take:
    def take(data: bytes, mark: str, at: datetime, fault: str = "") -> None:
        take_in(each, data, mark, at, fault=fault)

    return take


def _known_well(name: str) -> bool:
    return Watched.objects.filter(connection=name, well_at__isnull=False, failing_since=None).exists()
