"""Nobody guesses a query code: failures are counted per address and per number, and both must wait when it is enough.

A number's own limit is wide, so that a stranger who keeps guessing wrong does not soon shut its owner out.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from huiyin.cases.locks import writing
from huiyin.portal.models import Attempt


@dataclass(frozen=True, slots=True)
class Limit:
    """``most`` failures within ``span``."""

    kind: str
    most: int
    span: timedelta


BY_ADDRESS: Final = Limit("address", 10, timedelta(minutes=15))
BY_NUMBER: Final = Limit("number", 40, timedelta(hours=1))
FORGOTTEN_AFTER: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Guess:
    """Where a look-up comes from and what it is about."""

    address: str
    number: str

    @property
    def keys(self) -> tuple[tuple[Limit, str], ...]:
        return (BY_ADDRESS, _key(BY_ADDRESS, self.address)), (BY_NUMBER, _key(BY_NUMBER, self.number))


def wait_minutes(guess: Guess, at: datetime) -> int:
    """How many minutes to wait before another look-up counts; 0 for none."""
    limits = {key: limit for limit, key in guess.keys}
    over = [
        row.since + limits[row.key].span - at
        for row in Attempt.objects.filter(key__in=limits)
        if row.count >= limits[row.key].most and row.since > at - limits[row.key].span
    ]
    return max((-int(-left.total_seconds() // 60) for left in over), default=0)


def count_failure(guess: Guess, at: datetime) -> int:
    """Count one more failure; how many this address has left."""
    with writing():
        Attempt.objects.filter(since__lt=at - FORGOTTEN_AFTER).delete()
        for limit, key in guess.keys:
            Attempt.objects.get_or_create(key=key, defaults={"since": at})
            Attempt.objects.filter(Q(key=key) & Q(since__lte=at - limit.span)).update(count=0, since=at)
            Attempt.objects.filter(key=key).update(count=F("count") + 1)
        count = Attempt.objects.values_list("count", flat=True).get(key=_key(BY_ADDRESS, guess.address))
    return max(0, BY_ADDRESS.most - count)


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
