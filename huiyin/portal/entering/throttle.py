"""How often (频次): failed guesses per address and per number, filings and joinings per address.

A number's own limit is wide, so that a stranger who keeps guessing wrong does not soon shut its owner out. A whole
office, school or village may share one address: its limits are generous, and wider for browsers that did a little work
(huiyin.portal.entering.work), so that no crowd behind one address is shut out by one of its own.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from huiyin.portal.models import Attempt
from huiyin.store.locks import writing
from huiyin.store.rows import read
from huiyin.store.statements import answers


@dataclass(frozen=True, slots=True)
class Limit:
    """``most`` failures within ``span``."""

    kind: str
    most: int
    span: timedelta


BY_ADDRESS: Final = Limit("address", 10, timedelta(minutes=15))
BY_WORKER: Final = Limit("worker", 60, timedelta(minutes=15))
"""Failures from one address by browsers that did their work; they do not wait for those that did not."""
BY_NUMBER: Final = Limit("number", 40, timedelta(hours=1))
FORGOTTEN_AFTER: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Often:
    """How often one address may do something: ``plain`` without JavaScript, ``worked`` after a little work."""

    plain: Limit
    worked: Limit


FILING: Final = Often(Limit("file", 150, timedelta(hours=1)), Limit("file-worked", 1000, timedelta(hours=1)))
JOINING: Final = Often(Limit("join", 60, timedelta(hours=1)), Limit("join-worked", 1000, timedelta(hours=1)))
ENTERING: Final = Often(Limit("enter", 30, timedelta(hours=1)), Limit("enter-worked", 200, timedelta(hours=1)))
RENEWING: Final = Limit("renew", 20, timedelta(days=1))
"""Codes given anew in one matter by those who stand behind it."""
ENTERED: Final = Often(Limit("login", 20, timedelta(hours=1)), Limit("login", 20, timedelta(hours=1)))
"""Tries at one phone number or e-mail address, from wherever they come."""


@dataclass(frozen=True, slots=True)
class Guess:
    """Where a look-up comes from and what it is about."""

    address: str
    number: str
    worked: bool = False

    @property
    def place(self) -> Limit:
        return BY_WORKER if self.worked else BY_ADDRESS

    @property
    def keys(self) -> tuple[tuple[Limit, str], ...]:
        return (self.place, _key(self.place, self.address)), (BY_NUMBER, _key(BY_NUMBER, self.number))


def wait_minutes(guess: Guess, at: datetime) -> int:
    """How many minutes to wait before another look-up counts; 0 for none."""
    limits = {key: limit for limit, key in guess.keys}
    over = [
        row.since + limits[row.key].span - at
        for row in read(Attempt, f"key IN ({','.join(['%s'] * len(limits))})", list(limits))
        if row.count >= limits[row.key].most and row.since > at - limits[row.key].span
    ]
    return max((-int(-left.total_seconds() // 60) for left in over), default=0)


def count_failure(guess: Guess, at: datetime) -> int:
    """Count one more failure; how many this address has left."""
    with writing():
        Attempt.objects.filter(since__lt=at - FORGOTTEN_AFTER).delete()
        counts = [_count(limit, key, at) for limit, key in guess.keys]
    return max(0, guess.place.most - counts[0])


def taken(limit: Limit, value: str, at: datetime) -> int:
    """Count one more; how many there have been within the span, this one included."""
    with writing():
        return _count(limit, _key(limit, value), at)


def too_often(often: Often, address: str, at: datetime, *, worked: bool) -> int:
    """Count one more from this address; how many minutes to wait if that is too many, 0 if not."""
    limit = often.worked if worked else often.plain
    if taken(limit, address, at) <= limit.most:
        return 0
    since = Attempt.objects.values_list("since", flat=True).get(key=_key(limit, address))
    return max(1, -int(-(since + limit.span - at).total_seconds() // 60))


_COUNT: Final = """INSERT INTO portal_attempt (key, count, since) VALUES (%s, 1, %s)
    ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN portal_attempt.since <= %s THEN 1 ELSE portal_attempt.count + 1 END,
    since = CASE WHEN portal_attempt.since <= %s THEN excluded.since ELSE portal_attempt.since END
    RETURNING count"""


def _count(limit: Limit, key: str, at: datetime) -> int:
    """One statement, so that many at once are counted rightly."""
    over = at - limit.span
    ((count,),) = answers(_COUNT, [key, at, over, over])
    return int(count)


def address_of(request: HttpRequest) -> str:
    """Where a request comes from; all of an IPv6 household counts as one."""
    told = str(request.META.get("REMOTE_ADDR", ""))
    if settings.SECURE_PROXY_SSL_HEADER:
        # Only the last entry is the proxy's own word; what stands before it, the sender may have invented.
        told = request.headers.get("X-Forwarded-For", told).rsplit(",", 1)[-1].strip()
    try:
        address = ipaddress.ip_address(told)
    except ValueError:
        return told[:64]
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else told


def _key(limit: Limit, value: str) -> str:
    return salted_hmac(f"huiyin.portal.{limit.kind}", value, algorithm="sha256").hexdigest()
