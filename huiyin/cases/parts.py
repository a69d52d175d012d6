"""How a matter is shown to somebody to whom its beginning is closed: as one that never held anything else.

Claims count from one, entries from the registration, and what was brought is what the claims that are left say. No
sentence, number or gap tells that there was more. For everybody else (:data:`ALL`) nothing is changed or asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from huiyin.cases.models import Case, Claim, Submission
from huiyin.cases.queries import closed_upto
from huiyin.law.frame.facts import Actor
from huiyin.law.matter.facts import Facts
from huiyin.law.terms import Act
from huiyin.record.models import Event
from huiyin.record.snapshots import canonical

#: Particulars that name claims by their number: as a list, or as the keys of rows.
LISTED, KEYED = frozenset({"claims"}), frozenset({"classes", "routes", "outcomes"})

#: What a closed registration still tells.
OF_THE_LODGING = frozenset({"channel", "petitioners"})


@dataclass(frozen=True, slots=True)
class Part:
    """What of a matter its reader is shown, and by which numbers.

    :param upto: the last entry that is closed; 0 where nothing is.
    :param numbers: the number each claim that is left has for the reader.
    """

    upto: int = 0
    numbers: Mapping[int, int] = field(default_factory=dict)

    @property
    def closed(self) -> bool:
        return self.upto > 0

    def claims(self, rows: Iterable[Claim]) -> list[Claim]:
        """The claims that are left, numbered for the reader."""
        if not self.closed:
            return list(rows)
        return [_with(row, seq=self.numbers[row.seq]) for row in rows if row.seq in self.numbers]

    def facts(self, facts: Facts) -> Facts:
        """The facts with the reader's numbers of claims, so that the law answers in them."""
        if not self.closed:
            return facts
        left = (claim for claim in facts.claims if claim.id in self.numbers)
        return facts.changed({"claims": tuple(replace(claim, id=self.numbers[claim.id]) for claim in left)})

    def events(self, rows: Iterable[Event]) -> list[Event]:
        """The registration and what is open, numbered for the reader."""
        if not self.closed:
            return list(rows)
        shown = (row for row in rows if row.seq > self.upto or row.act == Act.LODGE)
        return [_with(row, seq=self.shown(row.seq), payload=self._retold(row)) for row in shown]

    def shown(self, seq: int) -> int:
        """The reader's number of an entry; the registration is the first."""
        return max(seq - self.upto + 1, 1) if self.closed else seq

    def real(self, seq: int) -> int:
        """The entry behind a reader's number."""
        return seq + self.upto - 1 if self.closed and seq > 1 else seq

    def given(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """What the reader said, with the claims' own numbers."""
        back = {shown: number for number, shown in self.numbers.items()}
        return _renumbered(said, back) if self.closed else dict(said)

    def _retold(self, row: Event) -> str:
        told = json.loads(row.payload)
        if row.act == Act.LODGE:
            said = {name: told["said"][name] for name in OF_THE_LODGING & told["said"].keys()}
        else:
            said = _renumbered(told["said"], self.numbers)
        return canonical({**told, "said": said})

    def submission(self, case: Case, claims: Iterable[Claim]) -> list[Submission]:
        """What was brought, as far as it is left: the words of the claims, without the papers that came with them."""
        first = Submission.objects.filter(case=case).order_by("event_seq", "id").first() if self.closed else None
        if first is None:
            return []
        text = "\n\n".join("\n".join(filter(None, (row.request, row.facts, row.reasons))) for row in claims)
        return [_with(first, id=0, text=text, helper="", read_back=False, extra="")]


ALL = Part()


def part_of(case: Case, actor: Actor | None, on: date) -> Part:
    """What of a matter is shown to the actor, who may read it."""
    upto = closed_upto(case, actor, on)
    if not upto:
        return ALL
    left = Claim.objects.filter(case=case, split_to=None).order_by("seq").values_list("seq", flat=True)
    return Part(upto, {seq: place for place, seq in enumerate(left, 1)})


def _with(row: Any, **values: Any) -> Any:
    changed = copy(row)
    changed.__dict__.update(values)
    return changed


def _renumbered(said: Mapping[str, Any], numbers: Mapping[int, int]) -> dict[str, Any]:
    known = dict(said)
    for name in LISTED & known.keys():
        known[name] = [numbers[claim] for claim in known[name] if claim in numbers]
    for name in KEYED & known.keys():
        known[name] = {str(numbers[int(key)]): row for key, row in known[name].items() if int(key) in numbers}
    return known


# What somebody saw when they opened a form ------------------------------------------------------------------------


def seen_mark(case: Case) -> str:
    """What a form carries to tell later what its reader saw: a mark of the last entry, which tells of no number."""
    return bytes(case.head)[:6].hex()


def seq_seen(case: Case, mark: str) -> int | None:
    """The entry that was the last when a form was opened; 0 for one that is not the last any more, ``None`` unknown."""
    if not mark:
        return None
    return case.seq if mark == seen_mark(case) else 0


def since(events: Iterable[Event], mark: str) -> list[Event]:
    """Those of the entries, oldest first, that came after the one with this mark."""
    rows = list(events)
    last = next((at for at, row in enumerate(rows) if bytes(row.hash)[:6].hex() == mark), None)
    return [] if last is None else rows[last + 1 :]
