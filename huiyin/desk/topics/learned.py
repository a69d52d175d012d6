"""What was learned from the record (从本单位学来的): each model, how it would have changed the past, who let it speak.

A model is let speak, or silenced, from the command line of the machine; here whoever dispatches sees what it rests on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.cases.queries import visible_to
from huiyin.desk.frame import page
from huiyin.desk.staff import Desk, staff
from huiyin.insights import own, own_subjects
from huiyin.insights.models import LearnedModel
from huiyin.law.chart.organs import OrganKind
from huiyin.law.terms import Role
from huiyin.law.words import P
from huiyin.people.posts import names_of
from huiyin.wording.listed import listed

READS: Final = frozenset({Role.DISPATCHER, Role.HEAD, Role.SUPERVISOR})
SHOWN: Final = 6
#: What a model knows, by how its folder begins.
ABOUT: Final = {own.KIND: P("由谁管"), own_subjects.KIND: P("内容分类")}


def may_see(desk: Desk) -> bool:
    """Whether somebody dispatches, or leads those who do, at a petition office."""
    return desk.organ.kind is OrganKind.PETITION_OFFICE and bool(desk.actor.roles & READS)


@staff
@require_safe
def learned(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every model, the newest first, with what it would have made better and worse."""
    if not may_see(desk):
        raise PermissionDenied
    rows = listed(request, LearnedModel.objects.order_by("-made_at", "-id"), SHOWN)
    context = {"rows": rows.of(lambda some: list(_told(desk, list(some))))}
    return page(request, desk, "desk/topics/learned.html", context, here="learned")


def _told(desk: Desk, rows: list[LearnedModel]) -> Iterator[dict[str, Any]]:
    names = names_of({each for row in rows for each in (row.on_by, row.off_by) if each is not None})
    replays = {row.pk: json.loads(row.replay) for row in rows}
    said = [line.split(" ") for told in replays.values() for line in told["examples"]]
    readable = visible_to(desk.actor, desk.today).filter(number__in=[number for _, number in said])
    cases = {case.number: case for case in readable}
    for row in rows:
        told = replays[row.pk]
        changed = [line.split(" ") for line in told["examples"]]
        yield {
            "row": row,
            "told": told,
            "about": ABOUT.get(row.folder.partition("-")[0]),
            "on": row.on_at is not None and row.off_at is None,
            "on_by": names.get(row.on_by or 0, ""),
            "off_by": names.get(row.off_by or 0, ""),
            "changed": [(how == "better", cases[number]) for how, number in changed if number in cases],
        }
