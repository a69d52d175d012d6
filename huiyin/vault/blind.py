"""Blind indexes (盲索引): find a person by an exact value without keeping the value.

An index is the first 16 bytes of an HMAC under a key of its own per kind of field, over the value as its writers
would agree on it: full-width and half-width, spaces, dashes, ``+86`` and the dot in a name make no difference.
"""

from __future__ import annotations

from functools import lru_cache

from huiyin.typed.addresses import normal_email
from huiyin.typed.documents import normal_document
from huiyin.typed.names import normal_name
from huiyin.typed.phones import phones_in
from huiyin.vault.digests import hmac_sha256, hmac_sm3
from huiyin.vault.errors import NothingToIndex
from huiyin.vault.keyring import KeyRing, Purpose

SIZE = 16


def name_index(ring: KeyRing, name: str) -> bytes:
    """Index of a personal name (姓名): 16 bytes. :raises NothingToIndex: if no letter is left."""
    return index(ring, "name", normal_name(name))


def id_index(ring: KeyRing, number: str) -> bytes:
    """Index of an identity document number (证件号码): 16 bytes."""
    return index(ring, "id", normal_document(number))


def phone_index(ring: KeyRing, number: str) -> bytes:
    """Index of a telephone number (电话), of several the first: 16 bytes."""
    return index(ring, "phone", next(iter(phones_in(number)), ""))


def phone_indexes(ring: KeyRing, field: str) -> tuple[bytes, ...]:
    """The index of each number in a field; empty if there is none."""
    return tuple(index(ring, "phone", number) for number in phones_in(field))


def email_index(ring: KeyRing, address: str) -> bytes:
    """Index of an e-mail address (电子邮箱): 16 bytes."""
    return index(ring, "email", normal_email(address))


def index(ring: KeyRing, kind: str, normal: str) -> bytes:
    """Index of an already normalised value under the key of its kind.

    :param kind: names the field, e.g. ``"name"``; two kinds never share an index.
    :raises NothingToIndex: if ``normal`` is empty; an index of nothing would make all blanks one person.
    """
    if not normal:
        raise NothingToIndex("这个内容里没有可以用来查找的文字或数字。")
    national, key = _index_key(ring, kind)
    mac = hmac_sm3 if national else hmac_sha256
    return mac(key, normal.encode("utf-8", "surrogatepass"))[:SIZE]


@lru_cache(maxsize=128)
def _index_key(ring: KeyRing, kind: str) -> tuple[bool, bytes]:
    key = ring.current(Purpose.INDEX)
    return key.algorithm == "hmac-sm3", ring.subkey(key, f"huiyin/index/{kind}")
