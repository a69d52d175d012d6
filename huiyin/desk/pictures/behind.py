"""The matters behind a number: the index finds them, the record confirms each, and the right to read decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.cases.models import Case
from huiyin.desk.frame import page
from huiyin.desk.lists.queues import lines
from huiyin.desk.pictures.period import Looked, looked_at
from huiyin.desk.staff import Desk, staff
from huiyin.insights.contributions import scopes
from huiyin.insights.counted import counts, known_of
from huiyin.insights.facets import Facets
from huiyin.insights.figures import trusts
from huiyin.insights.finding import find_matters
from huiyin.insights.trends import Span
from huiyin.law.matter.figures import COUNTS, PAST
from huiyin.law.terms import Channel, ClaimKind
from huiyin.people.calendars import calendar
from huiyin.wording.listed import cut, wanted

SHOWN: Final = 60
#: Words of an address; whatever else stands there asks for nothing.
_LONGEST: Final = 40


@staff
@require_safe
def behind(request: HttpRequest, desk: Desk) -> HttpResponse:
    looked = looked_at(desk, request.GET)
    names = [name for name in request.GET.get("counts", "").split(",") if name.removesuffix(PAST) in COUNTS]
    if not names:
        raise Http404
    asked = _asked(looked, request, names)
    many = wanted(request, SHOWN)
    found = find_matters(desk.actor, desk.today, "", asked, limit=2 * many)
    cases = list(confirmed(found.cases, looked.span, desk.today, asked.whose, names))
    context = {
        "looked": looked,
        "rows": cut(request, cases[:many], found.more or len(cases) > many, SHOWN).of(
            lambda some: lines(some, desk.today)
        ),
        "reads": looked.reads,
    }
    return page(request, desk, "desk/pictures/behind.html", context, here="figures")


def _asked(looked: Looked, request: HttpRequest, names: Sequence[str]) -> Facets:
    said, kind = request.GET, request.GET.get("kind", "")
    channel = said.get("channel", "")
    return Facets(
        kind=_kind(kind),
        channel=channel if channel in set(Channel) else "",
        whose=_whose(looked),
        counts=tuple(dict.fromkeys(name.removesuffix(PAST) for name in names)),
        counted_since=looked.span.since,
        counted_until=looked.span.until,
        road=_word(said.get("end", "")),
        topic=_word(said.get("topic", "")),
    )


def _whose(looked: Looked) -> tuple[str, ...]:
    """The scope, and for whoever reads the own organ's reports those."""
    secret = (f"r{looked.scope[1:]}",) if trusts(looked.desk.actor, looked.scope) else ()
    return (looked.scope, *secret)


def _kind(said: str) -> str:
    """A class as the roads have it, ``grievance6``, as the search asks for it, ``grievance.6``."""
    found = next((kind for kind in ClaimKind if said.startswith(kind.value)), None)
    if found is None:
        return ""
    ground = said.removeprefix(found.value)
    return f"{found.value}.{ground}" if ground.isdigit() else found.value


def _word(said: str) -> str:
    return said[:_LONGEST] if said.replace("_", "").isalnum() else ""


def confirmed(
    cases: Sequence[Case], span: Span, today: date, whose: Sequence[str], names: Sequence[str]
) -> Iterator[Case]:
    """Those that count so by what the record says now; the index may be as old as the worker's last round."""
    for case, known in zip(cases, known_of(cases, {}, calendar()).values(), strict=True):
        told = {(name, day) for name, day, _ in counts(known)}
        if not set(whose) & set(scopes(case, known.facts)):
            continue
        if any(_in(name, told, span.since, span.until, today) for name in names):
            yield case


def _in(name: str, told: set[tuple[str, date]], since: date, until: date, today: date) -> bool:
    bare = name.removesuffix(PAST)
    last = min(until, today - timedelta(days=1)) if name.endswith(PAST) else until
    return any(each == bare and since <= day <= last for each, day in told)
