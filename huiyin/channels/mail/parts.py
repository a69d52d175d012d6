"""One part of a mail that was kept (附件): taken out of the original in the process apart, when somebody needs it."""

from __future__ import annotations

import threading
from typing import Final

from huiyin.channels.adapter import LIMITS
from huiyin.media.apart.limits import LimitMet, Stopped
from huiyin.media.apart.reader import Apart

READER: Final = "huiyin.channels.mail.reading"
_APART: Final = Apart(READER, LIMITS)
_ONE: Final = threading.Lock()


def part_of(mail: bytes, number: int) -> bytes:
    """The bytes of attachment ``number``, from 0; nothing if it cannot be taken out."""
    with _ONE:
        try:
            return next((data for _, data in list(_APART.ask({"part": number}, mail))), b"")
        except (LimitMet, Stopped):
            return b""
