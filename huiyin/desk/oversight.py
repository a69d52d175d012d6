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
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.cases.models import Case
from huiyin.cases.queries import readable_where
from huiyin.cases.snapshots import load_facts
from huiyin.desk.frame import page
from huiyin.desk.names import short_name
from huiyin.desk.queues import Line, lines
from huiyin.desk.staff import Desk, staff
from huiyin.law.frame.decide import decide
from huiyin.law.frame.verdict import Decision
from huiyin.law.matter.procedure import MATTER
from huiyin.law.terms import Act, Execution, Role, SupervisionGround
from huiyin.law.words import P, Phrase, plain
from huiyin.wording.listed import listed, wanted

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
    """A matter that may be pressed. ``open`` says whether the law lets this supervisor do so now; ``facts`` is what the
    record shows of the breach, for the supervisor to confirm."""

    line: Line
    organ: str
    last_on: date
    open: bool
    once: str
    facts: str = ""


@staff
@require_safe
def oversight(request: HttpRequest, desk: Desk) -> HttpResponse:
    if not desk.actor.roles & SUPERVISES:
        raise PermissionDenied
    shelf = request.GET.get("shelf", "late")
    shelf = shelf if shelf in (*CAUSES, PRESSED) else "late"
    found = listed(request, _found(shelf, desk, wanted(request, MOST) + 1), MOST)
    context: dict[str, Any] = {
        "shelf": shelf,
        "shelves": [(key, cause.label) for key, cause in CAUSES.items()] + [(PRESSED, P("已经督办，等反馈"))],
        "rows": found.of(lambda cases: candidates(list(cases), desk)),
        "cause": CAUSES.get(shelf),
        "demand": _demand(shelf),
        "until": desk.today + timedelta(days=FEEDBACK_DAYS),
    }
    return page(request, desk, "desk/oversight.html", context, here="oversight")


def _demand(shelf: str) -> str:
    """The letter is written in Chinese whatever language the page is read in."""
    return CAUSES[shelf].demand if shelf in CAUSES else ""


#: What puts a matter on a list, and in which order it stands there. Written out, because SQLite recognises partial
#: indexes only by constants. What waits without a period (an opinion to be served) is nowhere late by law.
_LISTS: Mapping[str, tuple[str, str]] = {
    "late": ("NOT supervised AND queue_on < %s AND queue_clock > ''", "queue_on"),
    "silent": ("NOT supervised AND last_on <= %s", "last_on"),
    "denied": (
        f"NOT supervised AND id IN (SELECT case_id FROM cases_claim WHERE execution = '{Execution.DENIED.value}')",
        "queue_on",
    ),
    PRESSED: ("supervised", "queue_on"),
}


def _found(shelf: str, desk: Desk, most: int) -> list[Case]:
    """Open matters elsewhere that the supervisor may read."""
    condition, order = _LISTS[shelf]
    days = {"late": [desk.today], "silent": [desk.today - timedelta(days=SILENT_DAYS)]}.get(shelf, [])
    return readable_where(
        desk.actor,
        desk.today,
        f"holder <> %s AND queue_on IS NOT NULL AND {condition}",
        [desk.organ.id, *days],
        f"ORDER BY {order}, id LIMIT {most}",
    )


def candidates(cases: list[Case], desk: Desk) -> list[Candidate]:
    """The lines of a list; whether each may be pressed is asked of the law, as on its own page."""
    rows = zip(cases, lines(cases, desk.today), strict=True)
    chart = desk.world.chart
    return [
        Candidate(
            line, short_name(chart, case.holder), case.last_on, _may_press(case, desk), uuid4().hex, _shown(line, desk)
        )
        for case, line in rows
    ]


def _shown(line: Line, desk: Desk) -> str:
    """What the record itself shows; written in Chinese, because it stands in the letter."""
    if line.due is not None and line.due < desk.today:
        late = (desk.today - line.due).days
        return f"办理记录显示，期限到{plain(line.due)}为止，已经超过{late}日，没有办完。"
    return f"办理记录显示，{plain(line.case.last_on)}以后没有新的进展。"


def _may_press(case: Case, desk: Desk) -> bool:
    verdict = decide(MATTER, Act.SUPERVISE, load_facts(case.facts), desk.actor, desk.today, desk.world)
    return isinstance(verdict, Decision)
