"""Channels (渠道): what is connected, how each fares, a look now whether it works. Their file lies on the server."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from huiyin.channels.adapter import Connection, Looked
from huiyin.channels.arrivals.models import Watched
from huiyin.channels.faring import Failing, not_going_out
from huiyin.channels.looking import looked
from huiyin.channels.registry import WrongChannels, adapter, adapters, connections
from huiyin.desk.frame import page
from huiyin.desk.place.changes import administrator
from huiyin.desk.staff import Desk, staff
from huiyin.gate.widening import of_everybody
from huiyin.people.models import Organ


@dataclass(frozen=True, slots=True)
class Shown:
    """One connection: its name, what it is, whose, how it fares in and out, and what a look just found."""

    name: str
    label: object
    organ: str
    brings: bool
    fares: Watched | None
    stuck: Failing | None
    found: tuple[Looked, ...]


@staff
@require_http_methods(["GET", "POST"])
def channels(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The connections of the organs in charge; a POST names one that is to be looked at now."""
    charge = administrator(desk)
    faults: list[str] = []
    there: tuple[Connection, ...] = ()
    try:
        there = connections()
    except WrongChannels as wrong:
        faults = wrong.faults
    organs = dict(Organ.objects.filter(id__in=charge).values_list("key", "short"))
    common = of_everybody(desk.actor, desk.today)
    mine = [each for each in there if each.organ in organs or (common and not each.organ)]
    asked = request.POST.get("check", "") if request.method == "POST" else ""
    fares, stuck = Watched.objects.in_bulk([each.name for each in mine]), not_going_out(mine)
    rows = [
        Shown(
            each.name, adapter(each.adapter).label, organs.get(each.organ, ""),
            adapter(each.adapter).inward is not None, fares.get(each.name),
            stuck.get("" if each.adapter == "mail" else each.name),
            tuple(looked(each)) if each.name == asked else (),
        )
        for each in mine
    ]  # fmt: skip
    context = {
        "rows": rows,
        "faults": faults if common else [],
        "file": settings.HUIYIN_CHANNELS if common else "",
        "known": [(each.name, each.label) for each in adapters()],
    }
    return page(request, desk, "desk/place/channels.html", context, here="place")
