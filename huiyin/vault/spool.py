"""A spool (暂存): bytes that are too many for memory, on the disk for a moment, encrypted and without a name.

The key is made with the spool, lies in memory only and goes with it, so that what a crash or an undelete finds on the
disk says nothing. Nobody else can write to a file without a name: there is no tag to check, and any part can be read.
"""

from __future__ import annotations

import io
import os
import tempfile
from typing import TYPE_CHECKING, Final

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

_BLOCK: Final = 16


class Spool(io.RawIOBase):
    """Written once from beginning to end, then read in any order.

    :param folder: where it lies; the system's folder for such files unless told otherwise.
    """

    def __init__(self, folder: str | None = None) -> None:
        super().__init__()
        self._file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 - closed by close()
        self._key, self._start = os.urandom(32), int.from_bytes(os.urandom(_BLOCK), "big")
        self._writer = self._cipher(0)
        self._size = self._at = 0

    def _cipher(self, block: int) -> CipherContext:
        counter = (self._start + block) % 2 ** (8 * _BLOCK)
        return Cipher(AES(self._key), CTR(counter.to_bytes(_BLOCK, "big"))).encryptor()

    def write(self, data: ReadableBuffer, /) -> int:
        """Append; where reading stands makes no difference."""
        sealed = self._writer.update(bytes(data))
        done = 0
        while done < len(sealed):
            done += os.pwrite(self._file.fileno(), sealed[done:], self._size + done)
        self._size += done
        return done

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        block, skipped = divmod(self._at, _BLOCK)
        sealed = os.pread(self._file.fileno(), min(len(view), self._size - self._at), self._at)
        plain = self._cipher(block).update(bytes(skipped) + sealed)[skipped:]
        view[: len(plain)] = plain
        self._at += len(plain)
        return len(plain)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        begin = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = min(max(begin + offset, 0), self._size)
        return self._at

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        self._file.close()
        super().close()
