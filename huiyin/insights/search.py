"""Search by words, newest first. The permission check is the record's own; the index only proposes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from huiyin.cases.models import Case
from huiyin.cases.queries import of_these
from huiyin.insights import storage
from huiyin.insights.marks import marks_for
from huiyin.insights.words import words_asked
from huiyin.law.frame.facts import Actor

PAGE = 20
# Marks may be as old as the worker's last round; so many proposals in a row may turn out closed to the seeker.
PATIENCE = 10


@dataclass(frozen=True, slots=True)
class Found:
    """Matters, the newest first; ``before`` continues the list, ``None`` at its end."""

    cases: list[Case]
    before: int | None = None

    @property
    def more(self) -> bool:
        return self.before is not None


def search(actor: Actor, on: date, words: str, before: int | None = None, limit: int = PAGE) -> Found:
    """Matters the actor may read that have all the words in title, letters, claims, number or answers.

    :param words: as typed; signs and operators mean nothing.
    :param before: continue after a page that ended here (:attr:`Found.before`).
    """
    asked, marks = words_asked(words), marks_for(actor, on)
    if not asked or not marks:
        return Found([])

    def readable(proposed: Iterable[int]) -> Iterable[Case]:
        return of_these(actor, on, proposed).values()

    return readable_of(readable, lambda past: storage.find(asked, marks, past, limit + 1), before, limit)


def readable_of(
    readable: Callable[[list[int]], Iterable[Case]],
    propose: Callable[[int | None], list[int]],
    before: int | None,
    limit: int,
) -> Found:
    """A page of what the index proposes and the seeker may read.

    :param readable: those of the proposed matters that the seeker may read, the newest first.
    :param propose: ids of matters older than the given one, at most one more than ``limit``.
    """
    found: list[Case] = []
    for _ in range(PATIENCE):
        proposed = propose(before)
        found.extend(readable(proposed))
        if len(found) > limit:
            return Found(found[:limit], found[limit - 1].id)
        if len(proposed) <= limit:
            return Found(found)
        before = proposed[-1]
    return Found(found, before)
