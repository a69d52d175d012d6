"""The matters behind a number of a bulletin: the question as it was asked then, and what the reader may read of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from huiyin.cases.models import Case
from huiyin.cases.queries import of_these
from huiyin.desk.frame import page
from huiyin.desk.lists.queues import lines
from huiyin.desk.pictures.behind import confirmed
from huiyin.desk.records.fetching import fetch
from huiyin.desk.staff import Desk, staff
from huiyin.insights.facets import Facets
from huiyin.insights.finding import find_matters
from huiyin.insights.topics.kept import topics_for
from huiyin.insights.trends import Span
from huiyin.law.matter.figures import PAST
from huiyin.law.reading import WORKERS
from huiyin.oversight.bulletins import BULLETINS, counted_on, figures_in
from huiyin.oversight.policies import naming
from huiyin.wording.listed import cut, wanted

SHOWN: Final = 60
Ask = Mapping[str, Any]


@staff
@require_safe
def figure(request: HttpRequest, desk: Desk, number: str, part: str, place: int) -> HttpResponse:
    """One number of the bulletin with its list; signs and orders have lists of their own."""
    shown = fetch(desk, BULLETINS.key, number)
    events = shown.row.journal()
    lines_of_part = figures_in(events).get(part, ())
    if place >= len(lines_of_part) or not lines_of_part[place]["ask"]:
        raise Http404
    line = lines_of_part[place]
    if where := _elsewhere(line["ask"]):
        return redirect(where)
    many = wanted(request, SHOWN)
    cases, more = _behind(desk, line["ask"], many)
    context = {
        "record": shown.row,
        "line": line,
        "counted_on": counted_on(events),
        "rows": cut(request, cases[:many], more, SHOWN).of(lambda some: lines(some, desk.today)),
        "found": len(cases[:many]),
        "more": more,
        "reads": bool(desk.actor.roles & WORKERS),
        "url": reverse("desk:bulletin-read", args=[number]),
    }
    return page(request, desk, "desk/bulletins/behind.html", context, here=f"records-{BULLETINS.key}")


def _elsewhere(ask: Ask) -> str:
    if "signs" in ask:
        return f"{reverse('desk:records', args=['sign'])}?shelf=all&stage={ask['signs']}"
    if "orders" in ask:
        return f"{reverse('desk:records', args=['order'])}?shelf=all"
    return ""


def _behind(desk: Desk, ask: Ask, many: int) -> tuple[Sequence[Case], bool]:
    """So many of the matters that the reader may read, the newest first, and whether there are more."""
    if not desk.actor.roles & WORKERS:
        return [], False
    if "topic" in ask and "place" not in ask and "scope" not in ask:
        found = topics_for(desk.actor, desk.today, "", int(ask["topic"]))
        cases = sorted(found[0].cases, key=lambda case: case.id, reverse=True) if found else []
        return cases, len(cases) > many
    first, last = date.fromisoformat(ask["since"]), date.fromisoformat(ask["until"])
    if "rule" in ask:
        cases = list(of_these(desk.actor, desk.today, naming(ask["rule"], ask["place"], first, last)).values())
        return cases, len(cases) > many
    if "scope" in ask:
        return _counted(desk, ask, Span(first, last, desk.today), many)
    asked = Facets(place=ask["place"], topic=ask["topic"], since=first, until=last)
    got = find_matters(desk.actor, desk.today, "", asked, limit=2 * many)
    # A report has no field and is in no number here: whoever may read it finds it elsewhere.
    cases = [case for case in got.cases if not case.report]
    return cases, bool(got.more) or len(cases) > many


def _counted(desk: Desk, ask: Ask, span: Span, many: int) -> tuple[Sequence[Case], bool]:
    """Those that count as the figures count."""
    names = list(ask["counts"])
    asked = Facets(
        whose=(ask["scope"],), counts=tuple(dict.fromkeys(name.removesuffix(PAST) for name in names)),
        counted_since=span.since, counted_until=span.until,
    )  # fmt: skip
    got = find_matters(desk.actor, desk.today, "", asked, limit=2 * many)
    cases = list(confirmed(got.cases, span, desk.today, asked.whose, names))
    return cases, bool(got.more) or len(cases) > many
