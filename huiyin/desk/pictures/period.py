"""Of whom and of when a page of figures speaks, read from its address and written into every address that leads on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.http import Http404, QueryDict
from django.utils.http import urlencode

from huiyin.desk.links import link
from huiyin.desk.names import short_name
from huiyin.desk.staff import Desk
from huiyin.insights.figures import NotYours, counted_for
from huiyin.insights.trends import Span, after, last_months
from huiyin.law.chart.organs import CODE_DIGITS
from huiyin.law.reading import WORKERS
from huiyin.people.divisions import divisions_in
from huiyin.typed.wholes import row_id

_MONTH: Final = re.compile(r"([0-9]{4})-([0-9]{2})(?:-[0-9]{2})?")
FIRST: Final = 1990
#: Nobody looks at more in one picture.
MOST_MONTHS: Final = 60


@dataclass(frozen=True)
class Looked:
    """What a page looks at.

    :param scope: whose figures, as they are kept; ``organ`` or ``area`` where the address names one.
    """

    desk: Desk
    span: Span
    scope: str
    organ: int | None = None
    area: str = ""

    @property
    def whose(self) -> dict[str, str]:
        """As an address says it."""
        if self.organ is not None:
            return {"organ": str(self.organ)}
        return {"area": self.area} if self.area else {}

    @property
    def said(self) -> dict[str, str]:
        return {**self.whose, **self.span.spelled}

    @property
    def name(self) -> str:
        """Whose figures they are, as people say it."""
        if self.organ is not None:
            return short_name(self.desk.world.chart, self.organ)
        return place_name(self.area) if self.area else self.desk.organ.short

    @property
    def reads(self) -> bool:
        """Whether the reader may open the lists behind the numbers at all."""
        return bool(self.desk.actor.roles & WORKERS)

    def behind(self, *counts: str, span: Span | None = None, more: Mapping[str, str] | None = None) -> str:
        """The list of the matters that counts count; nothing for whoever reads no matter."""
        if not self.reads or not counts:
            return ""
        asked = {**self.whose, **(span or self.span).spelled, "counts": ",".join(counts), **(more or {})}
        return f"{link('figures-behind')}?{urlencode(asked)}"

    def page(self, name: str, **more: str) -> str:
        """Another page of figures of the same months."""
        return f"{link(name)}?{urlencode({**self.span.spelled, **more})}"


def looked_at(desk: Desk, asked: QueryDict | Mapping[str, Any]) -> Looked:
    """What an address asks for.

    :raises Http404: figures that are not the reader's to see, as if there were none.
    """
    organ, area = row_id(asked.get("organ")), str(asked.get("area", ""))
    try:
        scope = counted_for(desk.actor, desk.today, organ, area)
    except NotYours:
        raise Http404 from None
    return Looked(desk, span_asked(asked, desk.today), scope, organ, area)


def span_asked(asked: QueryDict | Mapping[str, Any], today: date) -> Span:
    """Whole months; the last twelve where nobody says otherwise."""
    usual = last_months(today)
    since, until = _month(asked.get("since")) or usual.since, _month(asked.get("until")) or usual.until.replace(day=1)
    since, until = min(since, until), max(since, until)
    while (until.year - since.year) * 12 + until.month - since.month >= MOST_MONTHS:
        since = after(since)
    return Span(since, after(until) - timedelta(days=1), today)


def _month(text: Any) -> date | None:
    found = _MONTH.fullmatch(str(text or "").strip())
    if found is None or not FIRST <= int(found[1]) < 2100 or not 1 <= int(found[2]) <= 12:
        return None
    return date(int(found[1]), int(found[2]), 1)


def place_name(area: str) -> str:
    """The last part of a division's name: people know where they are."""
    names = dict(divisions_in(area)) if area else {}
    return names.get(area.ljust(CODE_DIGITS, "0"), area).split(" ")[-1]
