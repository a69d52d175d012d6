"""The receipt (回执凭证): a code short enough to print and to read out, by which the first event can be proved.

A code holds the first 75 bits of an event's hash and a check letter over itself and the number of the matter. It
proves, it does not open: never take it for a password.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from huiyin.vault.errors import ReceiptRefused

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
MISREAD = str.maketrans("OIL", "011", "- ")
LENGTH = 16


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a petitioner holds: the number of the matter and the letters of the code without dashes."""

    number: str
    letters: str

    def __str__(self) -> str:
        groups = [self.letters[at : at + 4] for at in range(0, LENGTH, 4)]
        return f"{self.number}/{'-'.join(groups)}"

    def proves(self, event_hash: bytes) -> bool:
        """Whether this receipt was given for the event with this hash."""
        return self.letters[:-1] == _prefix(event_hash)


def receipt(number: str, event_hash: bytes) -> Receipt:
    """The receipt for an event.

    :param number: the registration number printed beside it, e.g. ``"330106-2026-000123"``.
    :param event_hash: 32 bytes from :func:`huiyin.vault.chain.link`.
    """
    number, letters = _tidy(number), _prefix(event_hash)
    return Receipt(number, letters + _check_letter(number + letters))


def read_receipt(text: str) -> Receipt:
    """A receipt as somebody typed it: small letters, ``O`` for ``0``, missing dashes and full width are forgiven.

    :raises ReceiptRefused: if it is not one, or its check letter shows a slip.
    """
    number, slash, code = _tidy(text).rpartition("/")
    letters = code.translate(MISREAD)
    if not slash or len(letters) != LENGTH or not set(letters) <= set(LETTERS):
        raise ReceiptRefused("回执凭证应为“编号/16位字母数字”，请核对后重新输入。")
    if letters[-1] != _check_letter(number + letters[:-1]):
        raise ReceiptRefused("回执凭证有一处输错了，请逐字核对。")
    return Receipt(number, letters)


def _tidy(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def _prefix(event_hash: bytes) -> str:
    bits = int.from_bytes(event_hash[:10], "big") >> 5
    return "".join(LETTERS[bits >> shift & 31] for shift in range(70, -1, -5))


def _check_letter(text: str) -> str:
    # odd weights modulo 32: every single wrong letter or digit shows
    return LETTERS[sum((2 * place + 1) * _value(char) for place, char in enumerate(text)) % 32]


def _value(char: str) -> int:
    return LETTERS.index(char) if char in LETTERS else ord(char) % 32
