"""Whether what was promised was kept (答应的事), per organ: of what fell due, what the person says of it.

Counted by the day that was promised first, so that putting it off makes nothing better. What was promised to whoever
reported wrongdoing is not counted, nor what belongs to a matter of which a part lies behind a report.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.cases.models import Case
from huiyin.desk.frame import page
from huiyin.desk.quality.asked import Asked, asked
from huiyin.desk.staff import Desk, staff
from huiyin.law.undertaking.vocabulary import UndertakingStage as S
from huiyin.law.words import P, Phrase
from huiyin.oversight.models import Undertaking
from huiyin.wording.listed import listed

MOST: Final = 60
#: What is said of each, and which promises they are: together they are all that fell due.
STATES: Final[Mapping[str, tuple[Phrase, tuple[S, ...]]]] = {
    "kept": (P("信访人确认落实了"), (S.KEPT,)),
    "said": (P("单位说落实了，信访人没有确认"), (S.REPORTED, S.UNCONFIRMED)),
    "denied": (P("信访人说没有落实"), (S.DENIED,)),
    "waiting": (P("到期没有落实"), (S.PROMISED, S.OFFERED)),
}


@staff
@require_safe
def promises(request: HttpRequest, desk: Desk) -> HttpResponse:
    told = asked(request, desk)
    rows = [_row(told, organ, counts) for organ, counts in _counts(told).items()]
    context = {
        "told": told,
        "states": [(key, label) for key, (label, _) in STATES.items()],
        "rows": listed(request, sorted(rows, key=lambda row: str(row["name"])), MOST),
        "tab": "promises",
    }
    return page(request, desk, "desk/quality/promises.html", context, here="quality")


def _counts(told: Asked) -> dict[int, dict[str, int]]:
    """By organ how many fell due, in which state, and how many were kept by the day promised first; one statement."""
    last = min(told.months.until, told.desk.today - timedelta(days=1))
    open_ones = Case.objects.filter(report=False, screened=0).values("id")
    due = Undertaking.objects.filter(
        first_by__gte=told.months.first, first_by__lte=last, to_organ__in=told.organs, matter__in=open_ones
    ).exclude(stage=S.RELEASED.value)
    parts: dict[str, Any] = {
        key: Count("id", filter=Q(stage__in=[each.value for each in stages])) for key, (_, stages) in STATES.items()
    }
    in_time = Count("id", filter=Q(stage=S.KEPT.value, reported_on__lte=F("first_by")))
    found: Any = due.values("to_organ").annotate(due=Count("id"), in_time=in_time, **parts).order_by("to_organ")
    return {row["to_organ"]: row for row in found}


def _row(told: Asked, organ: int, counts: Mapping[str, int]) -> dict[str, Any]:
    whole = counts["due"]
    return {
        "organ": organ,
        "name": told.name(organ),
        "due": told.cell(whole, whole),
        "cells": [(key, label, told.cell(counts[key], whole)) for key, (label, _) in STATES.items()],
        "in_time": told.cell(counts["in_time"], whole),
    }
