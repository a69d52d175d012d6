"""What a story is like (像哪一种): the ways that are right for what others said in like words, and how sure that is.

The words of routes and their meetings know what they name and nothing else. People say it in other words. From the
examples it is learned which pieces of speech speak for which way, and which for none at all: one linear measure of
least squares, brought close step by step, so that it needs no library, no stored weights and half a second.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log, sqrt
from typing import Final

_LONGEST_PIECE: Final = 3
#: Longer pieces say more than single signs.
_PIECE: Final = 1.5
#: What only one example says tells nothing of others.
_FEWEST: Final = 2
#: A greeting, a try, a name of a place: who says little (some eight signs), of which next to nothing was ever heard,
#: says what is like nothing.
_LITTLE: Final = 16
_FEWEST_HEARD: Final = 3
#: So often is every example looked at; after that the weights hardly move.
_ROUNDS: Final = 4
#: How strongly weights are held back from following single examples, and what is too small a step to be taken.
_HELD_BACK: Final = 0.3
_SMALL: Final = 0.03
#: A way beside the likeliest is named where it is at least this share as likely.
_BESIDE: Final = 0.35
#: The key of examples for which there is no other way: what petitions are for.
NONE: Final = "none"
_HAN: Final = re.compile(r"[\u4e00-\u9fff]+")
_LATIN: Final = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Like:
    """The keys of ways, the likeliest first, and by how much the first is likelier than that none is needed."""

    keys: tuple[str, ...] = ()
    sure: float = 0.0


@dataclass(slots=True)
class Examples:
    """What people say and the keys of the ways that are right for it."""

    keys: tuple[str, ...] = ()
    _rare: dict[str, float] = field(default_factory=dict)
    _speaks: dict[str, Sequence[float]] = field(default_factory=dict)

    def learn(self, examples: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        """Hold stories against these from now on."""
        split = [(pieces(said), keys) for said, keys in examples]
        self.keys = tuple(dict.fromkeys((*(key for _, keys in split for key in keys), NONE)))
        counted = Counter(piece for found, _ in split for piece in found)
        self._rare = {
            piece: log(len(split) / count + 1) * (1 if len(piece) == 1 else _PIECE)
            for piece, count in counted.items()
            if count >= _FEWEST
        }
        speaks = {piece: [0.0] * len(self.keys) for piece in self._rare}
        told = [
            _Told.of(sorted(found & self._rare.keys()), [float(key in keys) for key in self.keys], self._rare)
            for found, keys in split
        ]
        for _ in range(_ROUNDS):
            for each in told:
                each.teach(speaks)
        self._speaks = {piece: array("f", weights) for piece, weights in speaks.items()}

    def like(self, text: str) -> Like:
        """The ways that fit; no keys where too little of the story was ever heard to be like anything."""
        told = pieces(text)
        found = [piece for piece in told if piece in self._rare]
        if not found or (len(told) < _LITTLE and sum(len(piece) > 1 for piece in found) < _FEWEST_HEARD):
            return Like()
        length = _length(found, self._rare)
        likely = dict(zip(self.keys, (each / length for each in _sums(found, self._speaks)), strict=True))
        none = likely.pop(NONE)
        first, *others = sorted(likely, key=lambda key: -likely[key])
        beside = (key for key in others if likely[key] >= _BESIDE * likely[first] > 0)
        return Like((first, *beside), likely[first] - none)


@dataclass(slots=True)
class _Told:
    """An example while it is learned from: its pieces, what they should speak for, and how much was taught already."""

    pieces: list[str]
    steps: list[float]
    wanted: list[float]
    taught: list[float]
    length: float

    @classmethod
    def of(cls, found: list[str], wanted: list[float], rare: Mapping[str, float]) -> _Told:
        length = _length(found, rare)
        return cls(found, [rare[piece] ** 2 / length for piece in found], wanted, [0.0] * len(wanted), length)

    def teach(self, speaks: dict[str, list[float]]) -> None:
        """One step towards what is wanted of each way (dual coordinate ascent of ridge regression)."""
        now = _sums(self.pieces, speaks)
        for at, wanted in enumerate(self.wanted):
            step = (wanted - now[at] / self.length - _HELD_BACK * self.taught[at]) / (1 + _HELD_BACK)
            if abs(step) < _SMALL:
                continue
            self.taught[at] += step
            for piece, weight in zip(self.pieces, self.steps, strict=True):
                speaks[piece][at] += step * weight


def _sums(found: Iterable[str], speaks: Mapping[str, Sequence[float]]) -> list[float]:
    return [sum(column) for column in zip(*(speaks[piece] for piece in found), strict=True)]


def _length(found: Iterable[str], rare: Mapping[str, float]) -> float:
    return sqrt(sum(rare[piece] ** 2 for piece in found)) or 1.0


def pieces(text: str) -> frozenset[str]:
    """One to three Chinese signs in a row; Latin words and pairs of them."""
    told = unicodedata.normalize("NFKC", text).lower().replace("'", "").replace("’", "")
    return frozenset(_pieces(told))


def _pieces(told: str) -> Iterator[str]:
    for run in _HAN.findall(told):
        for size in range(1, _LONGEST_PIECE + 1):
            yield from (run[at : at + size] for at in range(len(run) - size + 1))
    latin = _LATIN.findall(told)
    yield from (f"{word}_" for word in latin)
    yield from map("_".join, pairwise(latin))
