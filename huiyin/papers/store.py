"""Where drawn papers lie: under their SHA-256, encrypted, for a paper says in the clear who wrote."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from huiyin.people.keyring import ring
from huiyin.vault.fields import decrypt, encrypt
from huiyin.vault.files import Rewritten, Shelf


def keep(data: bytes) -> str:
    """Keep a file for good; the same bytes are kept once.

    :returns: their SHA-256, by which :func:`fetch` finds them again.
    """
    return _shelf().keep(data)


def fetch(sha256: str) -> bytes:
    """The bytes kept under a hash.

    :raises FileNotFoundError: nothing is kept under it.
    :raises FieldRefused: the file was changed.
    """
    return _shelf().fetch(sha256)


def rewrite() -> Rewritten:
    """Write papers kept under an older key anew (密钥轮换)."""
    return _shelf().rewrite()


def _shelf() -> Shelf:
    # Inside the uploads, so that a backup holds the papers too.
    return Shelf(Path(settings.HUIYIN_DATA_DIR) / "uploads" / "papers", "paper", ring())


def seal_words(text: str, context: str) -> bytes:
    """A few words as ciphertext, bound to the row they stand in.

    :param context: ``"service:<id>"``; must be given again to read them.
    """
    return encrypt(ring(), text, context)


def read_words(data: bytes, context: str) -> str:
    """What :func:`seal_words` made.

    :raises FieldRefused: it was changed, or belongs to another row.
    """
    return decrypt(ring(), data, context)
