"""Registrations somebody is still typing (没写完的登记): they come back after Back, a crash, a session that ended.

Each sheet is a draft of its own under its own key from the first letter on, so that two visitors at two windows of one
browser never mix. Only its writer sees it; at rest it is ciphertext; with the registration, or after three days, it is
gone. It is no part of the record.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.http import QueryDict

from huiyin.cases.identity import ring
from huiyin.cases.rotation import Encrypted
from huiyin.desk.models import Unfinished
from huiyin.desk.staff import Desk
from huiyin.law.terms import Channel
from huiyin.store.rows import delete, one
from huiyin.vault import fields
from huiyin.vault.errors import VaultError
from huiyin.vault.masks import mask_name

LASTS: Final = timedelta(days=3)
#: Characters of a sheet; the account has at most a hundred thousand, each nine long in a query.
LONGEST: Final = 1_200_000
KEY: Final = re.compile(r"[0-9a-f]{32}")
NOT_KEPT: Final = frozenset({"csrfmiddlewaretoken", "_once", "_look", "_add", "_use", "_save", "_keep"})
#: What a blank sheet says by itself; a sheet with nothing else is no draft.
BY_ITSELF: Final = frozenset(
    (
        *("received_at", "place", "persons_present", "petitioners", "read_back_by"),
        *("claims", "sub_channel", "then", "ticket", "mail", "way"),
    )
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One in the list beside a blank form."""

    key: str
    name: str
    at: datetime


def keep(desk: Desk, channel: Channel, typed: QueryDict) -> bool:
    """Keep what is typed in place of what was kept of this sheet; whether there was something to keep."""
    key, words = typed.get("_once", ""), typed.copy()
    for name in NOT_KEPT:
        words.pop(name, None)
    body = words.urlencode()
    own = any(value.strip() for name, some in words.lists() if name not in BY_ITSELF for value in some)
    if not own or not KEY.fullmatch(key) or len(body) > LONGEST:
        return False
    sealed = fields.encrypt(ring(), body, _context(desk.person.id, key))
    defaults = {"channel": channel.value, "body": sealed, "at": desk.now}
    Unfinished.objects.update_or_create(person=desk.person.id, key=key, defaults=defaults)
    return True


def kept(desk: Desk, channel: Channel, key: str) -> QueryDict | None:
    """What this person typed into that sheet; nothing if it was registered, forgotten, or is of somebody else."""
    row = one(Unfinished, person=desk.person.id, key=key) if KEY.fullmatch(key) else None
    return _opened(row) if row is not None and row.channel == channel.value and row.at > desk.now - LASTS else None


def others(desk: Desk, channel: Channel, but: str) -> list[Sheet]:
    """The person's newest unfinished sheets of a channel, by the masked name of whoever came."""
    rows = Unfinished.objects.filter(person=desk.person.id, channel=channel.value, at__gt=desk.now - LASTS)
    found = ((row, _opened(row)) for row in rows.exclude(key=but).order_by("-at"))
    return [Sheet(row.key, mask_name(words.get("name", "").strip()), row.at) for row, words in found if words]


def drop(desk: Desk, key: str) -> None:
    """Registered, or not wanted."""
    if KEY.fullmatch(key):
        delete(Unfinished, person=desk.person.id, key=key)


def tidy(now: datetime) -> None:
    """The worker throws old ones away every night."""
    Unfinished.objects.filter(at__lt=now - LASTS).delete()


def _opened(row: Unfinished) -> QueryDict | None:
    try:
        return QueryDict(fields.decrypt(ring(), bytes(row.body), _context(row.person, row.key)))
    except VaultError:
        return None


def _context(person: int, key: str) -> str:
    return f"unfinished:{person}:{key}"


UNFINISHED: Final = Encrypted(Unfinished, {"body": lambda row: _context(row.person, row.key)}, needs=("person", "key"))
