"""Behind a number of a plan's effect (效果): the matters that it counts, as far as the reader may read them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.cases.models import Case
from huiyin.cases.queries import of_these
from huiyin.desk.frame import page
from huiyin.desk.lists.assessed import readable
from huiyin.desk.lists.queues import lines
from huiyin.desk.pictures.behind import confirmed
from huiyin.desk.records.fetching import Shown, fetch
from huiyin.desk.staff import Desk, staff
from huiyin.insights.facets import Facets
from huiyin.insights.finding import find_matters
from huiyin.insights.handling import is_open
from huiyin.insights.models import HandlingMark
from huiyin.insights.quality import Days
from huiyin.insights.trends import Span
from huiyin.law.matter.shown import Shown as Marked
from huiyin.law.plan.procedure import PLAN
from huiyin.law.plan.vocabulary import PlanAct
from huiyin.oversight.plan_effect import NAMES, WHEN, matters
from huiyin.record.kinds import KINDS
from huiyin.vault.opening import read_out
from huiyin.wording.listed import listed, wanted

SHOWN: Final = 60


@staff
@require_safe
def behind(request: HttpRequest, desk: Desk, number: str, name: str, when: str) -> HttpResponse:
    plan = fetch(desk, PLAN.key, number)
    days = _days(plan, when)
    if name not in NAMES or days is None:
        raise Http404
    many = wanted(request, SHOWN) + 1
    found = _received(plan, days, many) if name == "received" else _counted(plan, name, days)
    context: dict[str, Any] = {
        "record": plan.row,
        "back": plan.url,
        "title": NAMES[name],
        "which": WHEN[when],
        "matters": listed(request, list(islice(found, many)), SHOWN).of(lambda rows: lines(rows, desk.today)),
    }
    return page(request, desk, "desk/assessed.html", context, here=f"records-{PLAN.key}")


def _days(plan: Shown, when: str) -> Days | None:
    """Which days were looked at when the effect was measured last; none where that was not written down."""
    said = [read_out(each.payload)["said"] for each in plan.row.journal() if each.act == PlanAct.MEASURE.value]
    spans = said[-1].get("spans", {}) if said else {}
    return Days(*(date.fromisoformat(day) for day in spans[when])) if when in spans else None


def _counted(plan: Shown, name: str, days: Days) -> Iterator[Case]:
    """The newest first; nothing of which a part lies behind a report by now, nor what only leads to such a matter."""
    ids = sorted(matters(name, plan.facts, days), reverse=True)
    shut = _leading_astray(plan.desk, ids) if name == Marked.AGAIN.value else set()
    cases = readable(KINDS["matter"], plan.desk, [each for each in ids if each not in shut])
    return (case for case in cases if is_open(case))


def _leading_astray(desk: Desk, ids: list[int]) -> set[int]:
    """Of those that came again the ones whose earlier matter the reader may not read."""
    pairs = list(HandlingMark.objects.filter(case__in=ids, name=Marked.AGAIN.value).values_list("case", "other"))
    known = of_these(desk.actor, desk.today, {other for _, other in pairs})
    return {case for case, other in pairs if other not in known or not is_open(known[other])}


def _received(plan: Shown, days: Days, many: int) -> Iterator[Case]:
    """What the owner registered, as the tables of figures find it."""
    desk, whose = plan.desk, (f"o{plan.facts.to_organ}",)
    span = Span(days.first, days.until, desk.today)
    asked = Facets(whose=whose, counts=("received",), counted_since=span.since, counted_until=span.until)
    found = find_matters(desk.actor, desk.today, "", asked, limit=2 * many)
    return confirmed(found.cases, span, desk.today, whose, ("received",))
