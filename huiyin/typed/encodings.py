"""Bytes of a text as Windows, WPS and the web leave them: UTF-8, UTF-16 or GB 18030, with a mark before them or not."""

from __future__ import annotations

import codecs
from typing import Final

_MARKED: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(data: bytes) -> str | None:
    """The text, whole; ``None`` if the bytes are no text in any of these."""
    marked = next((name for mark, name in _MARKED if data.startswith(mark)), None)
    for encoding in (marked,) if marked else (_unmarked_utf16(data), "utf-8", "gb18030"):
        try:
            if encoding:
                return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _unmarked_utf16(data: bytes) -> str | None:
    """ASCII in UTF-16 has a zero in every second byte; no other text has any."""
    first, second = data[0::2].count(0), data[1::2].count(0)
    if not first and not second:
        return None
    return "utf-16-le" if second > first else "utf-16-be"
