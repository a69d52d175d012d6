"""Early signs (苗头): something comes from more people in a place than chance explains. Pure.

A series is a division and a thing, or a named place. Its people within 7, 14 and 28 days are held against its own past,
at the pace of the city's messages; how surprising that is, is a likelihood ratio. What a score means is told by years
in which the days of all messages were shuffled: so many false alarms a year had that score or more.
"""

from __future__ import annotations

import math
import random
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

WINDOWS: Final = (7, 14, 28)
#: Fewer people are chance, whatever the numbers say.
FEWEST: Final = 3
#: After a sign the same series is quiet for so many days.
QUIET: Final = 60
#: So many shuffled years tell what chance does; listed is what chance does at most once a year.
SHUFFLES, A_YEAR = 200, 1.0
#: How much a series without a past is believed to be like the others.
_PRIOR: Final = 1.0
_YEAR: Final = 365.25


@dataclass(frozen=True, slots=True)
class Notice:
    """One message: on which day, by whom, about what, and the series it counts for, each (place, thing)."""

    day: date
    person: str
    thing: str
    series: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that begins: ``people`` within ``window`` days up to ``day``.

    ``false_a_year``: how many signs with this score or more a year without any event would bring.
    """

    day: date
    place: str
    thing: str
    people: int
    window: int
    expected: float
    score: float
    false_a_year: float


@dataclass(slots=True)
class _City:
    """The series with their messages by index, and the people behind the messages."""

    series: dict[tuple[str, str], list[int]]
    people: list[int]
    share: dict[bool, float]


def signs_of(
    notices: Sequence[Notice],
    tell: Callable[[str], None] = lambda said: None,
    seed: int = 1,
    shuffles: int = SHUFFLES,
    most: float = A_YEAR,
) -> list[Sign]:
    """Signs that chance would bring at most ``most`` times a year, in the order of their days."""
    if not notices:
        return []
    first = min(notice.day for notice in notices)
    days = [(notice.day - first).days for notice in notices]
    years = max((max(days) + 1) / _YEAR, 1 / 12)
    city = _city(notices)
    by_chance: list[float] = []
    dice = random.Random(seed)
    for turn in range(shuffles):
        shuffled = dice.sample(days, len(days))
        by_chance += [score for points in _points(city, shuffled) for score in _peaks(points)]
        if (turn + 1) % 50 == 0:
            tell(f"{turn + 1} of {shuffles} shuffled years")
    by_chance.sort()
    shuffled_years = max(shuffles * years, 1e-9)
    # The score that chance reaches ``most`` times a year.
    place = len(by_chance) - int(most * shuffled_years)
    enough = by_chance[max(place, 0)] if by_chance and place < len(by_chance) else 0.0
    signs = []
    for points in _points(city, days):
        for point in _crossings(points, enough):
            false = (len(by_chance) - bisect_left(by_chance, point.score)) / shuffled_years
            about = _about(notices, days, point)
            signs.append(Sign(
                first + timedelta(days=point.day), point.key[0], about, point.people, point.window,
                round(point.expected, 3), round(point.score, 2), round(false, 3),
            ))  # fmt: skip
    return sorted(signs, key=lambda sign: (sign.day, -sign.score, sign.place))


def _about(notices: Sequence[Notice], days: Sequence[int], point: _Point) -> str:
    """The thing of a series; of a named place what most of the messages within the window are about."""
    place, thing = point.key
    if thing:
        return thing
    near = [
        notice for notice, day in zip(notices, days, strict=True)
        if point.day - point.window < day <= point.day and (place, "") in notice.series
    ]  # fmt: skip
    return next((each for each, _ in Counter(notice.thing for notice in near if notice.thing).most_common(1)), "")


def _city(notices: Sequence[Notice]) -> _City:
    numbers: dict[str, int] = {}
    series: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, notice in enumerate(notices):
        for key in dict.fromkeys(notice.series):
            series[key].append(at)
    people = [numbers.setdefault(notice.person or f"\0{at}", len(numbers)) for at, notice in enumerate(notices)]
    share = {}
    for named in (True, False):
        sizes = [len(some) for key, some in series.items() if bool(key[1]) is not named]
        share[named] = sum(sizes) / max(len(sizes), 1) / len(notices)
    return _City({key: some for key, some in series.items() if len(some) >= FEWEST}, people, share)


@dataclass(frozen=True, slots=True)
class _Point:
    """How surprising a series is on one day on which it has a message."""

    day: int
    key: tuple[str, str]
    people: int
    window: int
    expected: float
    score: float


def _points(city: _City, days: Sequence[int]) -> Iterator[list[_Point]]:
    """Of each series its surprising days, in order."""
    volume = sorted(days)
    for key, members in city.series.items():
        dated = sorted((days[at], city.people[at]) for at in members)
        moments = [day for day, _ in dated]
        share = city.share[not key[1]]
        last = [at for at in range(FEWEST - 1, len(dated)) if at + 1 == len(dated) or moments[at + 1] > moments[at]]
        points = (
            max((_point(key, dated, moments, at, window, volume, share) for window in WINDOWS), key=_score)
            for at in last
        )
        yield [point for point in points if point.people >= FEWEST and point.score > 0]


def _score(point: _Point) -> float:
    return point.score


def _peaks(points: Sequence[_Point]) -> Iterator[float]:
    """The highest score of each quiet time: so many signs a threshold below it would bring."""
    begun, best = -QUIET, 0.0
    for point in points:
        if point.day >= begun + QUIET:
            if best:
                yield best
            begun, best = point.day, 0.0
        best = max(best, point.score)
    if best:
        yield best


def _crossings(points: Sequence[_Point], enough: float) -> Iterator[_Point]:
    """The first day of each quiet time on which the threshold is reached."""
    heard = -QUIET
    for point in points:
        if point.score >= enough and point.day >= heard + QUIET:
            heard = point.day
            yield point


def _point(
    key: tuple[str, str],
    dated: Sequence[tuple[int, int]],
    moments: Sequence[int],
    at: int,
    window: int,
    volume: Sequence[int],
    share: float,
) -> _Point:
    begin = moments[at] - window
    low = bisect_right(moments, begin)
    people = len({person for _, person in dated[low : at + 1]})
    before = bisect_right(volume, begin)
    within = bisect_right(volume, moments[at]) - before
    expected = (_PRIOR + low) / (_PRIOR / share + before) * within
    score = people * math.log(people / expected) - (people - expected) if people > expected else 0.0
    return _Point(moments[at], key, people, window, expected, score)


def series_of(places: Sequence[tuple[str, str]], thing: str) -> tuple[tuple[str, str], ...]:
    """The series a message counts for: each division with the thing, each named place by itself.

    :param places: names with the word for their kind; a division's kind is 区, 县 or 市.
    """
    divisions = [name for name, kind in places if kind in "区县市"]
    named = [name for name, kind in places if kind not in "区县市"]
    return (*((name, thing) for name in divisions if thing), *((name, "") for name in named))
