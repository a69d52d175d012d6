"""Where somebody went and where nobody did (走访到了哪里), village by village, and what was settled before a petition.

Places are counted and nobody who lives there or walked there; of what one may not read nothing is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any, Final

from django.db.models import Count, Max, Q, QuerySet

from huiyin.field.disputes import DISPUTES
from huiyin.field.places import names_of
from huiyin.field.rounds import ROUNDS
from huiyin.law.chart.organs import Level, Organ, OrganKind
from huiyin.law.dispute.measures import measures
from huiyin.law.frame.facts import Actor
from huiyin.law.frame.particulars import PLACE_DIGITS
from huiyin.law.reading import OVERSEERS, WORKERS
from huiyin.people.models import Division
from huiyin.record.conditions import beyond
from huiyin.record.reading import visible_to
from huiyin.record.worlds import BEIJING

#: What is counted of disputes and rounds: a year.
YEAR: Final = timedelta(days=365)
SETTLED: Final = Q(settled_on__isnull=False, matter__isnull=True)
BECAME: Final = Q(stage="petitioned")
OPEN: Final = Q(closed_on__isnull=True)
_NEAR: Final = frozenset({OrganKind.VILLAGE_COMMITTEE, OrganKind.GOVERNMENT})


@dataclass(frozen=True, slots=True)
class Line:
    """One village, or all villages of a township or county together.

    :param last: the day of the last round; ``missed`` how many villages nobody visited within the days that are set.
    """

    name: str
    villages: int
    last: date | None
    missed: int
    rounds: int
    found: int
    open: int
    settled: int
    became: int


def may_see(actor: Actor, organ: Organ) -> bool:
    """Those to whom all rounds of the area are told: village, township, and the offices that oversee it."""
    if organ.kind is OrganKind.PETITION_OFFICE:
        return bool(actor.roles & OVERSEERS)
    near = not organ.level.is_above(Level.TOWNSHIP) and organ.kind in _NEAR
    return near and bool(actor.roles & WORKERS)


def coverage(actor: Actor, organ: Organ, on: date) -> list[Line]:
    """The villages of a township, or what lies directly below a county, city or province; the unvisited ones first."""
    villages = list(_villages(organ.area))
    walked, disputed = _walked(actor, organ.area, on), _disputed(actor, organ.area, on)
    lines = [_line(name, codes, walked, disputed, on) for name, codes in _grouped(villages, organ)]
    return sorted(lines, key=lambda line: (-line.missed, line.last or date.min, line.name))


def _villages(area: str) -> QuerySet[Any, tuple[str, str]]:
    within = Division.objects.filter(level=Level.VILLAGE.value, code__gte=area, code__lt=beyond(area))
    return within.order_by("code").values_list("code", "name")


def _grouped(villages: list[tuple[str, str]], organ: Organ) -> Iterator[tuple[str, list[str]]]:
    """By village; seen from a county or above, by the next level."""
    if not organ.level.is_above(Level.TOWNSHIP):
        yield from ((name, [code.ljust(PLACE_DIGITS, "0")]) for code, name in villages)
        return
    width = next(level.width for level in list(Level)[list(Level).index(organ.level) + 1 :])
    names = names_of({code[:width] for code, _ in villages})
    for code, group in groupby(villages, key=lambda village: village[0][:width]):
        yield names.get(code, code), [each.ljust(PLACE_DIGITS, "0") for each, _ in group]


def _walked(actor: Actor, area: str, on: date) -> dict[str, tuple[date, int]]:
    rows = visible_to(ROUNDS, actor, on).filter(
        place__gte=area, place__lt=beyond(area), walked_on__gt=on - YEAR, walked_on__lte=on, stage="walked"
    )
    found = rows.order_by().values_list("place").annotate(last=Max("walked_on"), n=Count("id"))
    return {place: (last, n) for place, last, n in found}


def _disputed(actor: Actor, area: str, on: date) -> dict[str, list[int]]:
    since = datetime.combine(on - YEAR, time(), BEIJING)
    rows = visible_to(DISPUTES, actor, on).filter(place__gte=area, place__lt=beyond(area), lodged_at__gte=since)
    counted = rows.exclude(stage="void").order_by().values_list("place").annotate(
        n=Count("id"), open=Count("id", OPEN), settled=Count("id", SETTLED), became=Count("id", BECAME)
    )  # fmt: skip
    return {place: figures for place, *figures in counted}


def _line(
    name: str,
    codes: Iterable[str],
    walked: dict[str, tuple[date, int]],
    disputed: dict[str, list[int]],
    on: date,
) -> Line:
    due, places = on - timedelta(days=measures().rounds), list(codes)
    seen = [walked[each] for each in places if each in walked]
    figures = [disputed.get(each, [0, 0, 0, 0]) for each in places]
    found, still, settled, became = (sum(column) for column in zip(*figures, strict=True))
    return Line(
        name=name,
        villages=len(places),
        last=max((last for last, _ in seen), default=None),
        missed=len(places) - sum(last >= due for last, _ in seen),
        rounds=sum(n for _, n in seen),
        found=found,
        open=still,
        settled=settled,
        became=became,
    )
