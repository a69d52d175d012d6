"""Matters most like the words being typed (相似事项), found through the search index, so that nothing is taken twice.

The index answers for documents that hold *all* words asked for; so the longest words of the request are asked first
together, then in ever smaller groups, until something is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from huiyin.cases.models import Case
from huiyin.desk.staff import Desk
from huiyin.insights.search import search
from huiyin.insights.words import words_asked

MOST = 4
#: So many words are weighed, and groups of so few are still telling.
WEIGHED = 4
SMALLEST = 2
#: A request is short; of a long letter its beginning says what it is about.
READ = 400
COMMON = frozenset({"我们", "请求", "要求", "希望", "问题", "解决", "反映", "没有", "现在", "这个", "一直", "多次"})


def alike(desk: Desk, words: str, without: frozenset[int] = frozenset()) -> list[Case]:
    """The matters most like these words that the clerk may read; ``without`` are shown already."""
    found: dict[int, Case] = {}
    for group in _groups(_telling(words[:READ])):
        for case in search(desk.actor, desk.today, " ".join(group), None, MOST + len(without)).cases:
            if case.id not in without:
                found.setdefault(case.id, case)
        if len(found) >= MOST:
            break
    return list(found.values())[:MOST]


def _telling(words: str) -> list[str]:
    """The longest words, each once, in the order in which they weigh."""
    asked = {word for word in words_asked(words) if len(word) > 1 and word not in COMMON and not word.isdigit()}
    return sorted(asked, key=lambda word: (-len(word), words.find(word)))[:WEIGHED]


def _groups(words: list[str]) -> Iterator[tuple[str, ...]]:
    for size in range(len(words), SMALLEST - 1, -1):
        # Of the smaller groups only those with the most telling word.
        yield from (group for group in combinations(words, size) if words[0] in group)
