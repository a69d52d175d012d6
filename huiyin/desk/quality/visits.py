"""Why people had to come (三访): again, over a level, in a group; asked of each organ, with what the record shows."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.desk.frame import page
from huiyin.desk.quality.asked import Asked, asked
from huiyin.desk.staff import Desk, staff
from huiyin.insights import quality
from huiyin.law.matter.shown import VISITS, Shown, Why
from huiyin.wording.listed import listed

MOST = 60


@staff
@require_safe
def visits(request: HttpRequest, desk: Desk) -> HttpResponse:
    told = asked(request, desk)
    kind = next((each for each in VISITS if each.value == request.GET.get("kind")), VISITS[0])
    counts = quality.marked(told.organs, told.months, VISITS)
    rows = [_row(told, organ, kind, mine) for organ, mine in counts.items() if mine[kind.value, ""]]
    context = {
        "told": told,
        "kinds": [(each, sum(mine[each.value, ""] for mine in counts.values())) for each in VISITS],
        "kind": kind,
        "reasons": list(Why),
        "rows": listed(request, sorted(rows, key=lambda row: (-row["all"].part, row["name"])), MOST),
        "may_ask": kind is not Shown.GROUP or bool(rows),
        "tab": "visits",
    }
    return page(request, desk, "desk/quality/visits.html", context, here="quality")


def _row(told: Asked, organ: int, kind: Shown, counts: Counter[quality.Key]) -> dict[str, Any]:
    whole = counts[kind.value, ""]
    cells = [(reason, told.cell(counts[kind.value, reason.value], whole)) for reason in Why]
    return {"organ": organ, "name": told.name(organ), "all": told.cell(whole, whole), "cells": cells}
