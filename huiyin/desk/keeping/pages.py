"""What an organ keeps: whose period is past, whose ends this year, what is held, which lists are open (档案保管).

Whatever stands here is what the reader may read; reports of wrongdoing are not among it, and have lists of their own.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.cases.models import Case
from huiyin.desk.frame import LOOKS_AFTER, page
from huiyin.desk.records.fetching import url_of
from huiyin.desk.staff import Desk, staff
from huiyin.keeping.disposals import DISPOSALS
from huiyin.keeping.due import LOOKED_AT, Line, archived, judged, kept_of
from huiyin.keeping.holds import HOLDS
from huiyin.keeping.rules import schedule_on
from huiyin.law.disposal.vocabulary import DisposalStage
from huiyin.law.hold.procedure import HOLD
from huiyin.law.hold.vocabulary import HoldGround
from huiyin.law.terms import Role
from huiyin.record.reading import visible_to
from huiyin.wording.listed import listed

SHOWN: Final = 50


@staff
@require_safe
def keeping(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What is due and on lists; whoever only administers reads how long things are kept.

    :raises PermissionDenied: somebody without a hand in matters or in what the office stands on.
    """
    if not desk.actor.roles & LOOKS_AFTER:
        if Role.ADMIN not in desk.actor.roles:
            raise PermissionDenied
        rules = {"schedule": schedule_on(desk.today), "rules_alone": True}
        return page(request, desk, "desk/keeping/overview.html", rules, here="place")
    last = date(desk.today.year, 12, 31)
    rows = archived(desk.organ.id, desk.actor, desk.today).filter(report=False, screened=0)[:LOOKED_AT]
    due = [line for line in kept_of(rows, desk.today) if line.kept.until is not None and line.kept.until <= last]
    past = judged(line for line in due if line.kept.over(desk.today))
    context = {
        "past": listed(request, past, SHOWN, "past"),
        "ready": sum(line.why_not is None for line in past),
        "this_year": listed(request, [line for line in due if not line.kept.over(desk.today)], SHOWN, "year"),
        "holds": listed(request, _holds(desk), SHOWN, "holds").of(lambda some: map(_hold, some)),
        "lists": listed(request, _lists(desk), SHOWN, "lists").of(lambda some: map(_list, some)),
        "schedule": schedule_on(desk.today),
    }
    return page(request, desk, "desk/keeping/overview.html", context, here="keeping")


def _holds(desk: Desk) -> Any:
    return visible_to(HOLDS, desk.actor, desk.today).filter(closed_on__isnull=True).order_by("until", "id")


def _lists(desk: Desk) -> Any:
    return visible_to(DISPOSALS, desk.actor, desk.today).order_by("-id")


def _hold(row: Any) -> dict[str, Any]:
    return {"row": row, "url": url_of(HOLDS, row.number), "ground": HoldGround(row.ground)}


def _list(row: Any) -> dict[str, Any]:
    return {"row": row, "url": url_of(DISPOSALS, row.number), "stage": DisposalStage(row.stage)}


def of_matter(case: Case, desk: Desk) -> dict[str, Any]:
    """Beside an archived matter: until when it is kept, why, and what holds it, as far as the reader may read that."""
    found: list[Line] = kept_of([case], desk.today)
    if not found:
        return {}
    held = visible_to(HOLDS, desk.actor, desk.today).filter(matter=case.id, closed_on__isnull=True).first()
    own = case.holder == desk.organ.id and bool(desk.actor.roles & LOOKS_AFTER)
    return {"line": found[0], "hold": _hold(held) if held else None, "may_hold": own and held is None, "kind": HOLD.key}
