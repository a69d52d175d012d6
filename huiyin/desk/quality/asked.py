"""Whose figures of quality a page shows, of which months, and how far they may be told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from huiyin.desk.names import short_name
from huiyin.desk.staff import Desk
from huiyin.insights.figures import NotYours, Share
from huiyin.insights.quality import Months, last_year, organs_for
from huiyin.insights.small import small, smallest_for
from huiyin.law.matter.shown import Shown
from huiyin.law.terms import Role
from huiyin.oversight.assessment.scores import interval
from huiyin.typed.wholes import row_id

WATCHES: Final = frozenset({Role.HEAD, Role.SUPERVISOR, Role.DISPATCHER, Role.CONVENER, Role.ANALYST})
_MONTH: Final = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
MOST_MONTHS: Final = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a whole as a table shows it: with its share and interval; ``few`` where it is too small to be told.

    :param url: the list behind the part, ``of`` the one behind the whole; empty for whoever reads no matter.
    """

    part: int
    whole: int
    few: int = 0
    url: str = ""
    of: str = ""

    @property
    def percent(self) -> float | None:
        return Share(self.part, self.whole).percent

    @property
    def between(self) -> tuple[str, str]:
        """The interval at 95 % (Wilson), in percent."""
        low, high = (f"{float(each) * 100:.0f}%" for each in interval(self.part, self.whole))
        return low, high


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the figures.

    :param smallest: counts below it are not told to whoever reads no matter (小数不显示); 0 where all are.
    """

    desk: Desk
    organs: list[int]
    months: Months
    smallest: int

    def cell(self, part: int, whole: int, url: str = "", of: str = "") -> Cell:
        """None of few tells of few, too; nothing leads to what is none."""
        few = small(part, self.smallest) or small(whole, self.smallest)
        return Cell(part, whole, self.smallest if few else 0, url if part else "", of if whole else "")

    def behind(self, mark: Shown, months: Months | None = None, **narrowed: object) -> str:
        """The list of the matters that bear a mark; nothing for whoever reads no matter."""
        if self.smallest:
            return ""
        said = {name: str(value) for name, value in narrowed.items() if value}
        return (
            f"{reverse('desk:quality-behind', args=[mark.value])}?{urlencode(said | _spelled(months or self.months))}"
        )

    def name(self, organ: int) -> str:
        return short_name(self.desk.world.chart, organ)

    @property
    def span(self) -> str:
        """The months as they stand in an address."""
        return urlencode(_spelled(self.months))


def _spelled(months: Months) -> dict[str, str]:
    return {"since": f"{months.first:%Y-%m}", "until": f"{months.last:%Y-%m}"}


def asked(request: HttpRequest, desk: Desk) -> Asked:
    """
    :raises PermissionDenied: these figures are not for who asks.
    """
    if not desk.actor.roles & WATCHES:
        raise PermissionDenied
    try:
        organs = organs_for(desk.actor, desk.today)
    except NotYours:
        raise PermissionDenied from None
    return Asked(desk, organs, _months(request, desk.today), smallest_for(desk.actor))


def _months(request: HttpRequest, today: date) -> Months:
    usual = last_year(today)
    first, last = (_month(request.GET.get(name, "")) for name in ("since", "until"))
    last = min(last or usual.last, usual.last)
    first = min(first or usual.first, last)
    earliest = date(last.year - MOST_MONTHS // 12, last.month, 1)
    return Months(max(first, earliest), last)


def _month(typed: str) -> date | None:
    found = _MONTH.fullmatch(typed.strip())
    return date(int(found[1]), int(found[2]), 1) if found else None


def one_organ(asked: Asked, typed: str | None) -> int:
    """An organ whose figures these are; 404 for any other."""
    organ = row_id(typed or "")
    if organ is None or organ not in asked.organs:
        raise Http404
    return organ
