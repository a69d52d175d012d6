"""The installation's key ring (密钥环), for every room that keeps something encrypted."""

from __future__ import annotations

import os
from functools import lru_cache

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
