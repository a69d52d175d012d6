"""Whether what was promised was kept (答应的事), per organ: of what fell due, what the person says of it.

Counted by the day that was promised first, so that putting it off makes nothing better. What was promised to whoever
reported wrongdoing is not counted, nor what belongs to a matter of which a part lies behind a report.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from django.db.models import Count, F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from huiyin.cases.models import Case
from huiyin.desk.frame import page
from huiyin.desk.pictures.numbers import Grid
from huiyin.desk.quality.asked import Asked, asked, one_organ
from huiyin.desk.quality.sheets import spread, taken_away
from huiyin.desk.records.lists import lines
from huiyin.desk.staff import Desk, staff
from huiyin.law.undertaking.vocabulary import UndertakingStage as S
from huiyin.law.words import P, Phrase
from huiyin.oversight.models import Undertaking
from huiyin.oversight.undertakings import UNDERTAKINGS
from huiyin.record.reading import visible_to
from huiyin.wording.listed import listed, wanted

MOST: Final = 60
#: What is said of each, and which promises they are: together they are all that fell due.
STATES: Final[Mapping[str, tuple[Phrase, tuple[S, ...]]]] = {
    "kept": (P("信访人确认落实了"), (S.KEPT,)),
    "said": (P("单位说落实了，信访人没有确认"), (S.REPORTED, S.UNCONFIRMED)),
    "denied": (P("信访人说没有落实"), (S.DENIED,)),
    "waiting": (P("到期没有落实"), (S.PROMISED, S.OFFERED)),
}
OTHERS: Final[Mapping[str, Phrase]] = {"due": P("到期的"), "in_time": P("按答应的日子落实并确认")}
#: Each figure of the page as the condition that counts it and finds what is behind it.
BEHIND: Final[Mapping[str, Q]] = {
    "due": Q(),
    "in_time": Q(stage=S.KEPT.value, reported_on__lte=F("first_by")),
    **{key: Q(stage__in=[each.value for each in stages]) for key, (_, stages) in STATES.items()},
}


@staff
@require_safe
def promises(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    told = asked(request, desk)
    rows = sorted((_row(told, organ, counts) for organ, counts in _counts(told).items()), key=lambda row: row["name"])
    if "xlsx" in request.GET:
        return taken_away(told, "promises", [_leaf(rows)])
    context = {
        "told": told,
        "states": [(key, label) for key, (label, _) in STATES.items()],
        "rows": listed(request, rows, MOST),
        "tab": "promises",
    }
    return page(request, desk, "desk/quality/promises.html", context, here="quality")


@staff
@require_safe
def behind(request: HttpRequest, desk: Desk, state: str) -> HttpResponse:
    """The promises behind a figure, the oldest first, as far as the reader may read them."""
    told = asked(request, desk)
    if state not in BEHIND:
        raise Http404
    organs = [one_organ(told, request.GET["organ"])] if request.GET.get("organ") else told.organs
    seen = visible_to(UNDERTAKINGS, desk.actor, desk.today)
    rows = _due(told, seen).filter(BEHIND[state], to_organ__in=organs).order_by("first_by", "id")
    found = listed(request, list(rows[: wanted(request, MOST) + 1]), MOST)
    context = {
        "label": _label(state),
        "back": P("答应的事"),
        "back_url": f"{reverse('desk:quality-promises')}?{told.span}",
        "organ": told.name(organs[0]) if len(organs) == 1 else "",
        "records": found.of(lambda some: lines(desk, [(UNDERTAKINGS, row) for row in some])),
    }
    return page(request, desk, "desk/quality/records_behind.html", context, here="quality")


def _label(state: str) -> Phrase:
    return STATES[state][0] if state in STATES else OTHERS[state]


def _due(told: Asked, rows: QuerySet[Undertaking]) -> QuerySet[Undertaking]:
    """What fell due in these months, by the day that was promised first."""
    last = min(told.months.until, told.desk.today - timedelta(days=1))
    open_ones = Case.objects.filter(report=False, screened=0).values("id")
    fell_due = rows.filter(first_by__gte=told.months.first, first_by__lte=last, matter__in=open_ones)
    return fell_due.exclude(stage=S.RELEASED.value)


def _counts(told: Asked) -> dict[int, dict[str, int]]:
    """By organ how many fell due, in which state, and how many were kept by the day promised first; one statement."""
    due = _due(told, Undertaking.objects.filter(to_organ__in=told.organs))
    parts: dict[str, Any] = {key: Count("id", filter=condition) for key, condition in BEHIND.items()}
    found: Any = due.values("to_organ").annotate(**parts).order_by("to_organ")
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


def _leaf(rows: list[dict[str, Any]]) -> Grid:
    figures = (OTHERS["due"], *(label for label, _ in STATES.values()), OTHERS["in_time"])
    cells = ((row["name"], [row["due"], *(cell for _, _, cell in row["cells"]), row["in_time"]]) for row in rows)
    return spread(P("答应的事"), P("单位"), figures, cells)
