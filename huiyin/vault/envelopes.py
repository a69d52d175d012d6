"""Sealed files (密封文件): a stream that only one key opens and that shows by whom it was made. See docs/backups.md.

Whoever makes such a file needs the public half of the opening key alone, so that a machine can seal what it cannot
open. X25519, HKDF-SHA256, AES-256-GCM in portions, Ed25519; nothing here is new but the order of the bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from base64 import b64decode, b64encode
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Final, Self

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from huiyin.vault.chain import canonical
from huiyin.vault.errors import EnvelopeRefused

MAGIC: Final = b"huiyin-sealed/1\n"
KEY_FORMAT: Final = "huiyin-sealing-key/1"
PORTION: Final = 64 * 1024
TAG: Final = 16
SIGNATURE: Final = 64
#: A header is one short line; what is longer is no header.
LONGEST_HEADER: Final = 1024


@dataclass(frozen=True, slots=True)
class SealingKey:
    """A pair for opening and a pair for signing.

    :param to: the public half for opening; ``opens`` the secret one, which the machine that seals need not hold.
    :param signer: the public half for signing; ``signs`` the secret one.
    """

    to: bytes
    signer: bytes
    signs: bytes | None = field(default=None, repr=False)
    opens: bytes | None = field(default=None, repr=False)

    @classmethod
    def generate(cls) -> Self:
        """Both pairs whole: what is kept in the safe."""
        opens, signs = X25519PrivateKey.generate(), Ed25519PrivateKey.generate()
        return cls(
            opens.public_key().public_bytes_raw(), signs.public_key().public_bytes_raw(),
            signs.private_bytes_raw(), opens.private_bytes_raw(),
        )  # fmt: skip

    @property
    def name(self) -> str:
        """What tells one from another, without giving anything away."""
        return hashlib.sha256(self.to + self.signer).hexdigest()[:16]

    def without_opening(self) -> Self:
        """What the machine that seals needs."""
        return replace(self, opens=None)

    @classmethod
    def load(cls, path: Path) -> Self:
        """:raises EnvelopeRefused: the file is missing, readable by others, or no such key."""
        try:
            if path.stat().st_mode & 0o077:
                raise EnvelopeRefused("密钥文件 {path} 别人也能读，请先执行 chmod 600。", path=str(path))
            found = json.loads(path.read_bytes())
            if found.pop("format") != KEY_FORMAT:
                raise ValueError
            key = cls(**{name: b64decode(value, validate=True) for name, value in found.items()})
        except FileNotFoundError:
            raise EnvelopeRefused("找不到密钥文件 {path}。", path=str(path)) from None
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise EnvelopeRefused("密钥文件 {path} 已损坏，请用备份恢复。", path=str(path)) from None
        if any(len(part) != 32 for part in (key.to, key.signer, key.signs, key.opens) if part is not None):
            raise EnvelopeRefused("密钥文件 {path} 已损坏，请用备份恢复。", path=str(path))
        return key

    def save(self, path: Path) -> None:
        """Write it for its owner alone.

        :raises FileExistsError: such a key is never overwritten, for what it sealed would be lost.
        """
        parts = {"to": self.to, "signer": self.signer, "signs": self.signs, "opens": self.opens}
        said = {name: b64encode(part).decode() for name, part in parts.items() if part is not None}
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:
            json.dump({"format": KEY_FORMAT, **said}, file, indent=1)
            file.flush()
            os.fsync(file.fileno())


class Sealing(io.RawIOBase):
    """Write into it what is to be sealed; :meth:`end` puts the signature under it."""

    def __init__(self, file: IO[bytes], key: SealingKey) -> None:
        if key.signs is None:
            raise EnvelopeRefused("这把密钥不能签名。")
        once = X25519PrivateKey.generate()
        self.secret = _agreed(once, key.to, once.public_key().public_bytes_raw(), key.to)
        self._file, self._signs, self._digest = file, key.signs, hashlib.sha512()
        self._waiting, self._count = bytearray(), 0
        said = {"once": once.public_key().public_bytes_raw().hex(), "signer": key.signer.hex(), "to": key.to.hex()}
        self._head = canonical(said) + b"\n"
        self._out(MAGIC + self._head)

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # as tarfile writes
        self._waiting += data
        while len(self._waiting) > PORTION:  # the last portion may be full, and is marked as the last
            self._portion(bytes(self._waiting[:PORTION]), last=False)
            del self._waiting[:PORTION]
        return len(data)

    def end(self) -> None:
        self._portion(bytes(self._waiting), last=True)
        self._file.write(Ed25519PrivateKey.from_private_bytes(self._signs).sign(MAGIC + self._digest.digest()))

    def _portion(self, data: bytes, *, last: bool) -> None:
        self._out(AESGCM(self.secret).encrypt(_nonce(self._count, last), data, self._head))
        self._count += 1

    def _out(self, data: bytes) -> None:
        self._digest.update(data)
        self._file.write(data)


class Opening(io.RawIOBase):
    """Read from it what was sealed. Nothing is given out before the whole file has shown by whom it was made.

    :param key: whose file it must be; ``secret`` opens it without the key's opening half (whoever has just sealed it).
    :raises EnvelopeRefused: it is no such file, of another key, damaged, or the key cannot open anything.
    """

    def __init__(self, file: IO[bytes], key: SealingKey, secret: bytes | None = None) -> None:
        self._file, self._count, self._ready, self._over = file, 0, b"", False
        if file.read(len(MAGIC)) != MAGIC:
            raise EnvelopeRefused("这不是密封过的文件。")
        self._head = file.readline(LONGEST_HEADER)
        once = self._read_head(key)
        self._left = self._signed(key)
        if secret is None and key.opens is None:
            raise EnvelopeRefused("这把密钥只能密封，不能打开；请用放在别处保管的那一把。")
        self._key = secret or _agreed(X25519PrivateKey.from_private_bytes(key.opens or b""), once, once, key.to)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while not self._over and (size < 0 or len(self._ready) < size):
            self._ready += self._portion()
        size = len(self._ready) if size < 0 else size
        given, self._ready = self._ready[:size], self._ready[size:]
        return given

    def _read_head(self, key: SealingKey) -> bytes:
        try:
            said = json.loads(self._head)
            once, to, signer = (bytes.fromhex(said[name]) for name in ("once", "to", "signer"))
        except (ValueError, KeyError, TypeError):
            raise EnvelopeRefused("这个文件被改动过，或者没有写完。") from None
        if (to, signer) != (key.to, key.signer):
            raise EnvelopeRefused("这个文件是用另一把密钥密封的。")
        return once

    def _signed(self, key: SealingKey) -> int:
        """How many bytes of portions there are; all of them, and what stands before, are signed."""
        start = self._file.tell()
        left = self._file.seek(0, io.SEEK_END) - start - SIGNATURE
        self._file.seek(0)
        digest, to_read = hashlib.sha512(), start + left
        while to_read > 0 and (data := self._file.read(min(to_read, 1 << 20))):
            digest.update(data)
            to_read -= len(data)
        try:
            signature = self._file.read(SIGNATURE)
            Ed25519PublicKey.from_public_bytes(key.signer).verify(signature, MAGIC + digest.digest())
        except InvalidSignature:
            raise EnvelopeRefused("这个文件被改动过，或者没有写完。") from None
        self._file.seek(start)
        return left

    def _portion(self) -> bytes:
        data = self._file.read(min(self._left, PORTION + TAG))
        self._left -= len(data)
        self._over = self._left <= 0
        try:
            opened = AESGCM(self._key).decrypt(_nonce(self._count, self._over), data, self._head)
        except (InvalidTag, ValueError):
            raise EnvelopeRefused("这个文件被改动过，或者没有写完。") from None
        self._count += 1
        return opened


def _agreed(own: X25519PrivateKey, other: bytes, once: bytes, to: bytes) -> bytes:
    shared = own.exchange(X25519PublicKey.from_public_bytes(other))
    return HKDF(hashes.SHA256(), 32, salt=once + to, info=MAGIC).derive(shared)


def _nonce(count: int, last: bool) -> bytes:
    return count.to_bytes(11, "big") + bytes([last])
