"""How much waits, beside the lists in the navigation: one statement for all of them, each counted to a hundred."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from huiyin.cases.queues import Place
from huiyin.desk.lists.helping import waiting
from huiyin.desk.staff import Desk
from huiyin.law.reading import WORKERS
from huiyin.law.terms import Role, Stage
from huiyin.record.reading import awaiting_head
from huiyin.store.statements import answers
from huiyin.together.inbox import UNREAD_OF, capped

S = Stage
#: What waits for somebody to sort it, and for the leader's word (需要我批).
TO_SORT: Final = frozenset({S.REGISTERED, S.TRANSFERRED, S.OBJECTED, S.DISPUTED, S.CONFERENCE})
TO_APPROVE: Final = frozenset({S.PROPOSED, S.OBJECTED, S.DISPUTED, S.CONFERENCE})
#: A review lies with the head who is to sign it.
REVIEWS: Final = frozenset({S.REVIEWING, S.REREVIEWING})
SORTERS: Final = frozenset({Role.DISPATCHER, Role.HEAD, Role.CONVENER})
_TO: Final = 100


def counts(desk: Desk) -> Mapping[str, str]:
    """By the name of a list, how many wait; nothing where none do."""
    asked: dict[str, tuple[str, list[Any]]] = {"notifications": (UNREAD_OF, [desk.person.id])}
    roles, here = desk.actor.roles, (desk.actor, desk.today)
    if roles & WORKERS:
        asked["mine"] = _of(Place("owner", *here))
        asked["helping"] = waiting(*here, _TO)
    if roles & SORTERS:
        asked["dispatch"] = _of(Place("holder", *here, TO_SORT))
    if Role.HEAD in roles:
        parts = [_of(Place("holder", *here, TO_APPROVE)), _of(Place("owner", *here, REVIEWS))]
        asked["approvals"] = _one_of([*parts, awaiting_head(desk.actor, desk.today, _TO)])
    columns = ", ".join(f"(SELECT count(*) FROM ({text}) AS c{n})" for n, (text, _) in enumerate(asked.values()))
    (found,) = answers(f"SELECT {columns}", [value for _, values in asked.values() for value in values])
    return {name: capped(many) for name, many in zip(asked, found, strict=True) if many}


def _one_of(parts: Iterable[tuple[str, list[Any]]]) -> tuple[str, list[Any]]:
    """Several things that wait for one person, counted as one: matters, reviews, records of other kinds."""
    some = [(text, values) for text, values in parts if text]
    each = " UNION ALL ".join(f"SELECT 1 FROM ({text}) AS part{n}" for n, (text, _) in enumerate(some))
    return f"{each} LIMIT {_TO}", [value for _, values in some for value in values]


def _of(place: Place) -> tuple[str, list[Any]]:
    text, values = place.written_out()
    return f"SELECT 1 FROM cases_case WHERE {text} LIMIT {_TO}", values
