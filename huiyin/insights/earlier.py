"""Earlier matters of the same petitioner, found through its blind indexes, never a name in the clear."""

from __future__ import annotations

from functools import cache

from huiyin.cases.earlier import PETITIONERS
from huiyin.store.statements import answers

#: What makes two people one, beside their telephones. A name alone does not: many people share it.
MARKS = ("id_index", "email_index")
MOST_PARTIES = 5
MOST_ROWS = 50
_ARMS = len(MARKS) + 2


def earlier_ids(case: int) -> set[int]:
    """Other matters of those who brought this one, MOST_ROWS at most. What a reader may read is still to be asked."""
    return {other for (other,) in answers(_same(), [case, *PETITIONERS, *(PETITIONERS * _ARMS), case])}


@cache
def _same() -> str:
    """One statement with an arm for each index, because an OR scans; what has no mark equals nothing.

    CROSS JOIN, because SQLite keeps its order: without statistics it would walk all parties, newest first.
    """
    holes = ",".join(["%s"] * len(PETITIONERS))
    people = (
        f"SELECT id, phone_index, {','.join(MARKS)} FROM cases_party WHERE case_id = %s AND capacity IN ({holes})"
        f" ORDER BY id LIMIT {MOST_PARTIES}"
    )
    phones = (
        "SELECT phone_index AS mark FROM people UNION"
        ' SELECT f."index" FROM people JOIN cases_furtherphone f ON f.party_id = people.id'
    )
    found = [f"people CROSS JOIN cases_party other WHERE other.{mark} = people.{mark}" for mark in MARKS] + [
        "phones CROSS JOIN cases_party other WHERE other.phone_index = phones.mark",
        "phones CROSS JOIN cases_furtherphone f CROSS JOIN cases_party other"
        ' WHERE f."index" = phones.mark AND other.id = f.party_id',
    ]
    arms = " UNION ALL ".join(
        f"SELECT * FROM (SELECT other.case_id FROM {each} AND other.capacity IN ({holes})"
        f" ORDER BY other.id DESC LIMIT {MOST_ROWS}) AS arm_{place}"
        for place, each in enumerate(found)
    )
    return (
        f"WITH people AS MATERIALIZED ({people}), phones AS MATERIALIZED ({phones})"
        f" SELECT case_id FROM ({arms}) AS same WHERE case_id <> %s"
        f" GROUP BY case_id ORDER BY case_id DESC LIMIT {MOST_ROWS}"
    )
