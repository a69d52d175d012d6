"""A small map without tiles (示意图): where the places of one division lie to each other, drawn from their centres.

Nothing is asked of anybody elsewhere. It is a help to point, no survey: marks that would touch are moved apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, radians
from typing import Final

from huiyin.people.gazetteer import MILLIONTHS, Place

WIDTH: Final = 328
MOST: Final = 40
"""More than these stand in the list alone."""
#: How far from each other two marks must stand, across and down: a finger, and the name beneath.
_ACROSS, _DOWN = 76.0, 66.0
_EDGE: Final = 38.0
_NAME: Final = 16
"""So much of the sheet below is for the names of the lowest."""
_ROUNDS: Final = 200


@dataclass(frozen=True, slots=True)
class Mark:
    """One place on the map; ``n`` is its number in the list beside it."""

    n: int
    place: Place
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Sketch:
    """The map of one division."""

    width: int
    height: int
    marks: tuple[Mark, ...]


def sketch(places: Sequence[Place]) -> Sketch | None:
    """The places as marks; ``None`` where the city gave no centres, or there are too many to point at."""
    points = [each.point for each in places if each.point is not None]
    if not 1 < len(points) == len(places) <= MOST:
        return None
    height = max(240, round(_DOWN * (len(points) / 3 + 2)))
    room = height - _NAME
    spots = _apart(_fitted(points, room), room)
    return Sketch(
        WIDTH, height, tuple(Mark(n, each, *spot) for n, (each, spot) in enumerate(zip(places, spots, strict=True), 1))
    )


def _fitted(points: Sequence[tuple[int, int]], height: float) -> list[tuple[float, float]]:
    """Degrees as places on the sheet: north above, a degree of longitude as long as it is there."""
    narrow = cos(radians(sum(lat for _, lat in points) / len(points) / MILLIONTHS))
    flat = [(lon * narrow, -float(lat)) for lon, lat in points]
    west, north = min(x for x, _ in flat), min(y for _, y in flat)
    wide, tall = max(x for x, _ in flat) - west or 1, max(y for _, y in flat) - north or 1
    scale = min((WIDTH - 2 * _EDGE) / wide, (height - 2 * _EDGE) / tall)
    left, top = (WIDTH - wide * scale) / 2, (height - tall * scale) / 2
    return [(left + (x - west) * scale, top + (y - north) * scale) for x, y in flat]


def _apart(spots: list[tuple[float, float]], height: float) -> list[tuple[float, float]]:
    """The same, each pushed from those it would touch."""
    for _round in range(_ROUNDS):
        moved = False
        for one in range(len(spots)):
            for other in range(one):
                spots[one], spots[other], pushed = _pushed(spots[one], spots[other], other - one)
                moved |= pushed
        spots = [(_held(x, WIDTH), _held(y, height)) for x, y in spots]
        if not moved:
            break
    return [(round(x, 1), round(y, 1)) for x, y in spots]


def _pushed(
    one: tuple[float, float], other: tuple[float, float], lean: int
) -> tuple[tuple[float, float], tuple[float, float], bool]:
    # Two that lie on one another are parted by their order, so that the map is the same each time.
    across, down = (one[0] - other[0]) / _ACROSS or 0.01 * lean, (one[1] - other[1]) / _DOWN or 0.01
    near = hypot(across, down)
    if near >= 1:
        return one, other, False
    push = (1 - near) / near / 2
    x, y = across * push * _ACROSS, down * push * _DOWN
    return (one[0] + x, one[1] + y), (other[0] - x, other[1] - y), True


def _held(at: float, most: float) -> float:
    return min(max(at, _EDGE), most - _EDGE)
