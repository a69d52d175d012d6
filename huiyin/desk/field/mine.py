"""What a phone takes along: who is signed in, the places around, one's open records and what can be done to each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huiyin.cases.parts import seen_mark
from huiyin.desk.field.offered import OPENED, TAKEN, acts_of
from huiyin.desk.records.fetching import Shown, url_of
from huiyin.desk.staff import Desk, staff
from huiyin.law.frame.decide import decide
from huiyin.law.frame.verdict import Decision
from huiyin.people.divisions import divisions_in
from huiyin.record.kinds import KINDS, Kind
from huiyin.record.reading import near_a_report, queue_of
from huiyin.wording.words import day, say

#: So many of each kind a phone takes along, the most pressing first.
TAKEN_ALONG: Final = 40
PLACES: Final = 400


@staff
@require_safe
@never_cache
def mine(request: HttpRequest, desk: Desk) -> HttpResponse:
    near = [(kind, may_begin(kind, desk)) for kind in (KINDS[key] for key in OPENED)]
    told = {
        "who": str(desk.person.id),
        "name": desk.person.name,
        "organ": desk.organ.short,
        "token": get_token(request),
        "places": divisions_in(desk.organ.area)[:PLACES],
        "begins": [kind.key for kind, may in near if may],
        "records": [_told(shown) for shown in _taken(desk)],
    }
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


def may_begin(kind: Kind, desk: Desk) -> bool:
    rows = kind.procedure.by_act[kind.procedure.opening]
    return any(desk.actor.roles & set(row.by) for row in rows) and kind.procedure.begins(desk.actor, desk.world)


def _taken(desk: Desk) -> Iterator[Shown]:
    """One's own open records; a report of wrongdoing is not carried about on a phone."""
    for key in TAKEN:
        kind = KINDS[key]
        rows = queue_of(kind, desk.actor, desk.today).filter(report=False)[:TAKEN_ALONG]
        yield from (Shown(kind, row, desk) for row in rows if not near_a_report(row))


def _told(shown: Shown) -> dict[str, Any]:
    row, kind = shown.row, shown.kind
    clock = kind.procedure.clocks(row.queue_clock).label if row.queue_clock else ""
    return {
        "kind": kind.key,
        "number": row.number,
        "title": row.title,
        "stage": say(shown.facts.stage.label),
        "due": f"{say(clock)} {day(row.queue_on, shown.desk.today)}" if clock else "",
        "seen": seen_mark(row),
        "url": url_of(kind, row.number),
        "acts": [act.value for act in acts_of(kind) if _open(shown, act)],
    }


def _open(shown: Shown, act: Any) -> bool:
    verdict = decide(shown.procedure, act, shown.facts, shown.desk.actor, shown.desk.today, shown.world(act))
    return isinstance(verdict, Decision)
