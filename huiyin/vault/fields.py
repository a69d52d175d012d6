"""Encrypted fields (字段加密): identity rests as ciphertext that is bound to its row and column.

A stored field is ``version (1 byte) · key number (2) · nonce (12) · ciphertext · tag (16)``. The head and the
context (``"party:<id>:name"``) are authenticated with it, so a ciphertext moved to another person, or to another
column, cannot be opened there. GB/T 39786-2021 §8 (存储机密性): AES-256-GCM or SM4-GCM.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher as BlockCipher
from cryptography.hazmat.primitives.ciphers import algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from huiyin.vault.errors import FieldRefused
from huiyin.vault.keyring import LENGTHS, Cipher, KeyRing, Purpose

VERSION = 1
NONCE = 12
TAG = 16
HEAD = 3


class Box(Protocol):
    """An authenticated cipher under one key."""

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes, /) -> bytes: ...

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes, /) -> bytes: ...


class Sm4Gcm:
    """SM4-GCM (GB/T 32907) in the shape of the library's ``AESGCM``: the tag follows the ciphertext."""

    def __init__(self, key: bytes) -> None:
        self._algorithm = algorithms.SM4(key)

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes:
        encryptor = BlockCipher(self._algorithm, modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(associated_data)
        return encryptor.update(data) + encryptor.finalize() + encryptor.tag

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes:
        decryptor = BlockCipher(self._algorithm, modes.GCM(nonce, data[-TAG:])).decryptor()
        decryptor.authenticate_additional_data(associated_data)
        return decryptor.update(data[:-TAG]) + decryptor.finalize()


def encrypt(ring: KeyRing, plaintext: str, context: str) -> bytes:
    """Encrypt text under the current identity key.

    :param context: where the text belongs, ``"party:<id>:name"``; must be given again to read it.
    """
    return encrypt_bytes(ring, plaintext.encode("utf-8", "surrogatepass"), context)


def decrypt(ring: KeyRing, blob: bytes, context: str) -> str:
    """Open what :func:`encrypt` made.

    :raises FieldRefused: if the blob was changed or belongs to another context.
    :raises KeyRingRefused: if its key is not in the ring.
    """
    return decrypt_bytes(ring, blob, context).decode("utf-8", "surrogatepass")


def encrypt_bytes(ring: KeyRing, data: bytes, context: str) -> bytes:
    """Like :func:`encrypt`, for attachments of a confidential report."""
    head, box = _writer(ring)
    nonce = os.urandom(NONCE)
    return head + nonce + box.encrypt(nonce, data, head + context.encode())


def decrypt_bytes(ring: KeyRing, blob: bytes, context: str) -> bytes:
    """Like :func:`decrypt`, for attachments of a confidential report."""
    blob = bytes(blob)
    head = blob[:HEAD]
    box = _box(ring, _key_id(blob))
    try:
        return box.decrypt(blob[HEAD : HEAD + NONCE], blob[HEAD + NONCE :], head + context.encode())
    except InvalidTag:
        raise FieldRefused("这段密文被改动过，或不属于“{context}”。", context=context) from None


def needs_rotation(ring: KeyRing, blob: bytes) -> bool:
    """Whether the blob was written under a key that is no longer the current one."""
    return _key_id(bytes(blob)) != ring.current(Purpose.IDENTITY).id


def _key_id(blob: bytes) -> int:
    if len(blob) < HEAD + NONCE + TAG or blob[0] != VERSION:
        raise FieldRefused("这不是本系统写下的密文。")
    return int.from_bytes(blob[1:HEAD], "big")


# Rings compare by identity, so these two look-ups cost well under a microsecond and a reloaded ring starts afresh.
@lru_cache(maxsize=16)
def _writer(ring: KeyRing) -> tuple[bytes, Box]:
    key_id = ring.current(Purpose.IDENTITY).id
    return bytes([VERSION]) + key_id.to_bytes(2, "big"), _box(ring, key_id)


@lru_cache(maxsize=256)
def _box(ring: KeyRing, key_id: int) -> Box:
    key = ring.key(key_id)
    if key.purpose is not Purpose.IDENTITY:
        raise FieldRefused("编号为{key_id}的密钥不是身份信息密钥。", key_id=key_id)
    secret = ring.subkey(key, "huiyin/field/1", LENGTHS[key.algorithm])
    return AESGCM(secret) if key.algorithm == Cipher.AES else Sm4Gcm(secret)
