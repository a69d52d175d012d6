"""Why people had to come (三访): again, over a level, in a group; asked of each organ, with what the record shows."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from huiyin.desk.frame import page
from huiyin.desk.pictures.numbers import Grid
from huiyin.desk.quality.asked import Asked, asked
from huiyin.desk.quality.sheets import spread, taken_away
from huiyin.desk.staff import Desk, staff
from huiyin.insights import quality
from huiyin.law.matter.shown import VISITS, Shown, Why
from huiyin.law.words import P
from huiyin.wording.listed import listed

MOST = 60
Counts = dict[int, Counter[quality.Key]]


@staff
@require_safe
def visits(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    told = asked(request, desk)
    kind = next((each for each in VISITS if each.value == request.GET.get("kind")), VISITS[0])
    counts = quality.marked(told.organs, told.months, VISITS)
    if "xlsx" in request.GET:
        return taken_away(told, "visits", [_leaf(told, each, counts) for each in VISITS])
    rows = _rows(told, kind, counts)
    context = {
        "told": told,
        "kinds": [(each, sum(mine[each.value, ""] for mine in counts.values())) for each in VISITS],
        "kind": kind,
        "reasons": list(Why),
        "rows": listed(request, rows, MOST),
        "may_ask": kind is not Shown.GROUP or bool(rows),
        "tab": "visits",
    }
    return page(request, desk, "desk/quality/visits.html", context, here="quality")


def _rows(told: Asked, kind: Shown, counts: Counts) -> list[dict[str, Any]]:
    found = [_row(told, organ, kind, mine) for organ, mine in counts.items() if mine[kind.value, ""]]
    return sorted(found, key=lambda row: (-row["all"].part, row["name"]))


def _leaf(told: Asked, kind: Shown, counts: Counts) -> Grid:
    rows = ((row["name"], [row["all"], *(cell for _, cell in row["cells"])]) for row in _rows(told, kind, counts))
    return spread(kind.label, P("单位"), (P("件数"), *(reason.label for reason in Why)), rows)


def _row(told: Asked, organ: int, kind: Shown, counts: Counter[quality.Key]) -> dict[str, Any]:
    whole = counts[kind.value, ""]
    cells = [(reason, told.cell(counts[kind.value, reason.value], whole)) for reason in Why]
    return {"organ": organ, "name": told.name(organ), "all": told.cell(whole, whole), "cells": cells}
