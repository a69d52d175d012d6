"""Chinese text as words to search by: pure, no database.

Every dictionary word that stands anywhere in the text, and every pair of neighbouring characters. With these, whatever
is typed is found wherever it stands, also names of places that no dictionary knows; a segmenter alone misses one
occurrence in ten, because it cuts the same word differently in different sentences.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

import rjieba

MOST_WORDS = 20_000
LONGEST = 40
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_LATIN = re.compile(r"[0-9a-z]+")


def words_in(texts: Iterable[str]) -> set[str]:
    """The words of a document, for the index."""
    words: set[str] = set()
    for text in texts:
        plain = _plain(text)
        words.update(_LATIN.findall(plain))
        for run in _HAN.findall(plain):
            words.update(_pairs(run))
            words.add(run[-1])  # so that every single character begins some word
            words.update(word for word in rjieba.cut_all(run) if len(word) > 2)
    return set(sorted(word for word in words if len(word) <= LONGEST)[:MOST_WORDS])


def words_asked(typed: str) -> list[str]:
    """The words that a document must all have; a trailing ``*`` stands for any ending. Signs are ignored."""
    plain = _plain(typed)
    asked = [word for word in _LATIN.findall(plain) if len(word) <= LONGEST]
    for run in _HAN.findall(plain):
        asked.extend(_asked_in(run))
    return list(dict.fromkeys(asked))[:LONGEST]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _pairs(run: str) -> Iterator[str]:
    return (run[at : at + 2] for at in range(len(run) - 1))


def _asked_in(run: str) -> Iterator[str]:
    """Dictionary words, and for characters between them the pairs they form with their neighbours."""
    if len(run) == 1:
        yield f"{run}*"
        return
    at = 0
    for word in rjieba.cut(run, False):
        if len(word) > 1:
            yield word
        else:
            yield from _pairs(run[max(at - 1, 0) : at + 2])
        at += len(word)
