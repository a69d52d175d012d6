"""Claims beside findings, so that a missing answer is seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from huiyin.cases.models import Claim
from huiyin.desk.matter.timeline import Told
from huiyin.law.chart.routes import ROUTES
from huiyin.law.matter.facts import ClaimFacts, Facts
from huiyin.law.sources.articles import Citation, cite
from huiyin.law.terms import Act, Execution, Outcome
from huiyin.law.words import Phrase

EVERY_CLAIM = cite("xf2022", 32)
#: The signs of the pill: a promise not kept is late, a confirmed one done.
STATES = {Execution.DONE: "soon", Execution.CONFIRMED: "ok", Execution.DENIED: "late", Execution.DUE: "soon"}


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim as the case page shows it.

    :param finding: what was found, with the legal basis behind it; empty until an opinion stands.
    :param moved: the claim now belongs to another matter.
    """

    seq: int
    request: str
    facts: str
    reasons: str
    kind: str
    ground: str
    route: Phrase | None
    finding: str
    basis: str
    outcome: str
    favourable: bool
    execution: str
    state: str
    executor: str
    execute_by: date | None
    missing: Citation | None
    moved: int | None


def claim_lines(rows: Iterable[Claim], facts: Facts, events: Iterable[Told]) -> list[ClaimLine]:
    known = {claim.id: claim for claim in facts.claims}
    said = findings(events)
    return [_line(row, known.get(row.seq), said.get(str(row.seq), {})) for row in rows]


def findings(events: Iterable[Told]) -> dict[str, Mapping[str, Any]]:
    """Per claim the last outcome row that somebody proposed or decided."""
    latest: dict[str, Mapping[str, Any]] = {}
    for event, payload in sorted(events, key=lambda pair: pair[0].seq):
        if event.act in (Act.PROPOSE, Act.DECIDE_REVIEW):
            latest |= payload["said"].get("outcomes", {})
    return latest


def _line(row: Claim, claim: ClaimFacts | None, said: Mapping[str, Any]) -> ClaimLine:
    claim = claim or ClaimFacts(row.seq)
    stands = said if claim.outcome else {}
    answered = claim.outcome is not None or claim.route is not None
    return ClaimLine(
        seq=row.seq,
        request=row.request,
        facts=row.facts,
        reasons=row.reasons,
        kind=claim.kind.label if claim.kind else "",
        ground=claim.ground.label if claim.ground else "",
        route=ROUTES[claim.route].name if claim.route else None,
        finding=str(stands.get("finding", "")),
        basis=str(stands.get("basis", "")),
        outcome=claim.outcome.label if claim.outcome else "",
        favourable=claim.outcome in (Outcome.SUPPORTED, Outcome.ADOPTED, Outcome.PERFORMED),
        execution=claim.execution.label if claim.execution is not Execution.NONE else "",
        state=STATES.get(claim.execution, ""),
        executor=str(stands.get("executor", "")),
        execute_by=claim.execute_by,
        missing=None if answered or row.split_to else EVERY_CLAIM,
        moved=row.split_to,
    )
