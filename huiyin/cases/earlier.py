"""Earlier matters of the same person (以前的信访事项), found by exact value through the blind indexes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
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
from huiyin.vault.keyring import KeyRing

#: By one mark the newest so many are looked at, and so many are told at once: the pages fold what is behind the first.
MOST_ROWS = 500
MOST = 300
#: Whoever is complained of is not found here: looking up a name must not tell that there is a report.
PETITIONERS = tuple(capacity.value for capacity in Capacity if not capacity.accused)
#: What makes two people one, the surest first, with the column of its index.
MARKS: Mapping[str, tuple[str, Callable[[KeyRing, str], Sequence[bytes]]]] = {
    "id_number": ("id_index", lambda keys, typed: (blind.id_index(keys, typed),)),
    "phone": ("phone_index", blind.phone_indexes),
    "email": ("email_index", lambda keys, typed: (blind.email_index(keys, typed),)),
    "name": ("name_index", lambda keys, typed: (blind.name_index(keys, typed),)),
}
_HOLES = ",".join(["%s"] * len(PETITIONERS))


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
    """Matters of this person that ``actor`` may read, the surest and newest first, MOST at most; empty for an empty
    identity."""
    marks = list(_marks(identity))
    if not marks:
        return []
    same = _same(marks)
    found = [Earlier(case, same[case.id]) for case in newest_of(actor, on, same, MOST)]
    return sorted(found, key=lambda each: not each.sure)


def _marks(identity: Identity) -> Iterator[tuple[str, bytes]]:
    """Each mark by which to look, and its kind; a telephone field may hold several."""
    for name, (_, indexes) in MARKS.items():
        with suppress(NothingToIndex):
            if getattr(identity, name).strip():
                yield from ((name, mark) for mark in indexes(ring(), getattr(identity, name)))


def _same(marks: list[tuple[str, bytes]]) -> dict[int, tuple[str, ...]]:
    """Per matter what of the person is the same. One statement with an arm for each index, because an OR scans."""
    looked = [(name, _arm(place, name), mark) for place, (name, mark) in enumerate(marks)]
    looked += [("phone", _further_arm(place), mark) for place, (name, mark) in enumerate(marks) if name == "phone"]
    values = [part for _, _, mark in looked for part in (mark, *PETITIONERS)]
    found: dict[int, tuple[str, ...]] = {}
    for case, name in answers(" UNION ALL ".join(arm for _, arm, _ in looked), values):
        found[case] = (*found.get(case, ()), name)
    return {case: tuple(dict.fromkeys(names)) for case, names in found.items()}


def _arm(place: int, name: str) -> str:
    return (
        f"SELECT * FROM (SELECT case_id, '{name}' AS mark FROM cases_party"
        f" WHERE {MARKS[name][0]} = %s AND capacity IN ({_HOLES}) ORDER BY id DESC LIMIT {MOST_ROWS}) AS arm_{place}"
    )


def _further_arm(place: int) -> str:
    return (
        "SELECT * FROM (SELECT p.case_id, 'phone' AS mark FROM cases_furtherphone f JOIN cases_party p"
        f' ON p.id = f.party_id WHERE f."index" = %s AND p.capacity IN ({_HOLES})'
        f" ORDER BY f.id DESC LIMIT {MOST_ROWS}) AS further_{place}"
    )
