"""Another way whose time is running (另有专门的路): which one, and until when, as far as the story says since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from huiyin.law.accused.signs import reads_as_report, routes_for
from huiyin.law.chart.routes import Likely, Route, Suggestion, likely_routes
from huiyin.wording.whens import When, whens

#: By how much a way is likelier than none where it is told, where asked, and where even its own words are doubted.
PLAIN, ASKED, UNLIKE = 0.3, 0.0, -0.2
#: In few words less can be likely at all, and less is said beside the matter.
SHORT, PLAIN_IN_SHORT = 120, 0.0
#: The way that is open against an organ that was asked and did nothing.
REFUSED: Final = "reconsideration"
#: So many ways are told at most.
MOST = 3
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
    """The routes whose time may be running: those its words name first, then those that it is plainly like.

    :param accuses: it was said to be a report of wrongdoing, which has one way only.
    """
    return _weighed(text, accuses, today)[0]


def likely(text: str, accuses: bool, today: date) -> list[Pressing]:
    """Routes for a question, where neither the words nor what it is like are sure enough to be told.

    :param accuses: it was said to be a report of wrongdoing, of which nothing is asked.
    """
    return _weighed(text, accuses, today)[1]


def _weighed(text: str, accuses: bool, today: date) -> tuple[list[Pressing], list[Pressing]]:
    """What is told, and what is asked instead: never both."""
    days = whens(text, today)
    named = [each for each in routes_for(text, accuses, spoken=True) if each.pressing]
    if accuses or reads_as_report(text):
        return [_counted(each, text, days) for each in named], []
    like = likely_routes(text)
    if named and like.sure < UNLIKE:
        return [], [_counted(each, text, days) for each in named]
    beside = {each.route for each in named}
    liked = [*named, *(Suggestion(each, ()) for each in like.routes if each not in beside)][:MOST]
    if _plainly(like, text, bool(named)):
        counted = [_counted(each, text, days) for each in liked]
        likeliest = [each for each in counted if each.route in beside or each.route == like.routes[0]]
        likeliest.sort(key=lambda each: _urgency(each, today))
        return [*likeliest, *(each for each in counted if each not in likeliest)], []
    if named:
        return [_counted(each, text, days) for each in named], []
    return [], [_counted(each, text, days) for each in liked] if like.sure >= ASKED else []


def _plainly(like: Likely, text: str, named: bool) -> bool:
    """Whether it is likely enough to be told; that an organ should act, only once one was asked and did nothing."""
    short = len(text) <= SHORT
    if not like.routes or like.sure < (PLAIN_IN_SHORT if short else PLAIN):
        return False
    refused = short and any(each.key == REFUSED for each in like.routes)
    return named or refused or not like.routes[0].once_refused


def _counted(suggested: Suggestion, text: str, days: Sequence[When]) -> Pressing:
    route, found = suggested.route, suggested.found
    limit, since = route.limit_for(text), _nearest(found, text, days) if days else None
    if limit is None or since is None:
        return Pressing(route, found)
    return Pressing(route, found, since, limit.last_day(since.day))


def _urgency(each: Pressing, today: date) -> tuple[bool, date]:
    """What ends first comes first; what has no day that is known, and what is over, keep their order behind it."""
    open_still = each.last is not None and each.last >= today
    return not open_still, each.last if each.last and open_still else date.max


def _nearest(found: Sequence[str], text: str, days: Sequence[When]) -> When | None:
    """The day nearest to the words; the only day of a story whatever stands between."""
    places = [at for word in found if (at := text.lower().find(word)) >= 0]
    if not places:
        return days[0] if len(days) == 1 else None
    near = min(days, key=lambda each: min(abs(each.start - at) for at in places))
    close = min(abs(near.start - at) for at in places) <= NEAR
    return near if close or len(days) == 1 else None
