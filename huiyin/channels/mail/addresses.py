"""Signed marks (签名记号): by which an answer, or a mail that came back, is known to belong to what we sent.

The mark stands in the address that is answered (``xfj+n-2k9…@``) and in the Message-ID. Nobody can make one up, and it
opens nothing: it says which letter is meant, not that its bearer may see anything.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from django.utils.crypto import constant_time_compare, salted_hmac

from huiyin.channels.adapter import Connection

_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_MARK: Final = re.compile(r"([nr])-([0-9a-z]{1,13})-([a-z2-7]{16})")
NOTICE, RECEIPT = "n", "r"


class Mark(NamedTuple):
    """Which of our mails: a notice (a row of Sent) or the receipt of an arrival."""

    kind: str
    row: int


def mark_of(kind: str, row: int) -> str:
    """The mark of a mail that we send."""
    short = _short(row)
    return f"{kind}-{short}-{_signed(kind, short)}"


def answered_at(connection: Connection | None, mark: str) -> str:
    """The address that is answered; empty where the mailbox knows no such addresses."""
    if connection is None or not connection["delimiter"]:
        return ""
    local, _, domain = connection["address"].rpartition("@")
    whole = f"{local}{connection['delimiter']}{mark}"
    return f"{whole}@{domain}" if len(whole) <= 64 else ""


def mark_in(addresses: Iterable[str]) -> Mark | None:
    """The first mark of ours in addresses or Message-IDs."""
    for each in addresses:
        for kind, short, signature in _MARK.findall(each.lower()):
            if constant_time_compare(_signed(kind, short), signature):
                return Mark(kind, int(short, 36))
    return None


def _short(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits or "0"


def _signed(kind: str, short: str) -> str:
    digest = salted_hmac("huiyin.channels.mail.mark", f"{kind}:{short}", algorithm="sha256").digest()
    return base64.b32encode(digest[:10]).decode().lower()
