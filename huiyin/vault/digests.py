"""The two digests a journal may be kept under: SHA-256 and the national SM3 (GB/T 32905)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from enum import StrEnum

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC


class Algorithm(StrEnum):
    """A digest of 32 bytes, chosen once per installation."""

    SHA256 = "sha256"
    SM3 = "sm3"


def sha256(data: bytes) -> bytes:
    """SHA-256 of ``data``: 32 bytes."""
    return hashlib.sha256(data).digest()


def sm3(data: bytes) -> bytes:
    """SM3 of ``data``: 32 bytes. Not by hashlib, whose SM3 depends on how Python was built."""
    state = hashes.Hash(hashes.SM3())
    state.update(data)
    return state.finalize()


def hmac_sha256(key: bytes, data: bytes) -> bytes:
    """HMAC-SHA256: 32 bytes."""
    return hmac.digest(key, data, "sha256")


def hmac_sm3(key: bytes, data: bytes) -> bytes:
    """HMAC-SM3: 32 bytes."""
    state = HMAC(key, hashes.SM3())
    state.update(data)
    return state.finalize()


DIGESTS: dict[Algorithm, Callable[[bytes], bytes]] = {Algorithm.SHA256: sha256, Algorithm.SM3: sm3}
