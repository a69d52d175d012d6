"""A sheet is to be registered (后台登记): ordered once, looked at while it goes, over when each row has its result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction

from huiyin.channels.arrivals.models import Arrival
from huiyin.channels.orders.kept import kept
from huiyin.channels.orders.models import SheetOrder
from huiyin.channels.orders.taking import open_to_all, tally
from huiyin.channels.sheets.taking import Fate
from huiyin.store.ids import new_id
from huiyin.store.locks import writing
from huiyin.vault.points import reach

#: No worker takes longer to go on with what waits, unless none is there.
AWAY_AFTER: Final = timedelta(seconds=30)
#: How far it has come is said in steps of so many per cent: a reader from whom a row is kept must not count it.
STEP: Final = 5
BATCH: Final = 500


def order(
    arrival: Arrival, by: int | None, at: datetime, pointed: Mapping[str, Any] | None = None
) -> SheetOrder | None:
    """Have the rows of a sheet registered; the one under way, if there is one.

    :param by: who wants it, ``None`` for the connection itself.
    :param pointed: the columns that were pointed at.
    """
    if arrival.organ is None:
        return None
    row = SheetOrder(
        id=new_id(), arrival=arrival.id, organ=arrival.organ, by=by, at=at, pointed=dict(pointed or {}),
        again=arrival.taken, ready_at=at,
    )  # fmt: skip
    try:
        with writing(), transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return SheetOrder.objects.filter(arrival=arrival.id, ready_at__isnull=False).first()
    reach("sheet.ordered")
    return row


def latest(arrival: Arrival) -> SheetOrder | None:
    """The last order of a sheet."""
    return SheetOrder.objects.filter(arrival=arrival.id).order_by("-id").first()


def under_way(arrivals: Iterable[int]) -> set[int]:
    """Which of these sheets are being registered."""
    rows = SheetOrder.objects.filter(arrival__in=list(arrivals), ready_at__isnull=False)
    return set(rows.values_list("arrival", flat=True))


def go_on(order: SheetOrder, at: datetime) -> None:
    """Try again what was given up; the rows that have their results keep them."""
    with writing():
        SheetOrder.objects.filter(id=order.id).exclude(fault="").update(ready_at=at, attempts=0, fault="")


def share(order: SheetOrder) -> int:
    """How far it has come, in per cent, rounded down to a step."""
    return 100 * order.done // order.whole // STEP * STEP if order.whole else 0


def nobody_comes(order: SheetOrder, now: datetime) -> bool:
    """Whether it has waited so long that no worker can be there."""
    return order.ready_at is not None and now - order.ready_at > AWAY_AFTER


def end(order: SheetOrder, now: datetime) -> None:
    """Every row has its result. A sheet with rows that were refused stays on the list until somebody has seen it."""
    lines = [line for _, line in kept(order)]
    left = any(each.fate is Fate.REFUSED for each in lines)
    done = {} if left else {"became": "registered", "settled_at": now, "settled_by": order.by}
    with writing():
        row = Arrival.objects.filter(id=order.arrival, settled_at=None)
        row.update(reason=tally(open_to_all(lines))[:200], taken=True, **done)
        SheetOrder.objects.filter(id=order.id).update(ready_at=None, attempts=0)


def tidy(now: datetime) -> int:
    """What became of the rows goes with the sheet itself (huiyin.channels.arrivals.tidying); how many orders."""
    over = SheetOrder.objects.filter(ready_at=None).order_by("id")
    gone = Arrival.objects.filter(tidied=True).values("id")
    ids = list(over.filter(arrival__in=gone).values_list("id", flat=True)[:BATCH])
    with writing():
        SheetOrder.objects.filter(id__in=ids).delete()
    return len(ids)
