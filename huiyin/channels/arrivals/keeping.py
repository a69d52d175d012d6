"""The bytes of what came in (原件): encrypted, once under their hash, on the disk before anybody is told of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from huiyin.cases.identity import ring
from huiyin.cases.materials import root
from huiyin.cases.rotation import Encrypted
from huiyin.channels.arrivals.models import Arrival
from huiyin.vault import opening
from huiyin.vault.boxes import is_enveloped
from huiyin.vault.errors import FieldRefused
from huiyin.vault.fields import decrypt, encrypt
from huiyin.vault.files import Rewritten, Shelf


class Lost(Exception):
    """What lies on the disk is not what was put there, or nothing is."""


def keep(data: bytes) -> str:
    """Store bytes; the SHA-256 under which they are found again."""
    return _shelf().keep(data)


def fetch(arrival: Arrival) -> bytes:
    """What came, bit for bit.

    :raises Lost: it is gone or was changed.
    """
    try:
        return opening.file(_shelf().fetch(arrival.sha256))
    except (FileNotFoundError, FieldRefused, opening.Shut) as fault:
        raise Lost(arrival.sha256) from fault


def lying(sha256: str) -> bytes:
    """The same as it lies, in its envelope if it is in one."""
    try:
        return _shelf().fetch(sha256)
    except (FileNotFoundError, FieldRefused) as fault:
        raise Lost(sha256) from fault


def forget(sha256: str) -> None:
    """Delete it; the caller knows that nobody needs it."""
    _shelf().forget(sha256)


def rewrite() -> Rewritten:
    """Write what was kept under an older key anew (密钥轮换)."""
    return _shelf().rewrite()


def place_of(sha256: str) -> Path:
    """Where it lies, or would."""
    return _shelf().place_of(sha256)


def write_down(arrival: Arrival, read: Mapping[str, Any]) -> bytes:
    """What was read of it, as it is kept."""
    return encrypt(ring(), json.dumps(read, ensure_ascii=False), _context(arrival))


def read_of(arrival: Arrival) -> dict[str, Any]:
    """What was read of it; nothing if it could not be read, not yet, or belongs to a report that is closed here."""
    if arrival.reading is None:
        return {}
    if is_enveloped(arrival.reading):
        try:
            return dict(json.loads(opening.file(bytes(arrival.reading))))
        except opening.Shut:
            return {}
    read: dict[str, Any] = json.loads(decrypt(ring(), bytes(arrival.reading), _context(arrival)))
    return read


def _context(arrival: Arrival) -> str:
    return f"arrival:{arrival.id}:reading"


READINGS: Final = Encrypted(Arrival, {"reading": _context})


def _shelf() -> Shelf:
    return Shelf(root() / "arrivals", "arrival", ring())
