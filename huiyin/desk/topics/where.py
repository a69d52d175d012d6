"""Where topics are (在图上): the places below a division with their topics, drawn from an office's centres.

The number on a place is the number of topics that its link lists. Whoever reads figures and no matters sees counties
and nothing below them: a count of a village may be one person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from huiyin.insights.topics.kept import Hot
from huiyin.law.chart.organs import Level
from huiyin.people.gazetteer import Place, bare, place, within
from huiyin.people.sketch import Mark, Sketch, sketch


@dataclass(frozen=True, slots=True)
class Spot:
    """One place, in how many of the topics, with how many matters.

    :param mark: where it is drawn, if it is.
    """

    place: Place
    topics: int
    matters: int
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Where:
    """A division with the places below it.

    :param centre: the division looked at, if it is not all that the reader looks after.
    :param trail: the divisions between what the reader looks after and ``centre``.
    """

    centre: Place | None
    trail: tuple[Place, ...]
    spots: tuple[Spot, ...]
    drawn: Sketch | None


def looked_at(typed: str, area: str) -> Place | None:
    """The division asked for, if it lies in the reader's own."""
    found = place(typed)
    return found if found is not None and found.is_in(area) else None


def topics_in(found: Sequence[Hot], centre: Place | None) -> list[Hot]:
    """The topics with a matter in the division."""
    return list(found) if centre is None else [hot for hot in found if _inside(hot, bare(centre.code))]


def where_of(found: Sequence[Hot], area: str, centre: Place | None) -> Where:
    """The places of these topics one level below the division, or below all of ``area``."""
    below = within(centre.code if centre else area)
    drawn = sketch(below)
    marks = {mark.place.code: mark for mark in drawn.marks} if drawn else {}
    spots = [_spot(each, found, marks.get(each.code)) for each in below]
    some = tuple(spot for spot in spots if spot.topics)
    return Where(centre, _trail(area, centre), some, drawn if any(spot.mark for spot in some) else None)


def _spot(each: Place, found: Sequence[Hot], mark: Mark | None) -> Spot:
    inside = [_inside(hot, bare(each.code)) for hot in found]
    return Spot(each, sum(map(bool, inside)), sum(inside), mark)


def _inside(hot: Hot, code: str) -> int:
    """How many matters of a topic lie in a division: by the matters where they may be read, else by county."""
    if hot.cases:
        return sum(case.place.startswith(code) for case in hot.cases)
    return sum(many for where, many in hot.places if where.startswith(code))


def _trail(area: str, centre: Place | None) -> tuple[Place, ...]:
    if centre is None:
        return ()
    own, here = bare(area), bare(centre.code)
    widths = sorted(each.width for each in Level if len(own) < each.width < len(here))
    return tuple(found for width in widths if (found := place(here[:width])) is not None)
