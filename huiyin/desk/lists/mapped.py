"""A list as a map (在图上看): how many open matters of the own organ lie in each place, one level at a time.

The same small drawing as at the public's front, from the centres an office supplied; the table beside it says the same
and is all there is where no centres are known. A number leads to the list behind it, a place to what lies in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.cases.queues import Place as Queue
from huiyin.cases.queues import count_places
from huiyin.desk.frame import page
from huiyin.desk.staff import Desk, staff
from huiyin.law.chart.organs import Level
from huiyin.people.gazetteer import Place, bare, place, within
from huiyin.people.sketch import Mark, sketch

Counts = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Spot:
    """One place with how many matters lie there, ``late`` of them past their day.

    :param code: the leading digits of its code; ``deeper`` if it has places of its own.
    :param mark: where it is drawn, if it is.
    """

    place: Place
    code: str
    count: int
    late: int
    deeper: bool
    mark: Mark | None


@staff
@require_safe
def mapped(request: HttpRequest, desk: Desk) -> HttpResponse:
    centre = place(request.GET.get("place", "")) or place(desk.organ.area)
    code = bare(centre.code) if centre else ""
    counts = count_places(Queue("holder", desk.actor, desk.today), desk.today)
    below = within(centre.code if centre else "")
    drawn = sketch(below)
    marks = {mark.place.code: mark for mark in drawn.marks} if drawn else {}
    spots = [_spot(each, counts, marks.get(each.code)) for each in below]
    whole = _inside(code, counts)[0]
    context = {
        "centre": centre,
        "code": code,
        "trail": _trail(centre, desk),
        "spots": spots,
        "drawn": drawn,
        "whole": whole,
        "unsaid": whole - sum(each.count for each in spots),
        "elsewhere": sum(count for count, _ in counts.values()) - whole,
    }
    return page(request, desk, "desk/mapped.html", context, here="organ")


def _spot(found: Place, counts: Counts, mark: Mark | None) -> Spot:
    code = bare(found.code)
    return Spot(found, code, *_inside(code, counts), bool(within(found.code)), mark)


def _inside(code: str, counts: Counts) -> tuple[int, int]:
    """How many lie in a division, whichever of its places they name."""
    inside = [numbers for where, numbers in counts.items() if where.startswith(code)]
    return sum(count for count, _ in inside), sum(late for _, late in inside)


def _trail(centre: Place | None, desk: Desk) -> list[Place]:
    """The divisions from the organ's own down to the one above what is looked at."""
    if centre is None:
        return []
    own, here = bare(desk.organ.area), bare(centre.code)
    widths = sorted(each.width for each in Level if len(own) <= each.width < len(here))
    return [found for width in widths if (found := place(here[:width])) is not None]
