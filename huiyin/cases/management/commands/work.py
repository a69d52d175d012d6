"""./run work: the worker. Tells other rooms what happened, watches the clocks, seals the journal every day."""

import logging
import signal
import threading
from argparse import ArgumentParser
from datetime import datetime, timedelta
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, connection
from django.utils import timezone
from django.utils.module_loading import import_string

from huiyin.cases.clockwork import run_clocks
from huiyin.cases.journal import seal_day
from huiyin.cases.outbox import Handler, deliver
from huiyin.cases.worlds import beijing_day
from huiyin.papers.drawing import warm_up

# Who listens to what. Rooms above this one are named by path, so that this one need not know them.
# "seal" has no listener: its messages are the list of matters that the daily seal (huiyin.cases.journal) takes away.
LISTENERS = {
    "index": "huiyin.insights.indexing.index",
    "notice": "huiyin.channels.notices.tell",
    "staff": "huiyin.together.telling.hear",
    "served": "huiyin.cases.instrument_service.follow",
    "draw": "huiyin.cases.instrument_batches.draw",
}
# Asked in every round; each knows by itself whether it is time.
WATCHERS = ("huiyin.together.daily.look", "huiyin.cases.instrument_finishing.finish")
# Done once a day, after the seal.
NIGHTLY = (
    "huiyin.channels.letters.batches.tidy_letters",
    "huiyin.cases.tidying.tidy_uploads",
    "huiyin.house.sessions.clear",
    "huiyin.reception.tidying.tidy_reception",
    "huiyin.desk.intake.unfinished.tidy",
)
# Slow work, each in a thread of its own, so that clocks and notices never wait for it.
BESIDE = ("huiyin.channels.letters.beside.read_letters",)
IDLE_SECONDS = 0.5
PATIENCE = 8.0
logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Deliver the outbox, watch the clocks, seal the journal daily; until stopped, or --once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()

        def on_signal(number: int, frame: FrameType | None) -> None:
            stop.set()

        if not options["once"]:
            signal.signal(signal.SIGTERM, on_signal)
            signal.signal(signal.SIGINT, on_signal)
            warm_up()
        beside = [] if options["once"] else _beside(stop)
        handlers = {topic: import_string(path) for topic, path in LISTENERS.items()}
        while not stop.is_set():
            busy = _round(handlers)
            if not busy and options["once"]:
                for path in BESIDE:
                    import_string(path)(stop, once=True)
                return
            if not busy:
                stop.wait(IDLE_SECONDS)
        for thread in beside:
            thread.join(PATIENCE)


def _beside(stop: threading.Event) -> list[threading.Thread]:
    threads = [threading.Thread(target=import_string(path), args=(stop,), daemon=True) for path in BESIDE]
    for thread in threads:
        thread.start()
    return threads


def _round(handlers: dict[str, Handler]) -> int:
    """One look at everything that may be due."""
    now = timezone.now()
    try:
        done = deliver(handlers, now) + run_clocks(now)
        # Yesterday is over everywhere in China; whatever was written since belongs under its seal.
        if seal_day(beijing_day(now) - timedelta(days=1), made_at=now):
            _each(NIGHTLY, now)
        _each(WATCHERS, now)
        return done
    except OperationalError:
        # The database restarts or is busy: nothing is lost, the leases come back.
        connection.close()
        return 0


def _each(paths: tuple[str, ...], now: datetime) -> None:
    """One that fails must not keep the others, or the notices of tomorrow, from being done."""
    for path in paths:
        try:
            import_string(path)(now)
        except OperationalError:
            raise
        except Exception:
            logger.exception(path)
