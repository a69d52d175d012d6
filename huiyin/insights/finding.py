"""Search by words and by what narrows them, newest first. The index proposes; the record and its permission decide."""

from __future__ import annotations

from datetime import date

from huiyin.cases.queries import visible_to
from huiyin.insights import storage
from huiyin.insights.facets import Facets
from huiyin.insights.marks import marks_for
from huiyin.insights.search import Found, readable_of
from huiyin.insights.words import words_asked
from huiyin.law.facts import Actor


def find_matters(
    actor: Actor, on: date, words: str, facets: Facets, before: int | None = None, limit: int = 20
) -> Found:
    """Matters the actor may read that have all the words and fit every facet; either may be left out, not both.

    :param before: continue after a page that ended here (:attr:`Found.before`).
    """
    asked, marks = words_asked(words), marks_for(actor, on)
    if not marks or not (asked or facets):
        return Found([])
    groups, past = facets.marks(on), facets.past(on)
    readable = visible_to(actor, on).filter(facets.condition())

    def propose(older: int | None) -> list[int]:
        if past is None:
            return storage.find(asked, marks, older, limit + 1, groups)
        return storage.find_between(asked, marks, older, limit + 1, groups, past)

    return readable_of(readable, propose, before, limit)
