"""Bytes of a mail as words (编码): what it says of its characters is believed only as far as it can be true.

A mail that calls itself ISO-8859-1, ASCII or GB2312 is GBK or GB 18030 more often than not.
"""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message as Mail
from typing import Final

from huiyin.typed.encodings import readings

#: Labels under which Chinese programs write more than the label allows.
_WIDER: Final = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "cp936": "gb18030", "x-gbk": "gb18030"}
#: Labels under which every byte is some sign, so that they never prove wrong by themselves.
_ANY_BYTE: Final = frozenset(
    {"iso-8859-1", "latin-1", "latin1", "windows-1252", "cp1252", "iso-8859-15", "unknown-8bit"}
)
#: Encodings in which nearly all bytes are some text.
_CHINESE: Final = ("gb18030", "big5hkscs")
_HAN: Final = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")
_HIGH: Final = re.compile(rb"[\x80-\xff]")


def words_of(data: bytes, label: str | None = None) -> str:
    """The text; what is no text in any encoding comes with signs in place of what cannot be read."""
    if not _HIGH.search(data) and b"\x1b" not in data:
        return _plain(data, label)
    named = (label or "").strip("'\" ").lower()
    for encoding in _tried(named, data):
        text = _strict(data, encoding)
        if text is not None and (encoding == named or encoding not in _CHINESE or _reads_as_chinese(text)):
            return text
    return _strict(data, named) or data.decode("gb18030" if named in _WIDER else "utf-8", "replace")


def _plain(data: bytes, label: str | None) -> str:
    """Seven bits: ASCII, unless the label names an encoding that needs no more (UTF-7, HZ)."""
    text = _strict(data, label.lower()) if label and label.lower() in ("utf-7", "hz-gb-2312", "hz") else None
    return text if text is not None else data.decode("ascii", "replace")


def _tried(named: str, data: bytes) -> list[str]:
    """What it says of itself, then what nobody need say, then the two Chinese ones in the order in which they read."""
    believed = (
        [_WIDER.get(named, named)] if named and named not in _ANY_BYTE and named not in ("us-ascii", "ascii") else []
    )
    likeliest = (each.encoding for each in readings(data) if each.encoding in _CHINESE)
    return list(dict.fromkeys([*believed, "utf-8", *likeliest, *_CHINESE]))


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        return None


def _reads_as_chinese(text: str) -> bool:
    """Most of what is not ASCII is Chinese: accented words of another language are not taken for GBK."""
    foreign = [sign for sign in text if sign > "\x7f"]
    return len(_HAN.findall(text)) * 5 >= len(foreign) * 4


def fields(mail: Mail, name: str) -> list[str]:
    """Every header of this name, its raw bytes kept as surrogates; the library's own answers have lost them."""
    wanted = name.lower()
    return [str(value) for key, value in mail.raw_items() if key.lower() == wanted]


def first(mail: Mail, name: str) -> str:
    """The first header of this name; empty if there is none."""
    return next(iter(fields(mail, name)), "")


def header_words(raw: object) -> str:
    """A header in the clear: encoded words, raw bytes in whatever encoding, or both."""
    text = str(raw or "")
    data = text.encode("utf-8", "surrogateescape")
    if _HIGH.search(data):
        return line(words_of(data))
    try:
        pieces = decode_header(text)
    except (HeaderParseError, ValueError):
        return line(text)
    return line("".join(each if isinstance(each, str) else words_of(each, label) for each, label in pieces))


def line(text: str) -> str:
    """One line without the breaks of a folded header."""
    return re.sub(r"\s*[\r\n]+\s*", " ", text).replace("\x00", "").strip()
