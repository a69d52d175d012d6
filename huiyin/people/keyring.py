"""The installation's key ring (密钥环), for every room that keeps something encrypted."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from huiyin.vault.keyring import KeyRing


def ring() -> KeyRing:
    """The ring as it lies on the disk now: a rotation beside the running site is seen at once, without a restart."""
    path = os.fspath(settings.HUIYIN_KEYRING)
    return _read(path, _version(path))


def _version(path: str) -> tuple[int, int]:
    """A ring is replaced, never changed in place; one that is missing is refused when it is read."""
    try:
        found = os.stat(path)
    except OSError:
        return (0, 0)
    return (found.st_ino, found.st_mtime_ns)


@lru_cache(maxsize=4)
def _read(path: str, version: tuple[int, int]) -> KeyRing:
    return KeyRing.load(path)


class KeysMove(Exception):
    """Somebody rotates the keys, or reads all that is written under them, just now."""


@contextmanager
def held_still(*, moving: bool = False) -> Iterator[None]:
    """Nobody rotates the keys inside the block: what is read there at different moments fits together.

    :param moving: for whoever rotates them: alone. Two at once would each make a key of the same number, and what was
        written under one of them would be lost.
    :raises KeysMove: it cannot be had now; nobody waits.
    """
    folder = os.open(Path(settings.HUIYIN_KEYRING).parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, (fcntl.LOCK_EX if moving else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(folder)
        raise KeysMove from None
    try:
        yield
    finally:
        os.close(folder)
