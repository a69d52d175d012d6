"""Fields with a row for each claim: its class, the route it is led into, what was found and decided."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from huiyin.cases.models import Claim
from huiyin.desk.forms.drawn import ClaimRow, Option
from huiyin.law.accused.signs import routes_for
from huiyin.law.chart.routes import ROUTES
from huiyin.law.frame.particulars import Field
from huiyin.law.matter.answers import allowed_outcomes
from huiyin.law.matter.facts import ClaimFacts
from huiyin.law.terms import ClaimKind, Ground, Lacking, Outcome

if TYPE_CHECKING:
    from huiyin.desk.forms.sheets import Sheet

#: One choice instead of two: the class, and for a grievance its ground of Art. 31 with it.
CLASSES: tuple[tuple[str, tuple[object, ...]], ...] = (
    (ClaimKind.SUGGESTION.value, (ClaimKind.SUGGESTION,)),
    (ClaimKind.ACCUSATION.value, (ClaimKind.ACCUSATION,)),
    *((f"{ClaimKind.GRIEVANCE.value}.{ground.value}", (ClaimKind.GRIEVANCE, ground)) for ground in Ground),
)


def classes(sheet: Sheet, each: Field) -> dict[str, Any]:
    return {"rows": tuple(_class_row(sheet, each, row) for row in sheet.claims)}


def _class_row(sheet: Sheet, each: Field, row: Claim) -> ClaimRow:
    chosen = sheet.said(f"{each.name}-{row.seq}", class_key(sheet.claim_facts(row)))
    options = tuple(Option(key, words, key == chosen) for key, words in CLASSES)
    hints = routes_for(f"{row.request}\n{row.facts}")
    return ClaimRow(row.seq, row.request, row.facts, options, hints=hints)


def class_key(claim: ClaimFacts) -> str:
    """How a claim's class stands in the form: ``grievance.6``, ``accusation``, or empty."""
    if claim.kind is None:
        return ""
    return f"{claim.kind.value}.{claim.ground.value}" if claim.ground else claim.kind.value


def routes(sheet: Sheet, each: Field) -> dict[str, Any]:
    rows = [row for row in sheet.claims if sheet.claim_facts(row).open]
    return {"rows": tuple(_route_row(sheet, each, row) for row in rows)}


def _route_row(sheet: Sheet, each: Field, row: Claim) -> ClaimRow:
    chosen = sheet.said(f"{each.name}-{row.seq}")
    options = tuple(Option(key, route.name, key == chosen) for key, route in ROUTES.items())
    hints = routes_for(f"{row.request}\n{row.facts}")
    return ClaimRow(row.seq, row.request, row.facts, options, hints=hints)


OUTCOME_PARTS = ("lacking", "finding", "basis", "executor", "execute_by")


def outcomes(sheet: Sheet, each: Field) -> dict[str, Any]:
    rows = [row for row in sheet.claims if sheet.claim_facts(row).route is None]
    return {"rows": tuple(_outcome_row(sheet, each, row) for row in rows)}


def _outcome_row(sheet: Sheet, each: Field, row: Claim) -> ClaimRow:
    before = sheet.earlier_findings.get(str(row.seq), {})
    name = f"{each.name}-{row.seq}"
    chosen = sheet.said(f"{name}-outcome", str(before.get("outcome", "")))
    options = _terms(allowed_outcomes(sheet.claim_facts(row)), chosen)
    values = {part: sheet.said(f"{name}-{part}", str(before.get(part, ""))) for part in OUTCOME_PARTS}
    lacking = tuple(Option(term.value, term.label, term.value == values["lacking"]) for term in Lacking)
    return ClaimRow(row.seq, row.request, row.facts, options, values, lacking=lacking)


def _terms(allowed: Iterable[Outcome], chosen: str) -> tuple[Option, ...]:
    return tuple(Option(term.value, term.label, term.value == chosen) for term in Outcome if term in allowed)
