"""What an assessment computed, as rows: written by the event that takes it in, read by pages and papers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model

from huiyin.cases.acts import MATTERS
from huiyin.cases.models import Case
from huiyin.law.order.procedure import ORDER
from huiyin.oversight.assessment.scores import Counted, Terms, result_of, terms_of
from huiyin.oversight.models import CountedOrgan, Counting
from huiyin.record.models import Link
from huiyin.record.snapshots import canonical
from huiyin.store.ids import new_id
from huiyin.store.rows import fresh


@dataclass(frozen=True, slots=True)
class Outcome:
    """A computing that is done and not taken in yet."""

    terms: Terms
    found: Counted
    result: Mapping[str, Any]

    @property
    def text(self) -> str:
        """The result as ``./run assess`` writes it, to the byte."""
        return written(self.result)


def written(result: Mapping[str, Any]) -> str:
    return canonical(result) + "\n"


def digest_of(text: str) -> str:
    """SHA-256 as ``sha256sum`` says it of a file."""
    return hashlib.sha256(text.encode()).hexdigest()


def outcome_of(journal: Any, found: Counted, terms: Terms) -> Outcome:
    return Outcome(terms, found, result_of(found, terms, {"events": journal.events, "digest": journal.digest}))


def rows_of(assessment: int, seq: int, outcome: Outcome) -> Iterator[Model]:
    """The rows that the event ``seq`` of an assessment brings."""
    terms, said = outcome.terms, {"assessment": assessment, "seq": seq}
    yield fresh(
        Counting, id=new_id(), **said, as_of=terms.as_of, salt=terms.salt, left_out=canonical(sorted(terms.leave_out)),
        formula=canonical(dict(terms.formula)), inputs=outcome.result["inputs"]["digest"],
        result=digest_of(outcome.text),
    )  # fmt: skip
    for organ, tallies in sorted(outcome.found.organs.items()):
        kept = canonical({key: sorted(set(tally.kept)) for key, tally in tallies.items()})
        told = canonical(outcome.result["organs"][str(organ)])
        yield fresh(CountedOrgan, id=new_id(), **said, organ=organ, told=told, kept=kept)


def belongings(row: Any) -> Iterable[Model]:
    """All rows that computings of an assessment wrote."""
    yield from Counting.objects.filter(assessment=row.id)
    yield from CountedOrgan.objects.filter(assessment=row.id)


def secret_now() -> frozenset[int]:
    """What no organ may learn of by a count: reports of wrongdoing, and orders that rest on one or on what lies behind
    one. The matter beside a report counts: it is shown as one that never held anything else."""
    near = dict(Case.objects.filter(MATTERS.near).values_list("id", "screened"))
    reports = set(Case.objects.filter(report=True).values_list("id", flat=True))
    links = Link.objects.filter(record_kind=ORDER.key, other__in=list(near)).values_list(
        "record", "other", "seq", "entry"
    )
    orders = {order for order, case, seq, entry in links if case in reports or (seq or entry) <= near[case]}
    return frozenset(reports | orders)


# Reading it back ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shown:
    """What the last computing says of one organ."""

    organ: int
    told: Mapping[str, Any]
    kept: Mapping[str, list[int]]

    @property
    def score(self) -> str | None:
        return self.told["score"]  # type: ignore[no-any-return]

    @property
    def spread(self) -> tuple[str, str] | None:
        """Between which scores it would lie if any one indicator were left out."""
        scores = [each for each in self.told["without"].values() if each is not None]
        return (min(scores, key=float), max(scores, key=float)) if scores else None

    def behind(self, indicator: str, kept: bool) -> list[int]:
        """The records of an indicator in which the organ did as it should, or did not."""
        if kept:
            return self.kept.get(indicator, [])
        return list(self.told["indicators"].get(indicator, {}).get("missed", ()))


def last_count(assessment: int) -> Counting | None:
    return Counting.objects.filter(assessment=assessment).order_by("-seq").first()


def shown_organs(assessment: int, last: Counting | None = None) -> list[Shown]:
    """All organs by the last computing, read anew where it is not given."""
    last = last or last_count(assessment)
    rows = CountedOrgan.objects.filter(assessment=assessment, seq=last.seq) if last else ()
    return [_shown(row) for row in rows]


def shown_organ(assessment: int, organ: int) -> Shown | None:
    """One organ by the last computing; nothing where nothing of it counts."""
    found = computings_of(assessment, organ)
    return found[-1] if found else None


def computings_of(assessment: int, organ: int) -> list[Shown]:
    """The same by every computing in which something of it counted, the oldest first."""
    return [_shown(row) for row in CountedOrgan.objects.filter(assessment=assessment, organ=organ).order_by("seq")]


def _shown(row: CountedOrgan) -> Shown:
    return Shown(row.organ, json.loads(row.told), json.loads(row.kept))


def terms_again(count: Counting, year: int, organs: Iterable[int], corrections: Iterable[Any] = ()) -> Terms:
    """By what a computing was made, from its row: as far as it read then, without what was left out then."""
    return terms_of(
        {
            "year": year,
            "as_of": _spelled(count.as_of),
            "formula": json.loads(count.formula),
            "assessed": sorted(organs),
            "left_out": json.loads(count.left_out),
            "salt": count.salt,
            "corrections": list(corrections),
        }
    )


def _spelled(at: datetime) -> str:
    return at.isoformat()
