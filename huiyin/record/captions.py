"""The words under which records are called: their own, or those of what they rest on for whoever may read that.

A charge, a topic or a visit is called by its matter's number, for its own title stands where anybody of its readers
sees it. Whoever may read the matter, too, is told what it is about.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from huiyin.law.frame.facts import Actor
from huiyin.record.kinds import Kind, Lender


def borrowed(found: Iterable[tuple[Kind, Any]], actor: Actor, on: date, known: Iterable[Any] = ()) -> dict[int, str]:
    """By the record's id the words it borrows; nothing for one that has words of its own, or whose lender the actor may
    not read. One look-up for all kinds that borrow alike, however many rows; none for what is ``known``.

    :param found: rows that the actor may read.
    :param known: rows at the other ends of their links, fetched for this actor.
    """
    askers: dict[Lender, list[Any]] = {}
    for kind, row in found:
        askers.setdefault(kind.borrows, []).append(row)
    there, words = {row.id: row for row in known}, dict[int, str]()
    for lender, rows in askers.items():
        words |= lender(rows, actor, on, there)
    return words
