"""How rare each word is in the record: as counting_words counted it, kept as hashes, no word of it.

A word that stands in few matters tells which matter is meant; so what is like a text is looked for by its rarest words
(huiyin.insights.similar), and what two texts share is weighed by it (huiyin.insights.same).
"""

from __future__ import annotations

import math
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from huiyin.insights.models import WordRarity

#: So many places for the hashes of words.
PLACES: Final = 1 << 20
#: Counts are kept as logarithms in one byte.
STEPS: Final = 16
#: So many weights a process keeps at hand: the pairs of a card's texts are mostly those of the card before.
_AT_HAND: Final = 1 << 17
#: So long a process believes what it read.
_BELIEVED: Final = 600.0


@dataclass(frozen=True)
class Rarity:
    """What was counted.

    :param matters: how many there were; ``sampled`` of them were counted.
    """

    matters: int
    sampled: int
    counts: bytes

    def often(self, word: str) -> float:
        """In how many matters the word stands, more or less."""
        seen = 2 ** (self.counts[place_of(word)] / STEPS) - 1
        return max(seen, 0.5) * self.matters / self.sampled

    def weigh(self, pair: str) -> float:
        """How much a pair of neighbouring characters says."""
        top = math.log(self.matters + 1)
        if not all("\u3400" <= sign <= "\u9fff" for sign in pair):
            return top / 2  # the index has pairs of Chinese characters only
        return max(top - math.log(self.often(pair) + 1), 0.0) + 0.1

    @cached_property
    def weighing(self) -> Callable[[str], float]:
        """The same, remembered."""
        return lru_cache(maxsize=_AT_HAND)(self.weigh)

    def worth(self, pair: str) -> float:
        """The same from nothing (everybody's) to one, steeply; see huiyin.insights.taking_up."""
        return max(1 - math.log(self.often(pair) + 1) / math.log(self.matters + 1), 0.0) ** 2


_known: tuple[float, Rarity | None] = (0.0, None)


def known() -> Rarity | None:
    """What was counted last; ``None`` where the record is small or nothing was counted yet."""
    global _known
    if time.monotonic() > _known[0]:
        row = WordRarity.objects.filter(id=1).first()
        found = Rarity(row.matters, row.sampled, zlib.decompress(bytes(row.counts))) if row else None
        _known = time.monotonic() + _BELIEVED, found
    return _known[1]


def weighing() -> Callable[[str], float]:
    """How much a pair of characters says in this record; all the same where nobody counted."""
    counted = known()
    return (lambda pair: 1.0) if counted is None else counted.weighing


def forget() -> None:
    """Read it anew the next time."""
    global _known
    _known = 0.0, None


def place_of(word: str) -> int:
    """Where a word is counted."""
    return zlib.crc32(word.encode()) & (PLACES - 1)
