"""Envelopes (密封): words and files that whoever keeps database and key ring cannot read.

Anybody may put something into the envelope of a matter, for that its public key is enough; only whoever has its private
key takes it out. A box is HPKE (RFC 9180) as ``cryptography`` makes it: X25519, HKDF-SHA256, AES-256-GCM, base mode.
What a secret that somebody knows by heart opens is AES-256-GCM under Argon2id (RFC 9106) of it. See docs/sealed.md.
"""

from __future__ import annotations

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from typing import Final, NamedTuple

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from huiyin.vault.errors import FieldRefused

#: How enveloped words begin: a sign that huiyin.typed lets through no door, so that nobody can type it.
MARK: Final = "\x1d"
#: How an enveloped file begins.
MAGIC: Final = b"huiyin-envelope/1\n"
#: RFC 9106 §4: how dear a try at a secret is, in rounds and KiB; what each was made with stands beside it.
DEAR: Final = (3, 64 * 1024)
SALT: Final = 16
NONCE: Final = 12
_WHOSE: Final = 8
_SUITE: Final = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


class Pair(NamedTuple):
    """A private key and its public half, 32 bytes each."""

    private: bytes
    public: bytes

    def __repr__(self) -> str:
        return f"Pair(public={self.public.hex()})"


def new_pair() -> Pair:
    return pair_of(X25519PrivateKey.generate().private_bytes_raw())


def pair_of(private: bytes) -> Pair:
    """A private key with its public half."""
    return Pair(private, X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw())


def put_in(public: bytes, data: bytes, context: str) -> bytes:
    """A box that only the private half of ``public`` opens.

    :param context: what it is and where it belongs; must be said again to open it.
    """
    return bytes(_SUITE.encrypt(data, X25519PublicKey.from_public_bytes(public), context.encode()))


def take_out(private: bytes, box: bytes, context: str) -> bytes:
    """What :func:`put_in` was given.

    :raises FieldRefused: another key, another context, or the box was changed.
    """
    try:
        return bytes(_SUITE.decrypt(bytes(box), X25519PrivateKey.from_private_bytes(private), context.encode()))
    except (InvalidTag, ValueError):
        raise _refused(context) from None


def _refused(context: str) -> FieldRefused:
    return FieldRefused("这段密文被改动过，或不属于“{context}”。", context=context)


# Words and files of a matter -----------------------------------------------------------------------------------------


def words_in(matter: int, public: bytes, text: str) -> str:
    """Words as they stand in a row, or in an entry of the journal, for whoever has the matter's key."""
    box = put_in(public, text.encode("utf-8", "surrogatepass"), f"words:{matter}")
    return MARK + urlsafe_b64encode(matter.to_bytes(_WHOSE, "big") + box).decode()


def whose(token: str) -> tuple[int, bytes]:
    """The matter to which enveloped words belong, and their box.

    :raises FieldRefused: they are none.
    """
    try:
        raw = urlsafe_b64decode(token.removeprefix(MARK).encode("ascii"))
    except ValueError:
        raise _refused("words") from None
    return int.from_bytes(raw[:_WHOSE], "big"), raw[_WHOSE:]


def words_out(private: bytes, token: str) -> str:
    """The words. :raises FieldRefused: it is not the key of their matter."""
    matter, box = whose(token)
    return take_out(private, box, f"words:{matter}").decode("utf-8", "surrogatepass")


def file_in(matter: int, public: bytes, data: bytes) -> bytes:
    """A file as it lies on the disk, for whoever has the matter's key."""
    return MAGIC + matter.to_bytes(_WHOSE, "big") + put_in(public, data, f"file:{matter}")


def whose_file(data: bytes) -> tuple[int, bytes]:
    """The matter to which an enveloped file belongs, and its box."""
    rest = data[len(MAGIC) :]
    return int.from_bytes(rest[:_WHOSE], "big"), rest[_WHOSE:]


def is_enveloped(data: bytes | memoryview | None) -> bool:
    """Whether bytes are such a file."""
    return data is not None and bytes(data[: len(MAGIC)]) == MAGIC


# Under what somebody knows -------------------------------------------------------------------------------------------


def from_secret(secret: str, salt: bytes, dear: tuple[int, int] = DEAR) -> bytes:
    """A key of 32 bytes from a password or a code: what it costs to try one, it costs to try any.

    :param dear: rounds, and KiB of memory.
    """
    rounds, memory = dear
    return hash_secret_raw(secret.encode("utf-8", "surrogatepass"), salt, rounds, memory, 1, 32, Type.ID)


def from_parts(parts: tuple[bytes, ...], purpose: str) -> bytes:
    """A key of 32 bytes that takes all of several secrets of full length, in their order."""
    return HKDF(hashes.SHA256(), 32, salt=None, info=purpose.encode()).derive(b"".join(parts))


def lock(key: bytes, data: bytes, context: str) -> bytes:
    """Data under a key of 32 bytes."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, data, context.encode())


def unlock(key: bytes, box: bytes, context: str) -> bytes:
    """What :func:`lock` was given. :raises FieldRefused: another key, another context, or the box was changed."""
    box = bytes(box)
    try:
        return AESGCM(key).decrypt(box[:NONCE], box[NONCE:], context.encode())
    except (InvalidTag, ValueError):
        raise _refused(context) from None


@lru_cache(maxsize=1)
def nobody() -> bytes:
    """A public key whose private half nobody has: what is tried for nobody takes as long."""
    return new_pair().public
