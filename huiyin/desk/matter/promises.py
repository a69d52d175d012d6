"""What was promised in a matter (落实事项), beside it: each with its state, who keeps it until when, where it opens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from huiyin.cases.models import Case
from huiyin.desk.matter.timeline import Told
from huiyin.desk.names import short_name
from huiyin.desk.records.fetching import url_of
from huiyin.desk.staff import Desk
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.promising import TOLD
from huiyin.law.terms import Act, Execution
from huiyin.law.undertaking.vocabulary import UndertakingAct, UndertakingStage
from huiyin.oversight.models import Undertaking
from huiyin.oversight.undertakings import UNDERTAKINGS
from huiyin.record.models import Event
from huiyin.record.reading import visible_to
from huiyin.vault.opening import read_out

S = UndertakingStage
STATES: Final = {
    S.PROMISED: "soon", S.OFFERED: "soon", S.REPORTED: "soon", S.DENIED: "late", S.KEPT: "ok",
}  # fmt: skip
OWED: Final = frozenset({S.PROMISED, S.DENIED})


@dataclass(frozen=True, slots=True)
class Line:
    """One promise. ``claim`` is its number for the reader, 0 beside the claims, where ``what`` says it instead;
    ``report`` is where it is reported."""

    url: str
    claim: int
    what: str
    stage: UndertakingStage
    state: str
    organ: str
    by: date | None
    late: bool
    report: str


def promise_lines(
    case: Case, facts: Facts, numbers: Mapping[int, int], events: Iterable[Told], desk: Desk
) -> list[Line]:
    """Those that the reader may read; nothing is asked where nothing was ever promised.

    :param numbers: the number that each claim has for the reader, where that is another one.
    """
    promised = any(claim.execution is not Execution.NONE for claim in facts.claims)
    if not promised and all(event.act not in TOLD | {Act.NOTE_VISIT} for event, _ in events):
        return []
    rows = visible_to(UNDERTAKINGS, desk.actor, desk.today).filter(matter=case.id).order_by("id")
    said = _said(row.id for row in rows if not row.claim)
    return [_line(row, numbers, said.get(row.id, ""), desk) for row in rows]


def _said(rows: Iterable[int]) -> dict[int, str]:
    """What was promised, by the entry that opened each; a promise on a claim says it there."""
    asked = list(rows)
    openings = Event.objects.filter(record__in=asked, seq=1) if asked else ()
    return {event.record: str(read_out(event.payload)["said"].get("what", "")) for event in openings}


def _line(row: Undertaking, numbers: Mapping[int, int], what: str, desk: Desk) -> Line:
    stage, owed = S(row.stage), S(row.stage) in OWED | {S.OFFERED}
    return Line(
        url=url_of(UNDERTAKINGS, row.number),
        claim=numbers.get(row.claim, row.claim),
        what=what,
        stage=stage,
        state=STATES.get(stage, ""),
        organ=short_name(desk.world.chart, row.to_organ),
        by=row.by if owed else None,
        late=owed and row.by < desk.today,
        report=_report(row) if stage in OWED and row.holder == desk.organ.id else "",
    )


def _report(row: Undertaking) -> str:
    return reverse("desk:record-act", args=[UNDERTAKINGS.key, row.number, UndertakingAct.REPORT.value])


def to_report(lines: Iterable[Line]) -> dict[Act, str]:
    """Where the first promise that waits for this desk is reported; empty where none does."""
    first = next((line.report for line in lines if line.report), "")
    return {Act.EXECUTE: first} if first else {}
