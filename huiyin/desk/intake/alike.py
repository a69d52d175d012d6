"""Matters most like the words being typed (相似事项), found through the search index, so that nothing is taken twice.

In a large record they are those that share most of its rarest words (huiyin.insights.similar). In a small one the index
answers for documents that hold *all* words asked for; so the longest words of the request are asked first
together, then in ever smaller groups, until enough is proposed. The record is asked once what the clerk may read.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from huiyin.cases.models import Case
from huiyin.cases.queries import of_these
from huiyin.desk.staff import Desk
from huiyin.insights import storage
from huiyin.insights.marks import marks_for
from huiyin.insights.similar import closest, telling

MOST = 4
#: Of each group so many, for marks may be as old as the worker's last round.
PROPOSED = 10
#: So many words are weighed, and groups of so few are still telling.
WEIGHED = 4
SMALLEST = 2


def alike(desk: Desk, words: str, without: frozenset[int] = frozenset()) -> list[Case]:
    """The matters most like these words that the clerk may read; ``without`` are shown already."""
    proposed = _proposed(desk, words, without)
    found = of_these(desk.actor, desk.today, proposed)
    return [found[each] for each in proposed if each in found][:MOST]


def _proposed(desk: Desk, words: str, without: frozenset[int]) -> list[int]:
    if near := closest(words):
        return [each for each in near if each not in without]
    marks, found = marks_for(desk.actor, desk.today), dict[int, None]()
    for group in _groups(telling(words)[:WEIGHED]) if marks else ():
        some = storage.find(group, marks, None, PROPOSED + len(without))
        found |= dict.fromkeys(each for each in some if each not in without)
        if len(found) >= MOST:
            break
    return list(found)


def _groups(words: list[str]) -> Iterator[tuple[str, ...]]:
    for size in range(len(words), SMALLEST - 1, -1):
        # Of the smaller groups only those with the most telling word.
        yield from (group for group in combinations(words, size) if words[0] in group)
