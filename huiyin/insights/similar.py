"""Matters most like the words of one matter (相似事项), through the search index and for one reader."""

from __future__ import annotations

from datetime import date

from huiyin.cases.models import Case
from huiyin.insights.search import search
from huiyin.insights.words import words_asked
from huiyin.law.facts import Actor

#: The index answers for documents that hold all words asked; first so many of the longest, then so many.
TRIES = (4, 2)
#: The beginning of a long letter says what it is about.
READ = 400
COMMON = frozenset(
    {"我们", "请求", "要求", "希望", "问题", "解决", "反映", "没有", "现在", "这个", "一直", "多次", "领导"}
)


def similar(actor: Actor, on: date, words: str, without: frozenset[int], most: int = 4) -> list[Case]:
    """Matters with the same telling words that ``actor`` may read, the closest first; ``without`` are known already."""
    telling = _telling(words[:READ])
    found: dict[int, Case] = {}
    for size in TRIES:
        if len(telling) >= min(size, 2) and len(found) < most:
            for case in search(actor, on, " ".join(telling[:size]), None, most + len(without)).cases:
                if case.id not in without:
                    found.setdefault(case.id, case)
    return list(found.values())[:most]


def _telling(words: str) -> list[str]:
    asked = {word for word in words_asked(words) if len(word) > 1 and word not in COMMON and not word.isdigit()}
    return sorted(asked, key=lambda word: (-len(word), words.find(word)))
