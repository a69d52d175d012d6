"""Whether something changed in what somebody sees (随时更新): asked for each listening browser by huiyin.house.live.

The answer is yes or no, and it is given by the right of whoever asks at that moment: signed out, expired or without a
post means no answer at all; what they may not read never counts. What changed the page asks itself, as any page does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from huiyin.cases.acts import MATTERS
from huiyin.cases.parts import seen_mark
from huiyin.cases.queries import find, of_these
from huiyin.desk.heard import ASKED
from huiyin.desk.staff import Desk, staff
from huiyin.record.kinds import KINDS
from huiyin.record.models import Standing
from huiyin.record.reading import visible_to


@staff
@require_safe
def live(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Nothing for a browser that comes here by itself: the line is held by the web server (huiyin.house.front)."""
    asked: Mapping[str, list[int]] | None = request.META.get(ASKED)
    if asked is None:
        return HttpResponse(status=204)
    return JsonResponse({"person": desk.person.id, "changed": any(_concern(desk, asked))})


@staff
@require_safe
def changed(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Whether a matter has gone on since its page was opened: 200 if so, 204 if not. Nothing of it is shown, so nobody
    is written down as having read it; who may not read it gets the answer for what does not exist."""
    case = find(desk.actor, desk.today, number)
    if case is None:
        raise Http404
    return HttpResponse(status=204 if request.GET.get("seen") == seen_mark(case) else 200)


def _concern(desk: Desk, asked: Mapping[str, list[int]]) -> Iterable[bool]:
    """Of each kind, whether any of its records is one that concerns the person or the organ they act for."""
    for key, records in asked.items():
        kind = KINDS.get(key)
        if kind is None or not records:
            continue
        if kind is MATTERS:
            yield _matters(desk, records)
        else:
            mine = Q(holder=desk.organ.id) | Q(owner=desk.person.id)
            yield visible_to(kind, desk.actor, desk.today).filter(mine, id__in=records).exists()


def _matters(desk: Desk, records: list[int]) -> bool:
    found = of_these(desk.actor, desk.today, records)
    if any(desk.person.id == case.owner or desk.organ.id == case.holder for case in found.values()):
        return True
    # What has just gone to another organ concerns the one it came from: it leaves its list.
    return bool(found) and Standing.objects.filter(organ=desk.organ.id, record__in=list(found)).exists()
