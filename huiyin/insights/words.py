"""Text as words to search by: pure, no database.

Every dictionary word that stands anywhere in a Chinese text, and every pair of neighbouring characters. With these,
whatever is typed is found wherever it stands, also names of places that no dictionary knows; a segmenter alone misses
one occurrence in ten, because it cuts the same word differently in different sentences.

Every other script is words as they stand (Uyghur, Mongolian, Latin, figures; Tibetan syllable by syllable), and of each
word what begins at any of its letters, cut after :data:`GRAM`: so any part of a word or of a number finds it, exactly,
and the index keeps few, short, shared entries. A year is no part of a number: it is looked for by itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from huiyin.insights.cutting import cut, cut_all
from huiyin.typed.signs import plain_digits

MOST_WORDS = 20_000
LONGEST = 40
GRAM = 6
#: The fewest signs of a part: two figures of a number would find nearly everything.
_LEAST_LETTERS, _LEAST_FIGURES = 3, 4
#: Also characters of private use, with which old systems write names.
_HAN_SIGNS = "\u3400-\u9fff\ue000-\uf8ff\uf900-\ufaff\U00020000-\U0003ffff\U000f0000-\U0010ffff"
_HAN = re.compile(f"[{_HAN_SIGNS}]+")
#: Everything that may be a letter of another script; what of it is none, :func:`_is_letter` tells.
_NO_LETTERS = "\x00-\x7f\u2000-\u200b\u2010-\u2027\u2030-\u206f\u3000-\u303f\uff00-\uff0f"
_OTHER = re.compile(f"(?:[0-9a-z]|[^{_NO_LETTERS}{_HAN_SIGNS}])+")
#: They join letters of a word and are none: tatweel, joiners, variation selectors of Mongolian.
_JOINING = dict.fromkeys((0x640, 0x200C, 0x200D, 0x2060, 0x180B, 0x180C, 0x180D, 0x180E, 0x180F))
_YEAR = re.compile("(?:19|20)[0-9]{2}")


def words_in(texts: Iterable[str]) -> set[str]:
    """The words of a document, for the index."""
    words: set[str] = set()
    parts: set[str] = set()
    for text in texts:
        plain = _plain(text)
        for run in _runs(plain):
            words.add(run)
            parts.update(_parts(run))
        for run in _HAN.findall(plain):
            words.update(_pairs(run))
            words.add(run[-1])  # so that every single character begins some word
            words.update(word for word in cut_all(run) if len(word) > 2)
    whole = sorted(word for word in words if len(word) <= LONGEST)[:MOST_WORDS]
    return {*whole, *sorted(parts)[: MOST_WORDS - len(whole)]}


def words_asked(typed: str) -> list[str]:
    """The words that a document must all have; a trailing ``*`` stands for any ending. Signs are ignored."""
    plain = _plain(typed)
    asked = [word for run in _runs(plain) for word in _asked_of(run)]
    for run in _HAN.findall(plain):
        asked.extend(_asked_in(run))
    return list(dict.fromkeys(asked))[:LONGEST]


def _runs(plain: str) -> Iterator[str]:
    """The words of every script but Han."""
    for run in _OTHER.findall(plain):
        if run.isascii():
            yield run
        else:
            yield from "".join(char if _is_letter(char) else " " for char in run).split()


@lru_cache(maxsize=4096)
def _is_letter(char: str) -> bool:
    return unicodedata.category(char)[0] in "LMN"


def _least(run: str) -> int:
    return _LEAST_FIGURES if run.isdigit() else _LEAST_LETTERS


def _parts(run: str) -> Iterator[str]:
    """What begins at any letter of a word, as far as a part may be asked for."""
    return (run[at : at + GRAM] for at in range(len(run) - _least(run) + 1))


def _asked_of(run: str) -> Iterator[str]:
    """A short word as it stands, a longer one as a part of any: exact up to GRAM signs, beyond it piece by piece."""
    if len(run) < _least(run) or _YEAR.fullmatch(run):
        yield run
    elif len(run) < GRAM:
        yield f"{run}*"
    else:
        yield from (run[at : at + GRAM] for at in sorted({*range(0, len(run) - GRAM, GRAM), len(run) - GRAM}))


def _plain(text: str) -> str:
    return plain_digits(text).lower().translate(_JOINING)


def _pairs(run: str) -> Iterator[str]:
    return (run[at : at + 2] for at in range(len(run) - 1))


def _asked_in(run: str) -> Iterator[str]:
    """Dictionary words, and for characters between them the pairs they form with their neighbours."""
    if len(run) == 1:
        yield f"{run}*"
        return
    at = 0
    for word in cut(run):
        if len(word) > 1:
            yield word
        else:
            yield from _pairs(run[max(at - 1, 0) : at + 2])
        at += len(word)
