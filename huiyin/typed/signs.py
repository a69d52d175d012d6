"""Characters: which of them mean something and stay, which are only a way of writing a space, a break or nothing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_BREAKS: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
#: Marks that turn the direction of what follows (UAX 9): a name must not read otherwise than it is written.
_DIRECTIONS: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
#: Neither seen nor of any meaning to a reader: zero width space, byte order, soft hyphen, annotation, old marks.
_NOTHING: Final = frozenset("\u200b\ufeff\xad\ufff9\ufffa\ufffb\u206a\u206b\u206c\u206d\u206e\u206f\U000e0001")
#: Letters of a flag stand behind the flag; anywhere else they are words that nobody sees.
_TAGS: Final = re.compile("(\U0001f3f4[\U000e0020-\U000e007f]*)|[\U000e0020-\U000e007f]+")
_MONGOLIAN: Final = "\u1800-\u18af\U00011660-\U0001167f"
#: The narrow space that joins a suffix to its Mongolian word is part of the word; elsewhere it is a space.
_NARROW: Final = re.compile(f"(?<![{_MONGOLIAN}])\u202f(?![{_MONGOLIAN}])")
_SUFFIX_SPACE: Final = "\u202f"
#: Nearly all of every text needs no look: ASCII, general punctuation, everything from 、 to Hangul, full-width signs.
_WORTH_A_LOOK: Final = re.compile("[^\t\n\x20-\x7e\u2010-\u2027\u2030-\u205e\u3001-\ud7ff\uff01-\uffee]")
#: A paragraph begins with two wide spaces; within a line they are spaces like any other.
_WIDE: Final = re.compile("(?m)(^\u3000+)|\u3000")
_FOREIGN_DIGIT: Final = re.compile(r"[^\D0-9]")
_LOST: Final = "\ufffd"


def clean(text: str) -> str:
    """The text as it was meant: every kind of space a space, every break a ``\\n``, controls and directions gone.

    Joiners, variation selectors, unassigned and private-use characters stay. What is no character at all (half a pair,
    a code that Unicode keeps free for ever) becomes ``\ufffd``, so that it shows that something stood there.
    """
    if not _WORTH_A_LOOK.search(text):
        return text
    text = _NARROW.sub(" ", _BREAKS.sub("\n", text))
    text = _WIDE.sub(lambda found: found.group(1) or " ", text)
    return _TAGS.sub(r"\1", _WORTH_A_LOOK.sub(lambda found: _meant(found.group()), text))


def plain_digits(text: str) -> str:
    """The text in one width (NFKC), with the digits of every script as ``0`` to ``9``."""
    if text.isascii():
        return text
    return _FOREIGN_DIGIT.sub(lambda found: _digit(found.group()), unicodedata.normalize("NFKC", text))


def narrow(text: str) -> str:
    """The text with every digit, full-width sign and space in its plain form, each in its old place."""
    return text if text.isascii() else "".join(map(_narrow, text))


@lru_cache(maxsize=8192)
def _narrow(char: str) -> str:
    if "！" <= char <= "～":
        return chr(ord(char) - 0xFEE0)
    return " " if unicodedata.category(char) == "Zs" else _digit(char)


def digits_of(text: str) -> str:
    """The digits alone, of any width or script."""
    return "".join(char for char in plain_digits(text) if char in "0123456789")


def _digit(char: str) -> str:
    value = unicodedata.decimal(char, None)
    return char if value is None else str(value)


@lru_cache(maxsize=8192)
def _meant(char: str) -> str:
    if char in (_SUFFIX_SPACE, "\u3000"):
        return char
    if char in _DIRECTIONS or char in _NOTHING:
        return ""
    category = unicodedata.category(char)
    if category == "Zs":
        return " "
    if category == "Cc":
        return ""
    return _LOST if category == "Cs" or _never_a_character(ord(char)) else char


def _never_a_character(code: int) -> bool:
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
