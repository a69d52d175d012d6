"""Originals and pictures on the disk: encrypted, stored once under the hash of what they are, in the uploads folder.

What is acknowledged survives a power cut: the bytes are on the disk before :func:`keep` returns.
"""

from __future__ import annotations

from pathlib import Path

from huiyin.cases.identity import ring
from huiyin.cases.materials import root
from huiyin.vault import opening
from huiyin.vault.errors import FieldRefused
from huiyin.vault.files import Rewritten, Shelf


class Lost(Exception):
    """What lies on the disk is not what was put there, or nothing is."""


def keep(data: bytes) -> str:
    """Store bytes; the SHA-256 under which they are found again."""
    return _shelf().keep(data)


def fetch(sha256: str) -> bytes:
    """What was kept under a hash, bit for bit.

    :raises Lost: it is gone or was changed.
    """
    try:
        return opening.file(_shelf().fetch(sha256))
    except (FileNotFoundError, FieldRefused, opening.Shut) as fault:
        raise Lost(sha256) from fault


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
    """Where it lies, or would. A backup takes this folder along, and the daily tidying of drafts leaves it alone."""
    return _shelf().place_of(sha256)


def _shelf() -> Shelf:
    return Shelf(root() / "letters", "letter", ring())
