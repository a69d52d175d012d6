"""Commitments (绑定): a few characters in a journal that stand for a row which must stay out of it.

Whoever has the journal and not the key learns nothing of the row, not even by guessing; whoever has the key sees
whether the row is still the one that was meant. What is committed to is what the row *says*: a ciphertext counts as
its plaintext, so that rotating keys changes nothing.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Final

from huiyin.vault.chain import canonical, stamp
from huiyin.vault.errors import KeyRingRefused
from huiyin.vault.keyring import Key, KeyRing, Purpose

#: Bytes kept of each: nobody who lacks the key can even try for a second row that fits.
LENGTH: Final = 16


def commitment(ring: KeyRing, place: str, values: Mapping[str, object]) -> str:
    """What a journal holds of a row: the number of the key and 32 hexadecimal figures (HMAC-SHA256, cut).

    :param place: the table and key of the row.
    :param values: what the row says, by column: text, numbers, days, hours, moments, bytes.
    """
    return _under(ring, ring.current(Purpose.INDEX), place, values)


def fits(ring: KeyRing, kept: object, place: str, values: Mapping[str, object]) -> bool:
    """Whether a row is the one that was committed to."""
    try:
        key = ring.key(int(str(kept).partition(":")[0]))
    except (KeyRingRefused, ValueError):
        return False
    if key.purpose is not Purpose.INDEX:
        return False
    return hmac.compare_digest(_under(ring, key, place, values), str(kept))


def _under(ring: KeyRing, key: Key, place: str, values: Mapping[str, object]) -> str:
    said = canonical([place, {name: _plain(value) for name, value in values.items()}])
    secret = ring.subkey(key, "huiyin/binding/1")
    return f"{key.id}:{hmac.digest(secret, said, hashlib.sha256)[:LENGTH].hex()}"


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return str(value) if isinstance(value, str) else value
