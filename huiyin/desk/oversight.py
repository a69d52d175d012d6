"""What a supervisor should press (督办): late, silent or broken promises in the area, and what was pressed already.

Each list is walked along an index of open matters and stops when it is full; nothing counts a big table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.cases.models import Case, Claim
from huiyin.cases.queries import visible_to
from huiyin.cases.snapshots import load_facts
from huiyin.desk.frame import page
from huiyin.desk.names import short_name
from huiyin.desk.queues import Line, lines
from huiyin.desk.staff import Desk, staff
from huiyin.law.decide import decide
from huiyin.law.terms import Act, Execution, Role, SupervisionGround
from huiyin.law.verdict import Decision
from huiyin.law.words import P, Phrase

MOST = 40
SILENT_DAYS = 15
#: How long the organ gets for its feedback unless the supervisor writes another day.
FEEDBACK_DAYS = 15
SUPERVISES = frozenset({Role.SUPERVISOR, Role.DISPATCHER})


@dataclass(frozen=True, slots=True)
class Cause:
    """Why matters are pressed: the ground of Art. 40 ¶1, and the demand that stands in the letter."""

    label: Phrase
    ground: SupervisionGround
    demand: str


#: The lists by their address; the first one stands open.
CAUSES: Mapping[str, Cause] = {
    "late": Cause(
        P("已经超期"),
        SupervisionGround.SHIRKING,
        "这件事已经超过期限。请尽快办理，书面告知信访人，并反馈超期的原因和办理情况。",
    ),
    "silent": Cause(
        P("半个月没有动静"),
        SupervisionGround.SHIRKING,
        "这件事已经十五天没有进展。请反馈办到哪一步、下一步什么时候办完。",
    ),
    "denied": Cause(
        P("信访人说没有落实"),
        SupervisionGround.NOT_EXECUTED,
        "信访人反映处理意见没有落实。请按意见落实，并反馈落实的凭据。",
    ),
}
PRESSED = "pressed"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A matter that may be pressed. ``open`` says whether the law lets this supervisor do so now."""

    line: Line
    organ: str
    last_on: date
    open: bool
    once: str


@staff
@require_safe
def oversight(request: HttpRequest, desk: Desk) -> HttpResponse:
    if not desk.actor.roles & SUPERVISES:
        raise PermissionDenied
    shelf = request.GET.get("shelf", "late")
    shelf = shelf if shelf in (*CAUSES, PRESSED) else "late"
    found = list(_found(shelf, desk)[: MOST + 1])
    context: dict[str, Any] = {
        "shelf": shelf,
        "shelves": [(key, cause.label) for key, cause in CAUSES.items()] + [(PRESSED, P("已经督办，等反馈"))],
        "rows": candidates(found[:MOST], desk),
        "more": len(found) > MOST,
        "cause": CAUSES.get(shelf),
        "demand": _demand(shelf),
        "until": desk.today + timedelta(days=FEEDBACK_DAYS),
    }
    return page(request, desk, "desk/oversight.html", context, here="oversight")


def _demand(shelf: str) -> str:
    """The letter is written in Chinese whatever language the page is read in."""
    return CAUSES[shelf].demand if shelf in CAUSES else ""


def _found(shelf: str, desk: Desk) -> QuerySet[Case]:
    """Open matters elsewhere that the supervisor may read."""
    seen = visible_to(desk.actor, desk.today).exclude(holder=desk.organ.id).filter(queue_on__isnull=False)
    match shelf:
        case "late":
            # What waits without a period (an opinion to be served) is nowhere late by law.
            late = seen.filter(queue_on__lt=desk.today, supervised=False).exclude(queue_clock="")
            return late.order_by("queue_on", "id")
        case "silent":
            long_ago = desk.today - timedelta(days=SILENT_DAYS)
            return seen.filter(last_on__lte=long_ago, supervised=False).order_by("last_on", "id")
        case "denied":
            return seen.filter(id__in=_denied(), supervised=False).order_by("queue_on", "id")
    return seen.filter(supervised=True).order_by("queue_on", "id")


def _denied() -> QuerySet[Claim, dict[str, Any]]:
    # Written out, because SQLite recognises the partial index only by a constant.
    return Claim.objects.extra(where=[f"execution = '{Execution.DENIED.value}'"]).values("case")


def candidates(cases: list[Case], desk: Desk) -> list[Candidate]:
    """The lines of a list; whether each may be pressed is asked of the law, as on its own page."""
    rows = zip(cases, lines(cases, desk.today), strict=True)
    chart = desk.world.chart
    return [
        Candidate(line, short_name(chart, case.holder), case.last_on, _may_press(case, desk), uuid4().hex)
        for case, line in rows
    ]


def _may_press(case: Case, desk: Desk) -> bool:
    verdict = decide(Act.SUPERVISE, load_facts(case.facts), desk.actor, desk.today, desk.world)
    return isinstance(verdict, Decision)
