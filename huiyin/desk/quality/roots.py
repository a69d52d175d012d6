"""Root causes (症结) as people named them: per organ, place, rule and month."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.desk.frame import page
from huiyin.desk.quality.asked import Asked, asked
from huiyin.desk.staff import Desk, staff
from huiyin.insights import quality
from huiyin.insights.small import large, small
from huiyin.law.matter.roots import ROOTS
from huiyin.law.matter.shown import Shown
from huiyin.law.words import P
from huiyin.people.divisions import divisions_in
from huiyin.wording.listed import listed

MOST = 60
WAYS = (("organ", P("按单位")), ("place", P("按地方")), ("rule", P("按规定")), ("month", P("按月")))


@staff
@require_safe
def roots(request: HttpRequest, desk: Desk) -> HttpResponse:
    told = asked(request, desk)
    way = request.GET.get("by", "organ")
    way = way if way in dict(WAYS) else "organ"
    found = _rules(told) if way == "rule" else _parted(told, way)
    rows = sorted(found, key=lambda row: row["order"])
    context = {
        "told": told,
        "ways": WAYS,
        "way": way,
        "rows": listed(request, rows, MOST),
        "sums": _cells(told, sum((row["counts"] for row in rows), Counter())) if way != "rule" else (),
        "tab": "roots",
    }
    return page(request, desk, "desk/quality/roots.html", context, here="quality")


def _parted(told: Asked, way: str) -> list[dict[str, Any]]:
    counts = quality.by(way, told.organs, told.months, Shown.ROOT)
    names = dict(divisions_in(told.desk.organ.area)) if way == "place" else {}
    return [_row(told, way, key, mine, names) for key, mine in counts.items()]


def _row(told: Asked, way: str, key: Any, counts: Counter[str], names: dict[str, str]) -> dict[str, Any]:
    name: Any = key
    if way == "organ":
        name = told.name(key)
    elif way == "place":
        name = names.get(str(key).ljust(12, "0"), str(key)).split(" ")[-1]
    many = sum(counts.values())
    order = (key,) if isinstance(key, date) else (-many, str(name))
    organ = key if way == "organ" else 0
    return {"name": name, "organ": organ, "many": told.cell(many, many), "cells": _cells(told, counts),
            "counts": counts, "order": order}  # fmt: skip


def _cells(told: Asked, counts: Counter[str]) -> list[tuple[str, str, Any]]:
    """Each root with how many of all; what is few is told together, so that nothing can be worked out of it."""
    whole = sum(counts.values())
    return [(key, _name(key), told.cell(count, whole)) for key, count in large(counts, told.smallest)]


def _name(key: str) -> str:
    return ROOTS[key].name if key in ROOTS else key


def _rules(told: Asked) -> list[dict[str, Any]]:
    """By the rule that was named with the root; small counts are told to nobody who reads no matter."""
    counts = quality.by("organ", told.organs, told.months, Shown.RULE)
    rules: Counter[str] = sum(counts.values(), Counter())
    return [
        {"name": rule, "rule": rule, "many": told.cell(many, many), "cells": (), "order": (-many, rule),
         "counts": Counter()}
        for rule, many in rules.items() if not small(many, told.smallest)
    ]  # fmt: skip
