"""Where drawn papers lie: under their SHA-256, encrypted, for a paper says in the clear who wrote."""

from __future__ import annotations

import hashlib
import os
import tempfile
from functools import cache
from pathlib import Path

from django.conf import settings

from huiyin.vault.fields import decrypt_bytes, encrypt_bytes
from huiyin.vault.keyring import KeyRing


def keep(data: bytes) -> str:
    """Keep a file for good; the same bytes are kept once.

    :returns: their SHA-256, by which :func:`fetch` finds them again.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    place = _place(sha256)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        _write(place, encrypt_bytes(_ring(), data, _context(sha256)))
    return sha256


def fetch(sha256: str) -> bytes:
    """The bytes kept under a hash.

    :raises FileNotFoundError: nothing is kept under it.
    :raises FieldRefused: the file was changed.
    """
    return decrypt_bytes(_ring(), _place(sha256).read_bytes(), _context(sha256))


def _write(place: Path, data: bytes) -> None:
    """Whole or not at all: written beside, made durable, then renamed."""
    with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".in-", delete=False) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(place)


def _place(sha256: str) -> Path:
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise FileNotFoundError(sha256)
    # Inside the uploads, so that a backup holds the papers too.
    return Path(settings.HUIYIN_DATA_DIR) / "uploads" / "papers" / sha256[:2] / sha256


def _context(sha256: str) -> str:
    return f"paper:{sha256}"


@cache
def _ring() -> KeyRing:
    return KeyRing.load(settings.HUIYIN_KEYRING)


def seal_words(text: str, context: str) -> bytes:
    """A few words as ciphertext, bound to the row they stand in.

    :param context: ``"service:<id>"``; must be given again to read them.
    """
    return encrypt_bytes(_ring(), text.encode(), context)


def read_words(data: bytes, context: str) -> str:
    """What :func:`seal_words` made.

    :raises FieldRefused: it was changed, or belongs to another row.
    """
    return decrypt_bytes(_ring(), data, context).decode()
