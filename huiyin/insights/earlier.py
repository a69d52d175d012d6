"""Earlier matters of the same petitioner, found through its blind indexes, never a name in the clear."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import connection

from huiyin.cases.earlier import PETITIONERS
from huiyin.cases.models import Case, Party
from huiyin.cases.queries import visible_to
from huiyin.law.facts import Actor

#: What makes two people one. A name alone does not: many people share it.
MARKS = ("id_index", "phone_index", "email_index")
MOST_PARTIES = 5
MOST_ROWS = 50
MOST = 6


def earlier_of(case: Case, actor: Actor, on: date) -> list[Case]:
    """Other matters of those who brought this one that ``actor`` may read, the newest first, six at most."""
    ids = _same(list(_marks(case.id))) - {case.id}
    if not ids:
        return []
    return list(visible_to(actor, on).filter(id__in=ids).order_by("-lodged_at", "-id")[:MOST])


def _marks(case: int) -> Iterator[tuple[str, bytes]]:
    people = Party.objects.filter(case=case, capacity__in=PETITIONERS).order_by("id")[:MOST_PARTIES]
    for row in people.values(*MARKS):
        yield from ((mark, bytes(row[mark])) for mark in MARKS if row[mark])


def _same(marks: list[tuple[str, bytes]]) -> set[int]:
    """Matters with one of these marks. One statement with an arm for each index, because an OR scans."""
    holes = ",".join(["%s"] * len(PETITIONERS))
    arms = [
        f"SELECT * FROM (SELECT case_id FROM cases_party WHERE {mark} = %s AND capacity IN ({holes})"
        f" ORDER BY id DESC LIMIT {MOST_ROWS}) AS arm_{place}"
        for place, (mark, _) in enumerate(marks)
    ]
    if not arms:
        return set()
    values: list[bytes | str] = []
    for _, index in marks:
        values += [index, *PETITIONERS]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(arms), values)
        return {row[0] for row in cursor.fetchall()}
