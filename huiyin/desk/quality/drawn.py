"""The sample checks behind a share of what was found wanting (抽查有问题), as far as the reader may read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from huiyin.desk.frame import page
from huiyin.desk.quality.asked import Asked, asked, one_organ
from huiyin.desk.records.lists import lines
from huiyin.desk.staff import Desk, staff
from huiyin.law.check.vocabulary import CheckStage
from huiyin.law.words import P
from huiyin.oversight.checks import CHECKS, facts_of
from huiyin.record.reading import visible_to
from huiyin.wording.listed import listed

MOST: Final = 60
_READ: Final = [each.value for each in (CheckStage.CONCLUDED, CheckStage.SENT, CheckStage.ANSWERED, CheckStage.CLOSED)]


def _done(told: Asked) -> Iterator[tuple[Any, Any]]:
    """The checks of these months that were read to their end, each with its facts."""
    months = told.months
    rows = visible_to(CHECKS, told.desk.actor, told.desk.today).filter(stage__in=_READ)
    for row in rows.filter(lodged_at__date__gte=months.first, lodged_at__date__lte=months.until).order_by("-id"):
        facts = facts_of(row)
        if facts.to_organ in told.organs and facts.read:
            yield row, facts


def found_wanting(told: Asked) -> dict[int, tuple[int, int]]:
    """By organ how many of the matters that were drawn by chance were found wanting, and how many were drawn."""
    found: Counter[int] = Counter()
    drawn: Counter[int] = Counter()
    for _, facts in _done(told):
        found[facts.to_organ] += len(facts.wanting & set(facts.drawn))
        drawn[facts.to_organ] += len(facts.drawn)
    return {organ: (found[organ], many) for organ, many in drawn.items()}


def way_to(told: Asked, organ: int) -> str:
    """The list of an organ's checks; each says which of the drawn matters were found wanting."""
    return f"{reverse('desk:quality-checks')}?{urlencode({'organ': organ})}&{told.span}"


@staff
@require_safe
def behind(request: HttpRequest, desk: Desk) -> HttpResponse:
    told = asked(request, desk)
    organ = one_organ(told, request.GET.get("organ"))
    rows = [row for row, facts in _done(told) if facts.to_organ == organ]
    context = {
        "label": P("抽查有问题"),
        "back": P("办理质量"),
        "back_url": f"{reverse('desk:quality')}?{told.span}",
        "organ": told.name(organ),
        "records": listed(request, rows, MOST).of(lambda some: lines(desk, [(CHECKS, row) for row in some])),
    }
    return page(request, desk, "desk/quality/records_behind.html", context, here="quality")
