"""Root causes (症结) as people named them: per organ, place, rule and month."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from huiyin.desk.frame import page
from huiyin.desk.pictures.drawing import called
from huiyin.desk.quality.asked import Asked, asked
from huiyin.desk.quality.sheets import of_roots, taken_away
from huiyin.desk.staff import Desk, staff
from huiyin.insights import quality
from huiyin.insights.small import large, small
from huiyin.law.matter.roots import ROOTS
from huiyin.law.matter.shown import Shown
from huiyin.law.words import P
from huiyin.people.divisions import divisions_in
from huiyin.wording.listed import listed
from huiyin.wording.words import say

MOST = 60
WAYS = (("organ", P("按单位")), ("place", P("按地方")), ("rule", P("按规定")), ("month", P("按月")))
#: What a row is, by the way in which they are told.
NAMES = {"organ": P("单位"), "place": P("地方"), "rule": P("涉及的规定"), "month": P("月份")}


@staff
@require_safe
def roots(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    told = asked(request, desk)
    way = request.GET.get("by", "organ")
    way = way if way in dict(WAYS) else "organ"
    if "xlsx" in request.GET:
        leaves = [of_roots(label, NAMES[key], _rows(told, key)) for key, label in WAYS]
        return taken_away(told, "roots", leaves)
    rows = _rows(told, way)
    context = {
        "told": told,
        "ways": WAYS,
        "way": way,
        "rows": listed(request, rows, MOST),
        "sums": _cells(told, sum((row["counts"] for row in rows), Counter())) if way != "rule" else (),
        "tab": "roots",
    }
    return page(request, desk, "desk/quality/roots.html", context, here="quality")


def _rows(told: Asked, way: str) -> list[dict[str, Any]]:
    found = _rules(told) if way == "rule" else _parted(told, way)
    return sorted(found, key=lambda row: row["order"])


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
    name = say(called(key)) if isinstance(key, date) else name
    return {"name": name, "many": told.cell(many, many), "cells": _cells(told, counts, way, key),
            "counts": counts, "order": order}  # fmt: skip


def _cells(told: Asked, counts: Counter[str], way: str = "", key: Any = None) -> list[tuple[str, str, Any]]:
    """Each root with how many of all and the list behind; what is few is told together, so that nothing can be worked
    out of it."""
    whole = sum(counts.values())
    return [
        (root, _name(root), told.cell(count, whole, _behind(told, root, way, key)))
        for root, count in large(counts, told.smallest)
    ]


def _behind(told: Asked, root: str, way: str, key: Any) -> str:
    """The matters of one root, of an organ, a place or a month where that parts them."""
    if way == "month":
        return told.behind(Shown.ROOT, quality.Months(key, key), value=root)
    if way and not key:  # a place that nobody knows has no list of its own
        return ""
    return told.behind(Shown.ROOT, value=root, **({way: key} if way else {}))


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
