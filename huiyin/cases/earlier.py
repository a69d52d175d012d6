"""Earlier matters of the same person (以前的信访事项), found by exact value through the blind indexes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from huiyin.cases.identity import Identity, ring
from huiyin.cases.lodging import Capacity
from huiyin.cases.models import Case
from huiyin.cases.queries import newest_of
from huiyin.law.frame.facts import Actor
from huiyin.store.statements import answers
from huiyin.vault import blind
from huiyin.vault.errors import NothingToIndex

MOST_ROWS = 200
MOST = 10
#: Whoever is complained of is not found here: looking up a name must not tell that there is a report.
PETITIONERS = tuple(capacity.value for capacity in Capacity if not capacity.accused)
#: What makes two people one, the surest first, with the column of its index.
MARKS = {"id_number": ("id_index", blind.id_index), "phone": ("phone_index", blind.phone_index),
         "email": ("email_index", blind.email_index), "name": ("name_index", blind.name_index)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Earlier:
    """A matter, and what of the person is the same: id_number, phone, email, name."""

    case: Case
    same: tuple[str, ...]

    @property
    def sure(self) -> bool:
        """More than a name, which many people share."""
        return self.same != ("name",)


def earlier_matters(identity: Identity, actor: Actor, on: date) -> list[Earlier]:
    """Matters of this person that ``actor`` may read, the surest and newest first; empty for an empty identity."""
    marks = dict(_marks(identity))
    if not marks:
        return []
    same = _same(marks)
    found = [Earlier(case, same[case.id]) for case in newest_of(actor, on, same, MOST)]
    return sorted(found, key=lambda each: not each.sure)


def _marks(identity: Identity) -> Iterator[tuple[str, bytes]]:
    for name, (_, index) in MARKS.items():
        try:
            if getattr(identity, name).strip():
                yield name, index(ring(), getattr(identity, name))
        except NothingToIndex:
            continue


def _same(marks: dict[str, bytes]) -> dict[int, tuple[str, ...]]:
    """Per matter what of the person is the same. One statement with an arm for each index, because an OR scans."""
    holes = ",".join(["%s"] * len(PETITIONERS))
    arms = [
        f"SELECT * FROM (SELECT case_id, '{name}' AS mark FROM cases_party"
        f" WHERE {MARKS[name][0]} = %s AND capacity IN ({holes}) ORDER BY id DESC LIMIT {MOST_ROWS}) AS {name}"
        for name in marks
    ]
    values = [part for value in marks.values() for part in (value, *PETITIONERS)]
    found: dict[int, tuple[str, ...]] = {}
    for case, name in answers(" UNION ALL ".join(arms), values):
        found[case] = (*found.get(case, ()), name)
    return {case: tuple(dict.fromkeys(names)) for case, names in found.items()}
