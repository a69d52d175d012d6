"""Reading and settling what came in: leased rows, so that a dead worker loses nothing and a bad one stops nobody.

Reading is done in a process apart. What was read is written down before anything is done with it; settling may be
done again, to the same effect.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from huiyin.cases.withheld import withhold
from huiyin.channels.adapter import Inward
from huiyin.channels.arrivals.keeping import Lost, fetch, read_of, write_down
from huiyin.channels.arrivals.models import Arrival
from huiyin.channels.registry import adapter
from huiyin.law.words import P, Phrase
from huiyin.media.apart.limits import LimitMet, Stopped
from huiyin.media.apart.reader import Absent, Apart
from huiyin.store.leases import lease
from huiyin.store.locks import writing
from huiyin.vault.points import reach

LEASE: Final = timedelta(seconds=180)
MOST_ATTEMPTS: Final = 5
LOST, ABSENT, SETTLING, DIED, TOO_LARGE = "lost", "absent", "settling", "died", "too_large"
#: What a person is told of each fault, beside those of huiyin.media.apart.limits.
WHAT_TO_DO: Final[Mapping[str, Phrase]] = {
    LOST: P("存下的原件不见了或者被改动过。请让管理员从备份里找。"),
    ABSENT: P("读它的程序没有装上。请让管理员运行 ./run channel check，装好以后点“再读一次”。"),
    SETTLING: P("读好了，后面的处理没有做成。请点“再读一次”；还不行，请照原件登记，并告诉管理员。"),
    DIED: P("读它的程序几次都中途停了。请下载原件来看，照着登记。"),
    TOO_LARGE: P("它太大，没有取下来，只取了信头。请到邮箱里打开，照着登记。"),
    "memory": P("打开它要的内存太多，停下了。请下载原件来看，照着登记。"),
    "time": P("打开它用的时间太长，停下了。请下载原件来看，照着登记。"),
    "crash": P("打开它的程序中途停了，多半是坏的。请下载原件来看，照着登记。"),
    "pages": P("页数太多，停下了。请下载原件来看，照着登记。"),
    "size": P("展开以后太大，停下了。请下载原件来看，照着登记。"),
}
logger = logging.getLogger(__name__)


class Readers:
    """At most one reading process for each kind, kept from one thing to the next."""

    def __init__(self) -> None:
        self._apart: dict[str, Apart] = {}

    def of(self, inward: Inward) -> Apart:
        if inward.reader not in self._apart:
            self._apart[inward.reader] = Apart(inward.reader, inward.limits)
        return self._apart[inward.reader]

    def close(self) -> None:
        for each in self._apart.values():
            each.close()


def work_on_next(readers: Readers, clock: Callable[[], datetime] = timezone.now) -> bool:
    """Read and settle what waits longest; whether there was something."""
    arrival = take(clock())
    if arrival is None:
        return False
    inward = adapter(arrival.adapter).inward
    assert inward is not None
    try:
        read = read_of(arrival) or _read(arrival, inward, readers)
        if arrival.same_as is None:
            inward.settle(arrival, read, clock())
            reach("arrival.settled")
        Arrival.objects.filter(id=arrival.id).update(ready_at=None, attempts=0, fault="")
    except LimitMet as met:
        give_up(arrival, met.limit.value)
    except Lost:
        give_up(arrival, LOST)
    except Absent:
        give_up(arrival, ABSENT)
    except Stopped:
        _again(arrival, clock(), DIED)
    except Exception as fault:
        if isinstance(fault, OperationalError) and not connection.is_usable():
            raise
        logger.exception("settling what came in")
        _again(arrival, clock(), SETTLING)
    return True


def take(now: datetime) -> Arrival | None:
    """Lease what waits longest. What was taken too often without an end is given up, and a person told."""
    waiting = Arrival.objects.filter(ready_at__lte=now).order_by("ready_at")
    return lease(waiting, now, LEASE, MOST_ATTEMPTS, lambda spent: give_up(spent, spent.fault or DIED))


def give_up(arrival: Arrival, fault: str) -> None:
    """A person has to look at it: it stays on their list with what to do."""
    Arrival.objects.filter(id=arrival.id).update(ready_at=None, fault=fault)


def read_again(arrival: Arrival, now: datetime) -> None:
    """Somebody wants it tried anew; what is settled stays as it is."""
    Arrival.objects.filter(id=arrival.id, settled_at=None).update(ready_at=now, attempts=0, fault="", reading=None)


def _again(arrival: Arrival, now: datetime, fault: str) -> None:
    pause = timedelta(seconds=5 * 4**arrival.attempts)
    Arrival.objects.filter(id=arrival.id).update(ready_at=now + pause, fault=fault)


def _read(arrival: Arrival, inward: Inward, readers: Readers) -> dict[str, Any]:
    # What was read comes as the body of the message: its head is read sign by sign.
    data = fetch(arrival)
    (_, body), *_rest = list(readers.of(inward).ask({}, data))
    told: dict[str, Any] = inward.beside(json.loads(body), data)
    withhold(arrival, f"{arrival.mark}\n{inward.words(told)}", arrival.arrived_at)
    _written(arrival, told, inward.key(told))
    reach("arrival.read")
    return told


def _written(arrival: Arrival, told: Mapping[str, Any], key: str) -> None:
    """What was read with who must not see it, and whether the same thing came before under other bytes."""
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest() if key else None
    blob = write_down(arrival, told)
    row = Arrival.objects.filter(id=arrival.id)
    kept: dict[str, Any] = {"reading": blob, **{name: getattr(arrival, name) for name in Arrival.CHANGED}}
    try:
        with writing(), transaction.atomic():
            row.update(**kept, key=digest)
    except IntegrityError:
        first = Arrival.objects.get(connection=arrival.connection, key=digest)
        at = timezone.now()
        arrival.same_as = first.id
        row.update(**kept, same_as=first.id, became="same", settled_at=at)
