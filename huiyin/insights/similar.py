"""Matters most like the words of one matter (相似事项), proposed by the search index for one reader.

In a large record they are those that share most of the text's rarest words, weighed by rarity; where no word is rare,
those that have several of the rarer ones together. In a small one, those that have the longest words of the text.
"""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import date
from typing import Final

from huiyin.insights import rarity, storage
from huiyin.insights.marks import marks_for
from huiyin.insights.rarity import Rarity
from huiyin.insights.words import words_asked, words_in
from huiyin.law.frame.facts import Actor

#: The index answers for documents that hold all words asked; first so many of the longest, then so many.
TRIES = (4, 2)
#: Of each try so many: some are known already, and marks may be as old as the worker's last round.
PROPOSED = 12
#: By rare words more are proposed: the reader may read few of a city's matters.
CLOSEST: Final = 60
#: The beginning of a long letter says what it is about.
READ, READ_CLOSELY = 400, 1200
COMMON = frozenset(
    {"我们", "请求", "要求", "希望", "问题", "解决", "反映", "没有", "现在", "这个", "一直", "多次", "领导"}
)
#: So many of the rarest words are asked, as long as together they stand in no more matters than this, and none in more.
RAREST, TOGETHER, EACH = 40, 4000, 1500
#: Fewer rare words say too little; then words are asked together until so few matters are expected to have them all.
FEWEST, EXPECTED, MOST_TOGETHER = 4, 200, 4
#: Nor are more entries of the index passed for them: in a record of a million three ordinary words have half a million.
PASSED: Final = 20_000


def similar_ids(actor: Actor, on: date, words: str) -> list[int]:
    """Ids of matters with the same telling words, the closest first. What ``actor`` may read is still to be asked."""
    if found := closest(words):
        return found
    said, marks = telling(words), marks_for(actor, on)
    tries = [said[:size] for size in TRIES if len(said) >= min(size, 2)]
    return storage.find_in_turn(tries, marks, PROPOSED) if tries and marks else []


def closest(words: str, most: int = CLOSEST) -> list[int]:
    """Ids of the matters that share most of the rarest words, the closest first; empty where rarity is not known.

    Nothing here asks who may read them.
    """
    known = rarity.known()
    if known is None:
        return []
    ranked = sorted(((known.often(word), word) for word in _asked(words)), key=lambda each: (each[0], each[1]))
    rare = _rarest(ranked)
    if len(rare) < FEWEST:
        return _together(ranked, known, most)
    scores: dict[int, float] = defaultdict(float)
    top = math.log(known.matters + 1)
    for place, number in storage.find_each([word for _, word in rare], EACH):
        scores[number] += top - math.log(rare[place][0] + 1) + 0.1
    return sorted(scores, key=lambda number: (-scores[number], -number))[:most]


def _asked(words: str) -> set[str]:
    """The words of a text as the index has them, without what says nothing of a matter."""
    found = words_in([words[:READ_CLOSELY]])
    return {word for word in found if len(word) > 1 and word not in COMMON and not word.isdigit()}


def _rarest(ranked: list[tuple[float, str]]) -> list[tuple[float, str]]:
    found, sum_ = [], 0.0
    for often, word in ranked[:RAREST]:
        sum_ += often
        if often > EACH or sum_ > TOGETHER:
            break
        found.append((often, word))
    return found


def _together(ranked: list[tuple[float, str]], known: Rarity, most: int) -> list[int]:
    """By several words at once that have no character in common: as if each stood where it stands by chance."""
    chosen: list[str] = []
    expected, entries = float(known.matters), 0.0
    for often, word in ranked:
        if expected <= EXPECTED or len(chosen) == MOST_TOGETHER:
            break
        if not any(set(word) & set(other) for other in chosen):
            fewer = expected * often / known.matters
            if len(chosen) > 1 and storage.walked(entries + often, fewer, most) > PASSED:
                break
            chosen.append(word)
            expected, entries = fewer, entries + often
    return storage.find_all(chosen, most) if len(chosen) > 1 else []


def telling(words: str) -> list[str]:
    """The words by which a matter is known again, the longest first, each once."""
    words = words[:READ]
    asked = {word for word in words_asked(words) if len(word) > 1 and word not in COMMON and not word.isdigit()}
    return sorted(asked, key=lambda word: (-len(word), words.find(word)))
