"""Blind indexes (盲索引): find a person by an exact value without keeping the value.

An index is the first 16 bytes of an HMAC under a key of its own per kind of field, over the value as its writers
would agree on it: full-width and half-width, spaces, dashes, ``+86`` and the dot in a name make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from huiyin.vault.digests import hmac_sha256, hmac_sm3
from huiyin.vault.errors import NothingToIndex
from huiyin.vault.keyring import KeyRing, Purpose

SIZE = 16
EXTENSION = re.compile(r"转|分机|ext|x|#", re.IGNORECASE)


def name_index(ring: KeyRing, name: str) -> bytes:
    """Index of a personal name (姓名): 16 bytes. :raises NothingToIndex: if no letter is left."""
    return index(ring, "name", normal_name(name))


def id_index(ring: KeyRing, number: str) -> bytes:
    """Index of an identity document number (证件号码): 16 bytes."""
    return index(ring, "id", normal_id(number))


def phone_index(ring: KeyRing, number: str) -> bytes:
    """Index of a telephone number (电话): 16 bytes."""
    return index(ring, "phone", normal_phone(number))


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


def normal_name(name: str) -> str:
    """A name without spaces, middle dots and other signs, in one width and case; rare characters stay."""
    return _folded("".join(char for char in unicodedata.normalize("NFKC", name) if _is_written(char)))


def normal_id(number: str) -> str:
    """A document number: letters and digits only, upper case; ``×`` typed for the check letter is ``X``."""
    text = unicodedata.normalize("NFKC", number).replace("×", "X").upper()
    return "".join(char for char in text if char.isalnum())


def normal_phone(number: str) -> str:
    """Digits of a number as dialled inside the country; a foreign country's code stays, led by ``+``; no extension."""
    text = EXTENSION.split(unicodedata.normalize("NFKC", number).strip(), maxsplit=1)[0]
    digits = "".join(char for char in text if char.isascii() and char.isdigit())
    if text.startswith("+") or digits.startswith("00"):
        digits = digits.removeprefix("00")
        return _domestic(digits[2:]) if digits.startswith("86") else f"+{digits}" if digits else ""
    if len(digits) == 13 and digits.startswith("861"):
        return digits[2:]
    return _without_trunk_zero(digits)


def normal_email(address: str) -> str:
    """An address in one width and case, without spaces."""
    return _folded("".join(unicodedata.normalize("NFKC", address).split()))


def _folded(text: str) -> str:
    # folding can leave a letter and its accent apart
    return unicodedata.normalize("NFKC", text.casefold())


def _domestic(digits: str) -> str:
    if not digits or digits.startswith("0"):
        return _without_trunk_zero(digits)
    return digits if len(digits) == 11 and digits.startswith("1") else f"0{digits}"


def _without_trunk_zero(digits: str) -> str:
    # people used to dial a 0 before a mobile number from elsewhere; no area code has 01[3-9]
    return digits[1:] if len(digits) == 12 and re.match("01[3-9]", digits) else digits


def _is_written(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LMN" or category in {"Co", "Cn", "Cs"}


@lru_cache(maxsize=128)
def _index_key(ring: KeyRing, kind: str) -> tuple[bool, bytes]:
    key = ring.current(Purpose.INDEX)
    return key.algorithm == "hmac-sm3", ring.subkey(key, f"huiyin/index/{kind}")
