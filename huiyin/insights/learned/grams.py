"""Texts as numbers to learn from: pieces of one to four characters and dictionary words, each as a hash. Pure numpy.

A piece never spans a sign or a gap. The hash of any stretch comes from one running sum over all texts of a batch, so
that a text costs a fraction of a millisecond; a hash is kept to 48 bits, with which two of a million pieces hardly ever
meet.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from huiyin.insights.cutting import cut

Numbers = NDArray[Any]
#: What of a text is read: the rest of a very long letter repeats itself.
READ: Final = 2000
BATCH: Final = 500
#: How much each view weighs: pieces of the title, pieces of the text, words of both.
VIEWS: Final = (0.8, 1.0, 1.0)
_TITLE_PIECES, _TEXT_PIECES = (1, 2, 3), (2, 3, 4)
_WORD_SALT, _PAIR_SALT = 10, 11
_U = np.uint64
_BASE: Final = 0x9E3779B97F4A7C15
_MIX: Final = _U(0xD6E8FEB86659FD93)
_GAPS: Final = re.compile(r"\s+")


def plain(text: str) -> str:
    """One running text in small, narrow letters, without gaps; what is no character at all becomes a sign."""
    text = _GAPS.sub("", unicodedata.normalize("NFKC", text[: READ * 4])).lower()
    return text.encode("utf-8", "replace").decode("utf-8")[:READ]


@dataclass(frozen=True, slots=True)
class Pieces:
    """Hashed pieces of a batch: ``keys[i]`` stands in text ``texts[i]`` from ``starts[i]`` to ``ends[i]``."""

    texts: Numbers
    keys: Numbers
    starts: Numbers
    ends: Numbers


class Batch:
    """Texts, already :func:`plain`, that are cut together.

    ``starts`` of pieces count from the beginning of the batch; ``origin`` of a text is where it begins there.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.joined = "\n".join([*texts, ""])
        self._codes = np.frombuffer(self.joined.encode("utf-32-le"), np.uint32)
        lengths = np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts))
        self.origin = np.cumsum(lengths) - lengths
        self._text_at = np.repeat(np.arange(len(texts)), lengths)
        powers, self._inverse = _powers(_room(len(self._codes) + 1))
        self._sums = np.zeros(len(self._codes) + 1, _U)
        np.cumsum(self._codes.astype(_U) * powers[: len(self._codes)], out=self._sums[1:])
        self._letter = _letters(self._codes)

    def pieces(self, sizes: Sequence[int]) -> Pieces:
        """Every stretch of so many letters."""
        gaps = np.concatenate([[0], np.cumsum(~self._letter)])
        found = []
        for size in sizes:
            most = max(len(self._codes) - size + 1, 0)
            starts = np.nonzero(gaps[size:] == gaps[:most])[0] if most else np.zeros(0, np.int64)
            found.append(self._hashed(starts, starts + size, size))
        return _joined(found)

    def words(self) -> Pieces:
        """Every word, and every pair of neighbouring words."""
        lengths = np.fromiter(map(len, cut(self.joined)), np.int64)
        ends = np.cumsum(lengths)
        starts = ends - lengths
        letter = self._letter[starts]
        first = np.nonzero(letter[1:] & letter[:-1])[0]
        single = self._hashed(starts[letter], ends[letter], _WORD_SALT)
        return _joined([single, self._hashed(starts[first], ends[first + 1], _PAIR_SALT)])

    def spans(self) -> Iterator[tuple[int, int]]:
        """Where each dictionary word begins and ends."""
        at = 0
        for word in cut(self.joined):
            if self._letter[at]:
                yield at, at + len(word)
            at += len(word)

    def _hashed(self, starts: Numbers, ends: Numbers, salt: int) -> Pieces:
        keys = ((self._sums[ends] - self._sums[starts]) * self._inverse[starts] + _U(salt)) * _MIX
        keys ^= keys >> _U(32)
        return Pieces(self._text_at[starts], (keys * _MIX) >> _U(16), starts, ends)


@dataclass(frozen=True, slots=True)
class Hits:
    """Which known pieces stand in which text of a batch, each once. Rows ascend; places are of the vocabulary."""

    rows: Numbers
    places: Numbers


def views_of(titles: Sequence[str], texts: Sequence[str]) -> tuple[Pieces, Pieces, Pieces]:
    """The three views of a batch of plain titles and texts."""
    both = [f"{title}\r{text}" for title, text in zip(titles, texts, strict=True)]
    return Batch(titles).pieces(_TITLE_PIECES), Batch(texts).pieces(_TEXT_PIECES), Batch(both).words()


class Vocabulary:
    """Where each known key stands in its list, by an open hash table: to search a sorted list costs ten times that."""

    def __init__(self, keys: Numbers) -> None:
        self.keys = keys
        self._mask = _U(_room(4 * len(keys) + 4) - 1)
        self._table = np.full(int(self._mask) + 1, -1, np.int32)
        left = np.arange(len(keys), dtype=np.int32)
        slots = keys & self._mask
        while len(left):
            free = self._table[slots] < 0
            self._table[slots[free]] = left[free]
            lost = self._table[slots] != left
            left, slots = left[lost], (slots[lost] + _U(1)) & self._mask

    def places(self, keys: Numbers) -> Numbers:
        """The place of each key, -1 where it is not known."""
        slots = keys & self._mask
        found: Numbers = self._table[slots]
        if not len(self.keys):
            return found
        open_ = np.nonzero((found >= 0) & (self.keys[found] != keys))[0]
        while len(open_):
            slots[open_] = (slots[open_] + _U(1)) & self._mask
            found[open_] = self._table[slots[open_]]
            open_ = open_[(found[open_] >= 0) & (self.keys[found[open_]] != keys[open_])]
        return found


def looked_up(pieces: Pieces, vocabulary: Vocabulary) -> Hits:
    """The pieces that the vocabulary knows."""
    places = vocabulary.places(pieces.keys)
    known = places >= 0
    rows, places = pieces.texts[known], places[known].astype(np.int64)
    once = _once((rows << 32) | places)
    rows, places = rows[once], places[once]
    order = np.argsort(rows.astype(np.int16) if BATCH < 2**15 else rows, kind="stable")
    return Hits(rows[order], places[order])


def _once(keys: Numbers) -> Numbers:
    """Indices of a list's different keys, each once: those that meet in a small table are looked at again."""
    index, kept = np.arange(len(keys), dtype=np.int32), []
    mask = _U(_room(2 * len(keys) + 2) - 1)
    table = np.empty(int(mask) + 1, np.int32)
    for turn in range(3):
        slots = ((keys[index].astype(_U) + _U(turn)) * _MIX) >> _U(20) & mask
        table[slots] = index
        won = table[slots]
        kept.append(index[won == index])
        index = index[keys[won] != keys[index]]
    _, first = np.unique(keys[index], return_index=True)
    return np.concatenate([*kept, index[first]])


def _joined(several: Sequence[Pieces]) -> Pieces:
    return Pieces(*(np.concatenate([getattr(each, name) for each in several]) for name in Pieces.__slots__))


def _letters(codes: Numbers) -> Numbers:
    """Whether each code is a letter or a digit: Han, Latin, and every script beyond the signs."""
    latin = ((codes >= 0x30) & (codes <= 0x39)) | ((codes >= 0x61) & (codes <= 0x7A))
    signs = ((codes >= 0x2000) & (codes < 0x2E80)) | ((codes >= 0x3000) & (codes < 0x3040)) | (codes >= 0xFE00)
    return latin | ((codes >= 0xC0) & ~(signs & (codes < 0x10000)))


def _room(length: int) -> int:
    """Rounded up, so that few sizes are ever kept."""
    return 1 << max(length - 1, 1).bit_length()


@lru_cache(maxsize=8)
def _powers(length: int) -> tuple[Numbers, Numbers]:
    """Powers of the base and of its inverse modulo 2^64."""
    powers, inverse = np.full(length, _BASE, _U), np.full(length, pow(_BASE, -1, 1 << 64), _U)
    powers[0] = inverse[0] = 1
    return np.cumprod(powers), np.cumprod(inverse)
