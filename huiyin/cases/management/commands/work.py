"""./run work: the worker. Tells other rooms what happened, watches the clocks, seals the journal every day."""

import signal
import threading
from argparse import ArgumentParser
from datetime import timedelta
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, connection
from django.utils import timezone
from django.utils.module_loading import import_string

from huiyin.cases.clockwork import run_clocks
from huiyin.cases.journal import seal_day
from huiyin.cases.outbox import Handler, deliver
from huiyin.cases.tidying import tidy_uploads
from huiyin.cases.worlds import beijing_day

# Who listens to what. Rooms above this one are named by path, so that this one need not know them.
LISTENERS = {"index": "huiyin.insights.indexing.index", "notice": "huiyin.channels.notices.tell"}
IDLE_SECONDS = 0.5


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
        handlers = {topic: import_string(path) for topic, path in LISTENERS.items()}
        while not stop.is_set():
            busy = _round(handlers)
            if not busy and options["once"]:
                return
            if not busy:
                stop.wait(IDLE_SECONDS)


def _round(handlers: dict[str, Handler]) -> int:
    """One look at everything that may be due."""
    now = timezone.now()
    try:
        done = deliver(handlers, now) + run_clocks(now)
        # Yesterday is over everywhere in China; whatever was written since belongs under its seal.
        if seal_day(beijing_day(now) - timedelta(days=1), made_at=now):
            tidy_uploads(now)
        return done
    except OperationalError:
        # The database restarts or is busy: nothing is lost, the leases come back.
        connection.close()
        return 0
