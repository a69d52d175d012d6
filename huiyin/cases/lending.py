"""A matter's words, lent to the records that rest on it: to whoever may read the matter, and never of a report.

A report of wrongdoing, and what lies behind one, lends nothing to anybody: such a record is called by its number.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet

from huiyin.cases.models import Case, Claim
from huiyin.cases.queries import visible_to
from huiyin.law.frame.facts import Actor

NONE_KNOWN: Final[Mapping[int, Any]] = {}


def titles(rows: Sequence[Any], actor: Actor, on: date, known: Mapping[int, Any] = NONE_KNOWN) -> Mapping[int, str]:
    """By the id of a record that names its ``matter`` the title of that; one question for all that are not known."""
    lent = {case.id: case.title for case in known.values() if isinstance(case, Case) and _lends(case)}
    asked = {row.matter for row in rows} - {None} - known.keys()
    if asked:
        lent |= dict(_lending(asked, actor, on).values_list("id", "title"))
    return {row.id: lent[row.matter] for row in rows if lent.get(row.matter)}


def requests(rows: Sequence[Any], actor: Actor, on: date, known: Mapping[int, Any] = NONE_KNOWN) -> Mapping[int, str]:
    """The same for records of one ``claim`` of the matter: what was asked for there."""
    found = Claim.objects.filter(
        case__in=_lending({row.matter for row in rows}, actor, on), seq__in={row.claim for row in rows}
    )
    lent = {(case, seq): request for case, seq, request in found.values_list("case_id", "seq", "request")}
    return {row.id: lent[row.matter, row.claim] for row in rows if lent.get((row.matter, row.claim))}


def _lending(matters: Collection[int], actor: Actor, on: date) -> QuerySet[Case]:
    return visible_to(actor, on).filter(id__in=matters, report=False, screened__lte=0)


def _lends(case: Case) -> bool:
    return not case.report and case.screened <= 0
