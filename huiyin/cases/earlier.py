"""Earlier matters of the same person (以前的信访事项), found by exact value through the blind indexes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from huiyin.cases.identity import Identity, ring
from huiyin.cases.lodging import Capacity
from huiyin.cases.models import Case, Party
from huiyin.cases.queries import visible_to
from huiyin.law.facts import Actor
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
    cases = visible_to(actor, on).filter(id__in=same).order_by("-lodged_at", "-id")[:MOST]
    found = [Earlier(case, same[case.id]) for case in cases]
    return sorted(found, key=lambda each: not each.sure)


def _marks(identity: Identity) -> Iterator[tuple[str, bytes]]:
    for name, (_, index) in MARKS.items():
        try:
            if getattr(identity, name).strip():
                yield name, index(ring(), getattr(identity, name))
        except NothingToIndex:
            continue


def _same(marks: dict[str, bytes]) -> dict[int, tuple[str, ...]]:
    """Per matter the marks that agree with one of its parties."""
    anything = Q()
    for name, value in marks.items():
        anything |= Q(**{MARKS[name][0]: value})
    columns = [MARKS[name][0] for name in marks]
    rows = Party.objects.filter(anything, capacity__in=PETITIONERS).order_by("-id")
    found: dict[int, tuple[str, ...]] = {}
    for case, *values in rows.values_list("case_id", *columns)[:MOST_ROWS]:
        agree = tuple(name for name, value in zip(marks, values, strict=True) if value and bytes(value) == marks[name])
        found[case] = max(found.get(case, ()), agree, key=len)
    return found
