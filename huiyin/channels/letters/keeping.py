"""Originals and pictures on the disk: encrypted, stored once under the hash of what they are, in the uploads folder.

What is acknowledged survives a power cut: the bytes are on the disk before :func:`keep` returns.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from huiyin.cases.identity import ring
from huiyin.cases.materials import root
from huiyin.vault.errors import FieldRefused
from huiyin.vault.fields import decrypt_bytes, encrypt_bytes


class Lost(Exception):
    """What lies on the disk is not what was put there, or nothing is."""


def keep(data: bytes) -> str:
    """Store bytes; the SHA-256 under which they are found again."""
    sha256 = hashlib.sha256(data).hexdigest()
    place = place_of(sha256)
    if place.exists():
        return sha256
    _make(place.parent)
    with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".in-", delete=False) as arriving:
        arriving.write(encrypt_bytes(ring(), data, _context(sha256)))
        arriving.flush()
        os.fsync(arriving.fileno())
    os.replace(arriving.name, place)
    _sync(place.parent)
    return sha256


def fetch(sha256: str) -> bytes:
    """What was kept under a hash, bit for bit.

    :raises Lost: it is gone or was changed.
    """
    try:
        data = decrypt_bytes(ring(), place_of(sha256).read_bytes(), _context(sha256))
    except (FileNotFoundError, FieldRefused) as fault:
        raise Lost(sha256) from fault
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Lost(sha256)
    return data


def forget(sha256: str) -> None:
    """Delete it; the caller knows that nobody needs it."""
    place_of(sha256).unlink(missing_ok=True)


def place_of(sha256: str) -> Path:
    """Where it lies, or would. A backup takes this folder along, and the daily tidying of drafts leaves it alone."""
    return root() / "letters" / sha256[:2] / sha256


def _context(sha256: str) -> str:
    return f"letter:{sha256}"


def _make(folder: Path) -> None:
    if not folder.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _sync(folder.parent)
        _sync(folder.parent.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
