"""Bytes of a text as Windows, WPS, databases and the web leave them: UTF-8, -16 or -32, GB 18030 or Big5, with a mark
before them or not.

Nearly all bytes of Big5 are some text in GB 18030, and many the other way round: then the one whose characters are
those in daily use is taken, and where both are, both are told.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Final

_MARKED: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HIGHEST_PLANE: Final = 0x10
#: Where the characters in daily use stand, by the first of their two bytes: GB 2312 level 1, Big5 level 1. The second
#: byte of the former is never below A1.
_DAILY: Final = {"gb18030": (0xB0, 0xD7, 0xA1), "big5hkscs": (0xA4, 0xC6, 0x40)}
#: Signs stand here in both: they tell nothing.
_SIGNS: Final = range(0xA1, 0xA4)
#: So much of a text tells what it is, and by so much one share must be above the other.
_LOOKED_AT: Final = 20_000
_PLAINLY: Final = 0.2


@dataclass(frozen=True, slots=True)
class Reading:
    """Bytes read as a text."""

    encoding: str
    text: str


def decoded(data: bytes) -> str | None:
    """The text, whole, in the likeliest reading; ``None`` if the bytes are no text in any of these."""
    return next((each.text for each in readings(data)), None)


def readings(data: bytes) -> list[Reading]:
    """Every text that the bytes may well be, the likeliest first; more than one only of Big5 and GB 18030."""
    marked = next((name for mark, name in _MARKED if data.startswith(mark)), None)
    for encoding in (marked,) if marked else (_unmarked_wide(data), "utf-8"):
        if encoding and (text := _read(data, encoding)) is not None:
            return [Reading(encoding, text)]
    return [] if marked else _chinese(data)


def _chinese(data: bytes) -> list[Reading]:
    both = [Reading(name, text) for name in _DAILY if (text := _read(data, name)) is not None]
    if len(both) < len(_DAILY):
        return both
    simplified, traditional = map(_daily, both)
    likeliest = both if simplified >= traditional else both[::-1]
    return likeliest[:1] if abs(simplified - traditional) >= _PLAINLY or not (simplified or traditional) else likeliest


def _daily(reading: Reading) -> float:
    """Which share of the characters, 0 to 1, are in daily use where they are written so; 0 if there are none."""
    first, last, least = _DAILY[reading.encoding]
    written = (each.encode(reading.encoding) for each in reading.text[:_LOOKED_AT] if each > "\x7f")
    pairs = [each for each in written if each[0] not in _SIGNS]
    daily = sum(len(each) == 2 and first <= each[0] <= last and each[1] >= least for each in pairs)
    return daily / len(pairs) if pairs else 0.0


def _read(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _unmarked_wide(data: bytes) -> str | None:
    """ASCII in UTF-16 has a zero in every second byte, and every character in UTF-32 one in every fourth, beside the
    number of its plane; no other text has any."""
    if data and len(data) % 4 == 0:
        if not any(data[3::4]) and max(data[2::4]) <= _HIGHEST_PLANE:
            return "utf-32-le"
        if not any(data[0::4]) and max(data[1::4]) <= _HIGHEST_PLANE:
            return "utf-32-be"
    first, second = data[0::2].count(0), data[1::2].count(0)
    if not first and not second:
        return None
    return "utf-16-le" if second > first else "utf-16-be"
