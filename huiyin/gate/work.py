"""A little work instead of a puzzle (工作量证明): the browser finds a number before a form is sent, unseen.

Nobody has to read crooked letters. Whoever has no JavaScript does without and is let through less often
(huiyin.gate.limits); one address that sends in thousands must pay for each in time.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest
from django.utils.crypto import get_random_string

from huiyin.gate.limits import Limit, taken
from huiyin.typed.wholes import order_of

BITS: Final = 12
"""Leading zero bits that the digest must have: some 4,000 tries, about a second on a cheap phone."""
LASTS: Final = timedelta(days=1)
_ONCE: Final = Limit("work", 1, timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Task:
    """What a page asks its browser to do, for the part that holds it."""

    token: str
    bits: int = BITS


@cache
def _signer() -> TimestampSigner:
    return TimestampSigner(salt="huiyin.gate.work", sep="~")


def task() -> Task:
    """A new piece of work."""
    return Task(_signer().sign(get_random_string(16)))


def worked(request: HttpRequest, at: datetime) -> bool:
    """Whether the browser did the work it was given within the last day, and has not spent it before."""
    token, number = request.POST.get("work", "")[:120], request.POST.get("worked", "")[:20]
    if order_of(number, 10**19 - 1) is None or not _solved(token, number):
        return False
    try:
        _signer().unsign(token, max_age=LASTS)
    except BadSignature:
        return False
    return taken(_ONCE, token, at) <= _ONCE.most


def _solved(token: str, number: str) -> bool:
    found = hashlib.sha256(f"{token}:{number}".encode()).digest()
    return int.from_bytes(found[:4], "big") >> (32 - BITS) == 0
