"""Registering a sheet beside the worker (后台登记): batch by batch, each with its results in one transaction.

A worker that dies leaves matters with their results or neither; whoever comes next goes on behind them. A row that
cannot be registered, whatever is wrong with it, keeps no other from being.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone

from huiyin.cases.models import Case, ExternalNumber
from huiyin.channels.arrivals.keeping import read_of
from huiyin.channels.arrivals.models import Arrival
from huiyin.channels.arrivals.work import DIED, MOST_ATTEMPTS, SETTLING
from huiyin.channels.orders.apart import put_apart
from huiyin.channels.orders.columns import sheets_of
from huiyin.channels.orders.kept import Place, keep, kept
from huiyin.channels.orders.models import SheetOrder
from huiyin.channels.orders.ordering import end
from huiyin.channels.orders.taking import Line, Lot, lots, messages_of
from huiyin.channels.sheets.closed import closed_to, closed_to_some
from huiyin.channels.sheets.mapping import WrongMapping
from huiyin.channels.sheets.reading import Message, Unread
from huiyin.channels.sheets.taking import Fate, Outcome
from huiyin.law.words import P
from huiyin.people.posts import actor_of
from huiyin.record.worlds import beijing_day
from huiyin.store.leases import lease
from huiyin.store.locks import writing
from huiyin.vault.points import reach

#: Few enough that whoever registers at a counter meanwhile does not wait.
BATCH: Final = 50
LEASE: Final = timedelta(seconds=120)
PAUSE: Final = timedelta(seconds=10)
IDLE_SECONDS: Final = 1.0
_BROKE: Final = P("登记这一行时出了错，没有登记。请管理员看工作进程的日志。")
AWAY: Final = (OperationalError, InterfaceError)
#: So many sheets stay open between their batches; they take turns.
MOST_OPEN: Final = 4
Row = tuple[int, Message | Unread]
logger = logging.getLogger(__name__)


def register(stop: threading.Event, once: bool = False) -> None:
    """Register what was ordered until ``stop`` is set, or only what is there now."""
    registrar = Registrar()
    try:
        while not stop.is_set():
            if _one(registrar):
                continue
            if once:
                return
            stop.wait(IDLE_SECONDS)
    finally:
        if not once:
            connection.close()


def _one(registrar: Registrar) -> bool:
    try:
        close_old_connections() if not connection.in_atomic_block else None
        return registrar.some()
    except Exception:
        logger.exception("registering a sheet")
        connection.close()
        return False


class NotRead(Exception):
    """The sheet is still being read, or read again."""


@dataclass(slots=True)
class _Open:
    """An order that is gone on with: the rows without a result yet, in their order."""

    done: int
    whole: int
    lots: list[Lot]
    waiting: list[Row]


@dataclass(slots=True)
class Registrar:
    """Goes on with what was ordered; a sheet stays open between its batches."""

    clock: Callable[[], datetime] = timezone.now
    open: dict[int, _Open] = field(default_factory=dict)

    def some(self) -> bool:
        """One batch of what waits longest; whether there was one."""
        order = take(self.clock())
        if order is None:
            self.open.clear()
            return False
        try:
            self._go_on(order)
        except AWAY:
            self.open.clear()
            raise  # its lease brings it back
        except NotRead:
            again = {"ready_at": self.clock() + PAUSE, "attempts": order.attempts - 1}
            SheetOrder.objects.filter(id=order.id).update(**again)
        except Exception:
            logger.exception("registering a sheet")
            self.open.pop(order.id, None)
            give_up(order, SETTLING)
        return True

    def _go_on(self, order: SheetOrder) -> None:
        opened = self._opened(order)
        if opened.waiting:
            self._batch(order, opened)
        if opened.waiting:
            SheetOrder.objects.filter(id=order.id).update(ready_at=self.clock(), attempts=0)
            return
        reach("sheet.through")
        end(order, self.clock())
        del self.open[order.id]

    def _opened(self, order: SheetOrder) -> _Open:
        """The sheet as it was left, unless another worker went on with it since.

        :raises WrongMapping: nothing in it can be read any more.
        """
        known = self.open.get(order.id)
        if known is None or known.done != order.done:
            if len(self.open) >= MOST_OPEN:
                self.open.clear()
            known = self.open[order.id] = _open(order)
        order.whole = known.whole
        return known

    def _batch(self, order: SheetOrder, opened: _Open) -> None:
        at = opened.waiting[0][0]
        batch = [row for sheet, row in opened.waiting[:BATCH] if sheet == at]
        try:
            done = _registered(order, at, opened.lots[at], batch)
        except AWAY:
            raise
        except Exception:
            logger.exception("registering %s rows of a sheet", len(batch))
            done = _one_by_one(order, at, opened.lots[at], _without(order, at, batch))
        del opened.waiting[: len(batch)]
        opened.done = order.done = order.whole - len(opened.waiting)
        with writing():
            keep(order, ((at, line) for line in done))
            SheetOrder.objects.filter(id=order.id).update(done=order.done)
        reach("sheet.batch")


def take(now: datetime) -> SheetOrder | None:
    """Lease what waits longest. What was begun too often without a batch done is given up, and a person told."""
    waiting = SheetOrder.objects.filter(ready_at__lte=now).order_by("ready_at", "id")
    return lease(waiting, now, LEASE, MOST_ATTEMPTS, lambda spent: give_up(spent, DIED))


def give_up(order: SheetOrder, fault: str) -> None:
    """A person has to look: the rows that were registered stay so."""
    SheetOrder.objects.filter(id=order.id).update(ready_at=None, fault=fault)


def _open(order: SheetOrder) -> _Open:
    arrival = Arrival.objects.get(id=order.arrival)
    if arrival.reading is None and arrival.ready_at is not None:
        raise NotRead
    sheets = sheets_of(arrival, read_of(arrival), order.pointed)
    if not sheets:
        raise WrongMapping(arrival.mark)
    day = beijing_day(order.at)
    secret = closed_to(actor_of(order.by, on=day, organ=order.organ), day) if order.by else closed_to_some
    found = lots(sheets, order.organ, order.at, secret)
    rows: list[Row] = [(at, row) for at, lot in enumerate(found) for row in lot.rows]
    known: set[Place] = {place for place, _ in kept(order)}
    SheetOrder.objects.filter(id=order.id).update(whole=len(rows))
    return _Open(order.done, len(rows), found, [row for row in rows if (row[0], row[1].row) not in known])


def _registered(order: SheetOrder, at: int, lot: Lot, batch: Sequence[Message | Unread]) -> list[Line]:
    """Register rows; those results that are not written down with their matters."""
    noted: set[int] = set()

    def note(outcomes: Sequence[Outcome]) -> None:
        lines = [_told(order, each) for each in _sealed(lot, [lot.line(each) for each in outcomes])]
        keep(order, ((at, each) for each in lines))
        noted.update(each.row for each in lines)

    outcomes = replace(lot.desk, note=note).take(messages_of(batch))
    lines = [_told(order, each) for each in _sealed(lot, list(lot.lines(batch, outcomes)))]
    reach("sheet.registered")
    stay = put_apart(Arrival.objects.get(id=order.arrival), lines, order.at)
    return [each for each in stay if each.row not in noted]


def _one_by_one(order: SheetOrder, at: int, lot: Lot, batch: Sequence[Message | Unread]) -> list[Line]:
    """The rows of a batch with one in it that nobody foresaw: that one is refused, the others are registered."""
    done: list[Line] = []
    for each in batch:
        try:
            done += _registered(order, at, lot, [each])
        except AWAY:
            raise
        except Exception:
            logger.exception("registering line %s of a sheet", each.row)
            done.append(Line(each.row, each.number, "", Fate.REFUSED, _BROKE))
    return done


def _without(order: SheetOrder, at: int, batch: Sequence[Message | Unread]) -> list[Message | Unread]:
    known = {place for place, _ in kept(order)}
    return [each for each in batch if (at, each.row) not in known]


def _sealed(lot: Lot, lines: Sequence[Line]) -> list[Line]:
    """Of what became a report its number alone stays with the results: its words lie in its envelope."""
    numbers = ExternalNumber.objects.filter(
        system=lot.sheet.mapping.system, number__in=[each.number for each in lines if each.number]
    )
    cases = dict(numbers.values_list("number", "case"))
    reports = set(Case.objects.filter(id__in=set(cases.values()), report=True).values_list("id", flat=True))
    return [replace(each, title="") if cases.get(each.number) in reports else each for each in lines]


def _told(order: SheetOrder, line: Line) -> Line:
    """What is closed to whoever reads the results was registered before like the rest, if the sheet was."""
    return replace(line, fate=Fate.ALREADY, reason=None) if order.again and line.secret else line
