"""What a published day came to: whom the leader is to hear, and whether the leader was there (接访日当天)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext

from huiyin.cases.models import Case
from huiyin.desk.links import link
from huiyin.desk.records.fetching import url_of
from huiyin.desk.staff import Desk
from huiyin.law.visit.procedure import VISIT
from huiyin.reception import days
from huiyin.reception.models import ReceptionDay, Visit
from huiyin.record.captions import borrowed
from huiyin.record.kinds import KINDS
from huiyin.record.reading import visible_to

LONGEST = 120


def visits(desk: Desk, day: ReceptionDay) -> dict[int, Visit]:
    """The visits of the day by their matter, as far as the desk may read them."""
    rows = visible_to(KINDS["visit"], desk.actor, desk.today).filter(day=day.id)
    return {row.matter: row for row in rows.order_by("id")}


def lines(found: Mapping[int, Visit], desk: Desk) -> Iterator[dict[str, Any]]:
    """The visits of a day, each under the words of its matter for whoever may read those."""
    words = borrowed([(KINDS["visit"], row) for row in found.values()], desk.actor, desk.today)
    for row in found.values():
        yield {
            "called": words.get(row.id, row.title),
            "row": row,
            "url": url_of(KINDS["visit"], row.number),
            "stage": VISIT.stages(row.stage).label,
        }


def to_arrange(day: ReceptionDay, matter: Case) -> str:
    """Where the visit of somebody who signed up with a matter is arranged, with all that the day knows filled in."""
    asked = {
        "matter": matter.number, "manner": day.manner, "leader": day.leader_name, "post": day.post,
        "on": day.on.isoformat(), "time": f"{day.begins:%H:%M}—{day.ends:%H:%M}", "place": day.place,
    }  # fmt: skip
    return f"{link('record-new', 'visit')}?{urlencode(asked)}"


def said(request: HttpRequest, desk: Desk, day: ReceptionDay) -> bool:
    """Write down whether the leader was there, if that was pressed; whether anything was."""
    if "kept" in request.POST:
        days.keep(day.id, by=desk.person.id, at=desk.now)
        messages.success(request, gettext("已经记下：领导到了。群众在网上看得到。"))
    elif "unheld" in request.POST:
        why = request.POST.get("why", "").strip()[:LONGEST]
        if not why:
            messages.warning(request, gettext("请写一句原因，群众看得到。"))
        else:
            days.miss(day.id, why, by=desk.person.id)
            messages.success(request, gettext("已经记下原因，群众在网上看得到。"))
    else:
        return False
    return True
