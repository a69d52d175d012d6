"""Matters most like the words of one matter (相似事项), proposed by the search index for one reader."""

from __future__ import annotations

from datetime import date

from huiyin.insights import storage
from huiyin.insights.marks import marks_for
from huiyin.insights.words import words_asked
from huiyin.law.frame.facts import Actor

#: The index answers for documents that hold all words asked; first so many of the longest, then so many.
TRIES = (4, 2)
#: Of each try so many: some are known already, and marks may be as old as the worker's last round.
PROPOSED = 12
#: The beginning of a long letter says what it is about.
READ = 400
COMMON = frozenset(
    {"我们", "请求", "要求", "希望", "问题", "解决", "反映", "没有", "现在", "这个", "一直", "多次", "领导"}
)


def similar_ids(actor: Actor, on: date, words: str) -> list[int]:
    """Ids of matters with the same telling words, the closest first. What ``actor`` may read is still to be asked."""
    said, marks = telling(words), marks_for(actor, on)
    tries = [said[:size] for size in TRIES if len(said) >= min(size, 2)]
    return storage.find_in_turn(tries, marks, PROPOSED) if tries and marks else []


def telling(words: str) -> list[str]:
    """The words by which a matter is known again, the longest first, each once."""
    words = words[:READ]
    asked = {word for word in words_asked(words) if len(word) > 1 and word not in COMMON and not word.isdigit()}
    return sorted(asked, key=lambda word: (-len(word), words.find(word)))
