"""Encrypted files (文件加密): a folder of files, each found under the SHA-256 of what it says in the clear.

The hash is name, proof and context at once: the same bytes lie there once, a changed file is refused, and one put in
another's place cannot be opened there. What is acknowledged survives a power cut: :meth:`Shelf.keep` returns when the
bytes are on the disk.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from huiyin.vault.errors import FieldRefused, VaultError
from huiyin.vault.fields import HEAD, NONCE, TAG, decrypt_bytes, encrypt_bytes, needs_rotation
from huiyin.vault.keyring import KeyRing
from huiyin.vault.points import reach

ARRIVING: Final = ".in-"
"""How the name of a file begins that is still being written."""


class Rewritten(NamedTuple):
    """What a rotation did: how many were written anew, and how many could not be read and were left alone."""

    done: int = 0
    unreadable: int = 0


def total(each: Iterator[Rewritten]) -> Rewritten:
    """Several as one."""
    done = unreadable = 0
    for one in each:
        done, unreadable = done + one.done, unreadable + one.unreadable
    return Rewritten(done, unreadable)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of encrypted files.

    :param kind: what they are, ``"letter"``; a file of one shelf cannot be opened on another.
    """

    root: Path
    kind: str
    ring: KeyRing

    def keep(self, data: bytes) -> str:
        """Keep a file for good; what lies there already is only made young again (its mtime).

        :returns: its SHA-256, by which :meth:`fetch` finds it again.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        place = self.place_of(sha256)
        try:
            os.utime(place)
        except FileNotFoundError:
            self._put(place, self._sealed(data, sha256))
        return sha256

    def fetch(self, sha256: str) -> bytes:
        """What was kept under a hash, bit for bit.

        :raises FileNotFoundError: nothing is kept under it.
        :raises FieldRefused: the file was changed.
        """
        return self._open(self.place_of(sha256).read_bytes(), sha256)

    def forget(self, sha256: str) -> None:
        """Delete it; the caller knows that nobody needs it."""
        self.place_of(sha256).unlink(missing_ok=True)

    def place_of(self, sha256: str) -> Path:
        """Where it lies, or would.

        :raises FileNotFoundError: it is no hash.
        """
        if not _is_hash(sha256):
            raise FileNotFoundError(sha256)
        return self.root / sha256[:2] / sha256

    def rewrite(self) -> Rewritten:
        """Write anew what lies there under an older key, or in the clear. A run that dies is simply run again."""
        return total(self._rewrite(place) for place in sorted(self.root.glob("??/*")) if _is_hash(place.name))

    def _rewrite(self, place: Path) -> Rewritten:
        try:
            if not self._is_old(place):
                return Rewritten()
            age = place.stat()
            anew = self._sealed(self._open(place.read_bytes(), place.name), place.name)
            self._put(place, anew, (age.st_atime_ns, age.st_mtime_ns))
            return Rewritten(done=1)
        except FileNotFoundError:
            return Rewritten()  # tidied away meanwhile
        except VaultError:
            return Rewritten(unreadable=1)

    def _is_old(self, place: Path) -> bool:
        with place.open("rb") as file:
            head = file.read(HEAD + NONCE + TAG)
        try:
            return needs_rotation(self.ring, head)
        except FieldRefused:
            return True

    def _sealed(self, data: bytes, sha256: str) -> bytes:
        return encrypt_bytes(self.ring, data, f"{self.kind}:{sha256}")

    def _open(self, lying: bytes, sha256: str) -> bytes:
        try:
            data = decrypt_bytes(self.ring, lying, f"{self.kind}:{sha256}")
        except VaultError:
            # Before files were encrypted they lay in the clear; the hash alone proves such a one.
            if hashlib.sha256(lying).hexdigest() != sha256:
                raise
            return lying
        if hashlib.sha256(data).hexdigest() != sha256:
            raise FieldRefused("这段密文被改动过，或不属于“{context}”。", context=f"{self.kind}:{sha256}")
        return data

    def _put(self, place: Path, data: bytes, times: tuple[int, int] | None = None) -> None:
        """Whole or not at all: written beside, made durable, then renamed.

        :param times: of the file that is replaced; if that is gone meanwhile, nothing is put there.
        """
        _make(place.parent)
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix=ARRIVING, delete=False) as arriving:
            try:
                arriving.write(data)
                arriving.flush()
                if times is not None:
                    os.utime(arriving.fileno(), ns=times)
                    place.stat()
                os.fsync(arriving.fileno())
                reach("file.arriving")
                os.replace(arriving.name, place)
            finally:
                Path(arriving.name).unlink(missing_ok=True)
        _sync(place.parent)
        reach("file.kept")


def _is_hash(name: str) -> bool:
    return len(name) == 64 and set(name) <= set("0123456789abcdef")


def _make(folder: Path) -> None:
    """The folders above are synced too, or the name might be lost."""
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
