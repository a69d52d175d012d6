"""Search by words and by what narrows them, newest first. The index proposes; the record and its permission decide."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from huiyin.cases.models import Case
from huiyin.cases.queries import of_these, visible_to
from huiyin.insights import storage
from huiyin.insights.facets import Facets
from huiyin.insights.marks import marks_for
from huiyin.insights.search import Found, readable_of
from huiyin.insights.words import words_asked
from huiyin.law.frame.facts import Actor


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

    def readable(proposed: list[int]) -> Iterable[Case]:
        if not facets:
            return of_these(actor, on, proposed).values()
        return visible_to(actor, on).filter(facets.condition(), id__in=proposed).order_by("-id")

    def propose(older: int | None) -> list[int]:
        if past is None:
            return storage.find(asked, marks, older, limit + 1, groups)
        return storage.find_between(asked, marks, older, limit + 1, groups, past)

    return readable_of(readable, propose, before, limit)
