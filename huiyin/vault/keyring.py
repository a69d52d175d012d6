"""The key ring (密钥环): every secret of an installation in one file that only its owner may read.

Keys are numbered through the whole ring and never leave it; the newest key of a purpose is the current one, older
ones stay so that what was written under them can still be read. A ring is a value: :meth:`KeyRing.rotate` returns
another ring, and nothing changes on disk until that one is saved.
"""

from __future__ import annotations

import json
import os
import secrets
import stat
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from huiyin.vault.errors import KeyRingRefused

FORMAT = "huiyin-keyring/1"


class Cipher(StrEnum):
    """How identities are encrypted."""

    AES = "aes-256-gcm"
    SM4 = "sm4-gcm"


class Purpose(StrEnum):
    """What a key is for; a key never serves two purposes."""

    IDENTITY = "identity"
    INDEX = "index"
    SEAL = "seal"


LENGTHS = {"aes-256-gcm": 32, "sm4-gcm": 16, "hmac-sha256": 32, "hmac-sm3": 32, "ed25519": 32}
ALGORITHMS = {
    Purpose.IDENTITY: frozenset({"aes-256-gcm", "sm4-gcm"}),
    Purpose.INDEX: frozenset({"hmac-sha256", "hmac-sm3"}),
    Purpose.SEAL: frozenset({"ed25519"}),
}
INDEX_FOR = {Cipher.AES: "hmac-sha256", Cipher.SM4: "hmac-sm3"}


@dataclass(frozen=True, slots=True)
class Key:
    """One numbered secret.

    :param id: 1 … 65535, unique in the ring across purposes.
    :param algorithm: a name of :data:`LENGTHS`.
    :param material: the secret bytes, never shown by ``repr``.
    """

    id: int
    purpose: Purpose
    algorithm: str
    material: bytes = field(repr=False)


@dataclass(frozen=True, eq=False)
class KeyRing:
    """All keys of an installation, oldest first.

    :raises KeyRingRefused: if a number is used twice, a length is wrong, or a purpose has no key.
    """

    keys: tuple[Key, ...]
    _by_id: dict[int, Key] = field(init=False, repr=False)
    _current: dict[Purpose, Key] = field(init=False, repr=False)
    _derived: dict[tuple[int, str, int], bytes] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for key in self.keys:
            _refuse_malformed(key)
        by_id = {key.id: key for key in self.keys}
        if len(by_id) != len(self.keys):
            raise KeyRingRefused("密钥环里有重复的密钥编号。")
        current = {key.purpose: key for key in sorted(self.keys, key=lambda key: key.id)}
        for purpose in Purpose:
            if purpose not in current:
                raise KeyRingRefused("密钥环里没有用途为“{purpose}”的密钥。", purpose=str(purpose))
        object.__setattr__(self, "_by_id", by_id)
        object.__setattr__(self, "_current", current)

    @classmethod
    def generate(cls, cipher: Cipher | str = Cipher.AES) -> Self:
        """A fresh ring with one key per purpose; SM4 brings HMAC-SM3 blind indexes with it."""
        chosen = Cipher(cipher)
        return cls(
            (
                _fresh(1, Purpose.IDENTITY, chosen),
                _fresh(2, Purpose.INDEX, INDEX_FOR[chosen]),
                _fresh(3, Purpose.SEAL, "ed25519"),
            )
        )

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Read a ring from its file.

        :raises KeyRingRefused: if the file is missing, readable by others than its owner, or damaged.
        """
        try:
            with open(path, "rb") as file:
                _refuse_open_to_others(file.fileno(), path)
                raw = file.read()
        except FileNotFoundError:
            raise KeyRingRefused("找不到密钥文件 {path}。", path=str(path)) from None
        except OSError as error:
            raise KeyRingRefused("读不了密钥文件 {path}：{why}。", path=str(path), why=error.strerror) from None
        return cls(_parse(raw, path))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the ring durably, readable by its owner only; an older file is replaced in one step."""
        target = Path(path)
        draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with open(descriptor, "w", encoding="utf-8") as file:
                json.dump({"format": FORMAT, "keys": [_plain(key) for key in self.keys]}, file, indent=1)
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)

    def rotate(self, *purposes: Purpose, cipher: Cipher | str | None = None) -> Self:
        """A ring with a new current key for each purpose; the old keys stay for reading.

        :param purposes: identity and seal keys unless said otherwise. Rotating ``INDEX`` is asked for by name,
            because every stored blind index must be built anew after it.
        :param cipher: changes the identity cipher with the new key; the present one when absent.
        """
        ring, first = self.keys, max(self._by_id) + 1
        for number, purpose in enumerate(purposes or (Purpose.IDENTITY, Purpose.SEAL), start=first):
            algorithm = self.current(purpose).algorithm
            if purpose is Purpose.IDENTITY and cipher is not None:
                algorithm = Cipher(cipher)
            ring += (_fresh(number, purpose, algorithm),)
        return replace(self, keys=ring)

    def key(self, key_id: int) -> Key:
        """The key with this number.

        :raises KeyRingRefused: if the ring does not hold it.
        """
        try:
            return self._by_id[key_id]
        except KeyError:
            raise KeyRingRefused("密钥环里没有编号为{key_id}的密钥。", key_id=key_id) from None

    def current(self, purpose: Purpose) -> Key:
        """The newest key of a purpose: what is written now is written under it."""
        return self._current[purpose]

    def subkey(self, key: Key, info: str, length: int = 32) -> bytes:
        """A key derived by HKDF (RFC 5869) from ``key`` for one named use; the same name gives the same bytes.

        :param length: bytes wanted, at most 8160.
        """
        name = (key.id, info, length)
        derived = self._derived.get(name)
        if derived is None:
            kdf = HKDF(hashes.SHA256(), length, salt=b"huiyin/vault/1", info=info.encode())
            derived = self._derived[name] = kdf.derive(key.material)
        return derived

    def sign(self, message: bytes) -> tuple[int, bytes]:
        """Sign with the current seal key by Ed25519: the key's number and 64 bytes."""
        key = self.current(Purpose.SEAL)
        return key.id, Ed25519PrivateKey.from_private_bytes(key.material).sign(message)

    def public_keys(self) -> dict[int, bytes]:
        """The public halves (32 bytes each) of all seal keys by number; these may and should be published."""
        return {
            key.id: Ed25519PrivateKey.from_private_bytes(key.material).public_key().public_bytes_raw()
            for key in self.keys
            if key.purpose is Purpose.SEAL
        }


def _fresh(number: int, purpose: Purpose, algorithm: str) -> Key:
    return Key(number, purpose, str(algorithm), secrets.token_bytes(LENGTHS[algorithm]))


def _refuse_malformed(key: Key) -> None:
    if not 0 < key.id < 65536 or key.algorithm not in ALGORITHMS[key.purpose]:
        raise KeyRingRefused("密钥环里编号为{key_id}的密钥写法不对。", key_id=key.id)
    if len(key.material) != LENGTHS[key.algorithm]:
        raise KeyRingRefused("密钥环里编号为{key_id}的密钥长度不对。", key_id=key.id)


def _refuse_open_to_others(descriptor: int, path: str | os.PathLike[str]) -> None:
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        raise KeyRingRefused("密钥文件 {path} 不是普通文件。", path=str(path))
    if mode & 0o077:
        raise KeyRingRefused("密钥文件 {path} 别人也能读，请先执行 chmod 600。", path=str(path))


def _plain(key: Key) -> Mapping[str, object]:
    material = b64encode(key.material).decode()
    return {"id": key.id, "purpose": key.purpose, "algorithm": key.algorithm, "material": material}


def _parse(raw: bytes, path: str | os.PathLike[str]) -> tuple[Key, ...]:
    try:
        content = json.loads(raw)
        if content["format"] != FORMAT:
            raise ValueError(content["format"])
        return tuple(_key(row) for row in content["keys"])
    except (ValueError, KeyError, TypeError):
        # the cause is dropped on purpose: it may quote the material
        raise KeyRingRefused("密钥文件 {path} 已损坏，请用备份恢复。", path=str(path)) from None


def _key(row: Mapping[str, Any]) -> Key:
    material = b64decode(row["material"], validate=True)
    return Key(int(row["id"]), Purpose(row["purpose"]), str(row["algorithm"]), material)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
