"""Another way whose time is running (另有专门的路): which one, and until when, as far as the story says since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from huiyin.law.accused.signs import routes_for
from huiyin.law.chart.routes import Route, Suggestion
from huiyin.wording.whens import When, whens

#: So far from the words that point to a route may the day stand that its time runs from.
NEAR = 60


@dataclass(frozen=True, slots=True)
class Pressing:
    """A route and the words that point to it; where a day is known, the last day if its time runs from there."""

    route: Route
    found: tuple[str, ...]
    since: When | None = None
    last: date | None = None


def pressing(text: str, accuses: bool, today: date) -> list[Pressing]:
    """The routes whose time may be running, the plainest first.

    :param accuses: it was said to be a report of wrongdoing, which has one way only.
    """
    days = whens(text, today)
    return [_counted(each, text, days) for each in routes_for(text, accuses) if each.pressing]


def _counted(suggested: Suggestion, text: str, days: Sequence[When]) -> Pressing:
    route, found = suggested.route, suggested.found
    if not route.limits or not days:
        return Pressing(route, found)
    since = _nearest(found, text, days)
    return Pressing(route, found, since, route.limits[0].last_day(since.day)) if since else Pressing(route, found)


def _nearest(found: Sequence[str], text: str, days: Sequence[When]) -> When | None:
    """The day nearest to the words; the only day of a story whatever stands between."""
    places = [at for word in found if (at := text.lower().find(word)) >= 0]
    if not places:
        return days[0] if len(days) == 1 else None
    near = min(days, key=lambda each: min(abs(each.start - at) for at in places))
    close = min(abs(near.start - at) for at in places) <= NEAR
    return near if close or len(days) == 1 else None
