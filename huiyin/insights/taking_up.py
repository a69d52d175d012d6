"""Whether an answer takes up what was asked: the whole message, and each thing asked in it. Pure.

Pairs of neighbouring characters are weighed by how rare they are, steeply, so that a name or a thing counts and ways of
speaking do not. An answer to another matter shares next to nothing of weight with the message, and nothing with its
title; a request that was passed over shares nothing with the answer, though the rest of the message does. Both are
questions: who answers in other words altogether is pointed to as well (docs/understanding.md says how often).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from huiyin.insights.learned.grams import plain
from huiyin.insights.same.compare import Told
from huiyin.law.chart.routes import examples
from huiyin.law.danger_lines import lines
from huiyin.wording.reading import listed

#: How much a pair says, from nothing (everybody's) to one.
Worth = Callable[[str], float]
#: A request tells enough to be taken up from here on.
TELLING: Final = 3.0
#: Fewer texts tell too little of what is rare.
ENOUGH: Final = 300
_SHORTEST: Final = 8
#: Who should care, and how: nobody answers that.
_MANNER: Final = re.compile(r"重视|关注|做主|为民|谢谢|感谢|百忙|您好|你好|天理|良心|敬礼")


@dataclass(frozen=True, slots=True)
class Heard:
    """How often each pair stands in so many texts."""

    counts: Counter[str]
    texts: int

    def worth(self, pair: str) -> float:
        """What a pair says."""
        return max(1 - math.log(self.counts.get(pair, 0) + 1) / math.log(self.texts + 1), 0.0) ** 2


def heard(texts: Iterable[Told]) -> Heard:
    """Counted in texts of one kind."""
    counts: Counter[str] = Counter()
    many = 0
    for told in texts:
        counts.update(told.pairs)
        many += 1
    return Heard(counts, max(many, 1))


@dataclass(frozen=True, slots=True)
class Scale:
    """What pairs say by some counts, and how little is too little by them (docs/understanding.md).

    :param taken: below so much an answer takes up nothing of a message.
    :param held: a request of which an answer has a smaller share was passed over.
    """

    worth: Worth
    taken: float = 0.55
    held: float = 0.012


def lowest(one: Worth, other: Worth) -> Worth:
    """What is everybody's by either says nothing."""
    return lambda pair: min(one(pair), other(pair))


@lru_cache(maxsize=1)
def spoken() -> Scale:
    """By our own sentences, where nobody counted in a record or a file: coarser, for they do not know every word."""
    dangers, ordinary = lines()
    said = [*examples(), *(line for some in dangers.values() for line in some), *ordinary]
    return Scale(heard(Told.of("", each) for each in said).worth, 1.4, 0.03)


def taken(title: str, message: Told, answer: Told, worth: Worth) -> float:
    """How much an answer takes up of a message: its title's share, and the likeness of both."""
    headed = Told(title, "").pairs
    of_title = _sum(headed & answer.pairs, worth) / max(_sum(headed, worth), 1e-9)
    length = math.sqrt(_sum(message.pairs, worth) * _sum(answer.pairs, worth))
    return math.log1p(5 * of_title) + 8 * math.log1p(5 * _sum(message.pairs & answer.pairs, worth) / max(length, 1e-9))


def passed_over(text: str, answer: Told, scale: Scale) -> str:
    """Of several things asked the one that an answer takes up least, if next to nothing of it; else empty."""
    worth = scale.worth
    asked = [each for each in requests(text) if _sum(Told("", plain(each)).pairs, worth) >= TELLING]
    least = min(asked, key=lambda each: _held(each, answer, worth), default="")
    return least if len(asked) > 1 and _held(least, answer, worth) <= scale.held else ""


def requests(text: str) -> list[str]:
    """What somebody set apart as things asked, by numbers or headings: of running text nobody knows so surely what is a
    request and what is said in anger.
    """
    said = (each.request for each in listed(text))
    return [each for each in said if len(plain(each)) >= _SHORTEST and not _MANNER.search(each)]


def _held(request: str, answer: Told, worth: Worth) -> float:
    pairs = Told("", plain(request)).pairs
    return _sum(pairs & answer.pairs, worth) / max(_sum(pairs, worth), 1e-9)


def _sum(pairs: Iterable[str], worth: Worth) -> float:
    return sum(map(worth, pairs))
