"""./run work: the worker. Tells other rooms what happened, watches the clocks, seals the journal every day.

What waits for somebody outside (a mail server, the provider of the seals) has a line of its own, so that nobody
outside can hold up the record: neither its clocks nor its end.
"""

import logging
import signal
import threading
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone
from django.utils.module_loading import import_string

from huiyin.house.processes import give_back
from huiyin.house.tracing import start
from huiyin.papers.drawing import look_for_typefaces
from huiyin.record.clock_guard import Guard
from huiyin.record.clockwork import run_clocks
from huiyin.record.journal import seal_day
from huiyin.record.outbox import deliver
from huiyin.record.worlds import beijing_day

# Who listens to what, by path: a thread of the worker loads what it needs.
# "seal" has no listener: its messages are the list of matters that the daily seal (huiyin.record.journal) takes away.
LISTENERS = {
    "index": "huiyin.insights.indexing.index",
    "notice": "huiyin.channels.notices.tell",
    "staff": "huiyin.together.telling.hear",
    "served": "huiyin.cases.papers.service.follow",
    "draw": "huiyin.cases.papers.batches.draw",
    "reset": "huiyin.gate.reset_mail.send",
    "code": "huiyin.gate.code_notices.tell",
    "way-back": "huiyin.gate.way_back_notices.tell",
    "own-code": "huiyin.gate.own_code_notices.tell",
    "hook": "huiyin.api.hooks.work.spread",
    "receipt": "huiyin.channels.mail.sending.send_receipts",
    "exchange": "huiyin.channels.exchange.sending.hear",
}
# Done once a day, after the seal.
NIGHTLY = (
    "huiyin.record.anchors.send",
    "huiyin.channels.letters.work.judge_again",
    "huiyin.channels.letters.batches.tidy_letters",
    "huiyin.channels.arrivals.tidying.tidy_arrivals",
    "huiyin.channels.orders.ordering.tidy",
    "huiyin.cases.tidying.tidy_uploads",
    "huiyin.cases.papers.instruments.settle_old_debts",
    "huiyin.house.sessions.clear",
    "huiyin.reception.tidying.tidy_reception",
    "huiyin.portal.filing.drafts.tidy_drafts",
    "huiyin.desk.intake.unfinished.tidy",
    "huiyin.cases.keeping_keys.tidy",
    "huiyin.insights.opened.publishing.publish",
    "huiyin.insights.agreement.watch",
)
# Watched by the line that keeps the dates.
BY_DATE = (
    "huiyin.record.recounting.look",
    "huiyin.together.daily.look",
    "huiyin.joint.renewing.settle_all",
    "huiyin.oversight.watching.watch",
    "huiyin.reception.leaving.watch",
)
# Slow work, each in a thread of its own, so that clocks and notices never wait for it.
BESIDE = (
    "huiyin.channels.letters.beside.read_letters",
    "huiyin.channels.arrivals.beside.watch",
    "huiyin.channels.arrivals.beside.read_arrivals",
    "huiyin.channels.orders.registering.register",
    "huiyin.oversight.assessment.running.compute",
    "huiyin.oversight.noticing.watch",
    "huiyin.insights.likeness.watch",
)
IDLE_SECONDS = 0.5
#: So long does a watcher rest that failed, and a line that found no database.
REST_SECONDS = 10.0
GIVES_BACK_SECONDS = 60.0
PATIENCE = 8.0
AWAY = (OperationalError, InterfaceError)
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Line:
    """A part of the worker that goes on by itself.

    :param watchers: asked in every round; each knows by itself whether it is time.
    :param by_date: whether it does what the date demands: clocks, the seal, the nightly tasks.
    """

    topics: Sequence[str]
    watchers: Sequence[str] = ()
    by_date: bool = False
    resting: dict[str, float] = field(default_factory=dict)
    guard: Guard = field(default_factory=Guard)
    trimmed: float = field(default_factory=time.monotonic)

    def round(self) -> int:
        """One look at everything that may be due; how much there was."""
        now = timezone.now()
        done = deliver({topic: import_string(LISTENERS[topic]) for topic in self.topics}, now)
        if self.by_date:
            if not self.guard.believes(now):
                return done
            done += run_clocks(now)
            # Yesterday is over everywhere in China; whatever was written since belongs under its seal.
            if seal_day(beijing_day(now) - timedelta(days=1), made_at=now):
                self._each(NIGHTLY, now)
        self._each(self.watchers, now)
        return done

    def _each(self, paths: Sequence[str], now: datetime) -> None:
        """One that fails must not keep the others, or the notices of tomorrow, from being done."""
        for path in paths:
            if self.resting.get(path, 0) > time.monotonic():
                continue
            try:
                import_string(path)(now)
            except AWAY:
                raise
            except Exception:
                logger.exception(path)
                self.resting[path] = time.monotonic() + REST_SECONDS

    def _rest(self) -> None:
        """With nothing to do, memory is given back now and then; one line does it for all."""
        if self.by_date and time.monotonic() - self.trimmed > GIVES_BACK_SECONDS:
            give_back()
            self.trimmed = time.monotonic()

    def run(self, stop: threading.Event) -> None:
        """Round after round until asked to stop."""
        while not stop.is_set():
            try:
                if not self.round():
                    self._rest()
                    stop.wait(IDLE_SECONDS)
            except AWAY as fault:
                # The database restarts or is busy: nothing is lost, the leases come back.
                logger.warning("the database is away: %s", str(fault).strip().partition("\n")[0])
                connection.close()
                stop.wait(REST_SECONDS)
            except Exception:
                logger.exception("a round failed")
                stop.wait(REST_SECONDS)


def lines() -> tuple[Line, ...]:
    """The lines of one worker, the one that keeps the dates first."""
    return (
        Line(("index", "served"), BY_DATE, by_date=True),
        Line(
            ("notice", "code", "way-back", "own-code", "staff", "reset", "receipt"),
            (
                "huiyin.together.daily.mail_digests",
                "huiyin.oversight.weekly.mail_weekly",
                "huiyin.channels.notices.send_waiting",
                "huiyin.gate.code_notices.send_waiting",
            ),
        ),
        Line(("hook",), ("huiyin.api.hooks.work.send",)),
        Line(("exchange",), ("huiyin.channels.exchange.sending.send",)),
        Line(("draw",), ("huiyin.cases.papers.finishing.finish", "huiyin.cases.keeping_keys.look")),
    )


class Command(BaseCommand):
    help = "Deliver the outbox, watch the clocks, seal the journal daily; until stopped, or --once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        if settings.CONFIG.traces:
            start(settings.CONFIG.traces, "work")
        if options["once"]:
            _once(stop)
            return

        def on_signal(number: int, frame: FrameType | None) -> None:
            stop.set()

        signal.signal(signal.SIGTERM, on_signal)
        signal.signal(signal.SIGINT, on_signal)
        look_for_typefaces()
        first, *others = lines()
        work = [import_string(path) for path in BESIDE] + [line.run for line in others]
        threads = [threading.Thread(target=each, args=(stop,), daemon=True) for each in work]
        for thread in threads:
            thread.start()
        first.run(stop)
        _end(threads)


def _once(stop: threading.Event) -> None:
    """Everything that is due, one after the other; whoever asked is told when the database is away."""
    each = lines()
    _all_rounds(each)
    for path in BESIDE:
        import_string(path)(stop, once=True)
    _all_rounds(each)  # what was brought in beside


def _all_rounds(each: Sequence[Line]) -> None:
    while any([line.round() for line in each]):
        pass


def _end(threads: Sequence[threading.Thread]) -> None:
    """Wait a little for those who are at work; whatever they leave comes back by its lease. The threads are daemons:
    one that waits for an answer from outside is not waited for."""
    deadline = time.monotonic() + PATIENCE
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
