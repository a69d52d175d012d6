"""The way back for whoever lost number and code (找回编号): what reaches the telephone they gave when they filed.

Never weaker than a call back to that number at the counter: name and, where one was given, the end of the document's
number must fit too; the new code stands beside the old one for the pause, whose holder is told and may stop it
(huiyin.joint.renewing). Of a report of wrongdoing nothing is given this way, and nothing tells that there is one.
"""

from __future__ import annotations

import hmac
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils.crypto import salted_hmac

from huiyin.cases.identity import known_of, ring
from huiyin.cases.models import FurtherPhone, Party
from huiyin.joint import codes, renewing
from huiyin.joint.codes import Asked, Given
from huiyin.joint.models import Proof
from huiyin.record.models import Message
from huiyin.store.rows import fresh, insert
from huiyin.typed.signs import plain_digits
from huiyin.vault import blind
from huiyin.vault.errors import NothingToIndex

TOPIC: Final = "way-back"
LASTS: Final = timedelta(minutes=10)
DIGITS: Final = 6
MOST: Final = 20
"""Matters of one person that are offered."""
_TAIL: Final = 4


@dataclass(frozen=True, slots=True)
class Remembered:
    """What somebody says of themselves."""

    phone: str
    name: str
    tail: str = ""


def theirs(said: Remembered) -> list[Party]:
    """The parties that fit everything said, the newest first; no report of wrongdoing, nothing once stopped."""
    with suppress(NothingToIndex):
        phones, name = blind.phone_indexes(ring(), said.phone), blind.name_index(ring(), said.name)
        further = FurtherPhone.objects.filter(index__in=phones).values("party")
        asked = Party.objects.filter(Q(phone_index__in=phones) | Q(id__in=further), name_index=name)
        rows = asked.filter(case__report=False, case__screened=0).select_related("case").order_by("-id")[:MOST]
        return [row for row in rows if _fits(row, said.tail) and _may(row)]
    return []


def _fits(row: Party, tail: str) -> bool:
    """Whether the end of the document's number is theirs; whoever gave none is known by name and telephone."""
    if row.id_number is None:
        return True
    return hmac.compare_digest(known_of(row).id_number[-_TAIL:].upper().encode(), plain_digits(tail).upper().encode())


def _may(row: Party) -> bool:
    first = next(iter(codes.people_of(row.case)), None)
    return first is not None and first.id == row.id and not renewing.needs_two(row.case, row.id)


def send(parties: list[Party], at: datetime) -> int:
    """Have a number for one use sent to the telephone of the newest; for nobody the same is done and nothing comes.

    :returns: what the number is worked out from; of itself it tells nothing.
    """
    seed = secrets.randbelow(2**30) + 1
    party = parties[0].id if parties else 0
    insert([fresh(Message, topic=TOPIC, record=party, seq=seed, ready_at=at)])
    return seed


def number_for(party: int, seed: int) -> str:
    """The number for one use: it is kept nowhere."""
    worked_out = int(salted_hmac("huiyin.joint.way_back", f"{party} {seed}", algorithm="sha256").hexdigest(), 16)
    return str(worked_out % 10**DIGITS).zfill(DIGITS)


def proves(party: int, seed: int, typed: str) -> bool:
    """Whether what was typed is the number that was sent."""
    return hmac.compare_digest(number_for(party, seed).encode(), plain_digits(typed).replace(" ", "").encode())


def give(row: Party, at: datetime) -> Given:
    """A new code for a matter whose petitioner proved their telephone."""
    return codes.reissue(row.case, row, Asked(Proof.SMS), at)


def open_ones(ids: list[int]) -> list[Party]:
    """Of the parties that were proved those to whom a code may still be given."""
    rows = Party.objects.filter(id__in=ids, case__report=False, case__screened=0).select_related("case")
    return [row for row in rows.order_by("-id") if _may(row)]
