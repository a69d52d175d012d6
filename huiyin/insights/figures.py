"""The figures (指标) of an organ or an area: each a part of a whole, never a share alone.

Read from the daily figures, so that a page costs the same whether there are a thousand matters or a million.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from huiyin.cases.queries import accused_in
from huiyin.insights.contributions import ALL, counted_by
from huiyin.insights.models import COUNTS, Contribution, DailyFigure
from huiyin.law.chart.organs import CODE_DIGITS, OrganKind
from huiyin.law.frame.facts import Actor
from huiyin.law.reading import CONFIDANTS, OVERSEERS
from huiyin.law.terms import Channel, Rating, Role
from huiyin.people.charts import chart_on
from huiyin.store.statements import answers

READERS_OF_AREAS = OVERSEERS | {Role.ANALYST}


class NotYours(LookupError):
    """The figures of that organ are not open to the one who asks."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """0 to 100 with one decimal; ``None`` of nothing."""
        return round(100 * self.part / self.whole, 1) if self.whole else None


@dataclass(frozen=True, slots=True)
class Ratings:
    """What people said, of all that were answered. Who said nothing is unrated, never satisfied."""

    satisfied: Share
    fair: Share
    dissatisfied: Share
    unrated: Share


@dataclass(frozen=True, slots=True)
class Figures:
    """Matters registered from ``since`` to ``until`` (both included), as they stand now.

    :param answered: of the received; ``unanswered`` likewise.
    :param ended: closed without an answer: withdrawn, or joined to another matter.
    :param repeats: came before about the same thing, of the received.
    :param reworked: reopened, or set aside by review and done again, of the received.
    :param sorted_in_time: sorted by the petition office within its period, of those it sorted; ``told_in_time`` and
        ``decided_in_time`` likewise of the unit, by each matter's own clocks and book; ``decided_overdue`` is late now.
    :param office: ratings of the result at the petition office, ``unit`` at the responsible unit; ``*_service`` of how
        people were dealt with there.
    """

    since: date | None
    until: date | None
    received: int
    answered: Share
    unanswered: Share
    ended: Share
    repeats: Share
    reworked: Share
    sorted_in_time: Share
    told_in_time: Share
    decided_in_time: Share
    decided_overdue: Share
    channels: Mapping[Channel, Share]
    office: Ratings
    office_service: Ratings
    unit: Ratings
    unit_service: Ratings


def figures(
    actor: Actor | None, on: date, since: date | None = None, until: date | None = None, organ: int | None = None
) -> Figures:
    """Figures as ``actor`` may see them on ``on``.

    Every count goes through the same question as every list: reports of wrongdoing count only where all of them may be
    read, in the own organ of its confidants, and there without those that accuse the actor.

    :param actor: somebody of an organ: that organ's own figures, a petition office's those of its whole area
        (without reports of wrongdoing). ``None`` counts everything, for commands that run without a person.
    :param organ: instead, the figures of this organ; it must be the actor's own or lie in the area of the office.
    :raises NotYours: the actor may not see these figures.
    """
    days = Days(_scope(actor, on, organ), since or date.min, until or date.max)
    return as_figures(counted_in(actor, on, days), since, until)


def counted_in(actor: Actor | None, on: date, days: Days) -> Counter[str]:
    """Every count of these days, with those of the reports of wrongdoing that the actor may read."""
    counts = sums(days)
    secret = _of_reports(actor, days)
    if secret is not None:
        counts += sums(secret)
        if actor is not None:
            counts -= _closed_to(actor, on, secret)
    return counts


def _of_reports(actor: Actor | None, days: Days) -> Days | None:
    """The same days of the reports that the actor may read: those of the own organ, for its confidants."""
    organ = days.scope.removeprefix("o")
    trusted = actor is None or (str(actor.organ) == organ and actor.roles & CONFIDANTS)
    return days._replace(scope=f"r{organ}") if days.scope.startswith("o") and trusted else None


def _closed_to(actor: Actor, on: date, days: Days) -> Counter[str]:
    """What those reports of these days count that accuse the actor."""
    accused, values = accused_in(actor, on)
    text = f'SELECT day, scopes, counts FROM {Contribution._meta.db_table} WHERE "case" IN ({accused})'
    found: Counter[str] = Counter()
    for day, scopes, said in answers(text, values):
        if days.scope in scopes.split():
            registered = day if isinstance(day, date) else date.fromisoformat(day)
            for name, on_day, many in counted_by(registered, said):
                found[name] += many * (days.since <= on_day <= days.until)
    return found


def _scope(actor: Actor | None, on: date, organ: int | None) -> str:
    if actor is None:
        return ALL if organ is None else f"o{organ}"
    area = _area(actor, on)
    if organ is None and area:
        return f"a{area}"
    wanted = actor.organ if organ is None else organ
    chart = chart_on(on)
    known = wanted is not None and wanted in chart.organs
    if (
        known
        and wanted is not None
        and (wanted == actor.organ or (area and chart.organs[wanted].area.startswith(area)))
    ):
        return f"o{wanted}"
    raise NotYours(organ)


def counted_for(actor: Actor, on: date, organ: int | None = None, area: str = "") -> str:
    """The scope (huiyin.insights.contributions.scopes) of the figures that somebody sees as their own.

    :param organ: instead that of one organ, ``area`` of a part of the office's area.
    :raises NotYours: the actor sees none.
    """
    if not area:
        return _scope(actor, on, organ)
    mine = _area(actor, on)
    if not mine or not area.startswith(mine) or not area.isdigit() or len(area) > CODE_DIGITS:
        raise NotYours(area)
    return f"a{area}"


def trusts(actor: Actor, scope: str) -> bool:
    """Whether the actor reads the reports of wrongdoing that the own organ's figures leave out."""
    return scope == f"o{actor.organ}" and bool(actor.roles & CONFIDANTS)


def _area(actor: Actor, on: date) -> str:
    """The digits of the area whose figures the actor may see; empty for everybody but petition offices."""
    organ = chart_on(on).organs.get(actor.organ or 0)
    reads = organ is not None and organ.kind is OrganKind.PETITION_OFFICE and actor.roles & READERS_OF_AREAS
    return organ.area if organ is not None and reads else ""


class Days(NamedTuple):
    """Whose daily figures, from which day to which, both with."""

    scope: str
    since: date
    until: date


#: Thirty sums: put together by the ORM at every request, they would take a third of the page.
_SUMS = (
    "SELECT "
    + ", ".join(f'COALESCE(SUM("{name}"), 0)' for name in COUNTS)
    + f' FROM "{DailyFigure._meta.db_table}" WHERE scope = %s AND day >= %s AND day <= %s'
)


def sums(days: Days) -> Counter[str]:
    """Every count of these days."""
    (found,) = answers(_SUMS, [days.scope, days.since, days.until])
    return Counter({name: int(value) for name, value in zip(COUNTS, found, strict=True)})


def as_figures(n: Mapping[str, int], since: date | None, until: date | None) -> Figures:
    def of_received(part: int) -> Share:
        return Share(part, n["received"])

    return Figures(
        since=since,
        until=until,
        received=n["received"],
        answered=of_received(n["answered"]),
        unanswered=of_received(n["received"] - n["answered"] - n["ended"]),
        ended=of_received(n["ended"]),
        repeats=of_received(n["repeats"]),
        reworked=of_received(n["reworked"]),
        sorted_in_time=Share(n["sorted_in_time"], n["sorted"]),
        told_in_time=Share(n["told_in_time"], n["told"]),
        decided_in_time=Share(n["decided_in_time"], n["decided"]),
        decided_overdue=of_received(n["decided_overdue"]),
        channels={channel: of_received(n[channel.value]) for channel in Channel},
        office=_ratings(n, "office"),
        office_service=_ratings(n, "office_service"),
        unit=_ratings(n, "unit"),
        unit_service=_ratings(n, "unit_service"),
    )


def _ratings(n: Mapping[str, int], side: str) -> Ratings:
    said = {rating: n[f"{side}_{rating.value}"] for rating in Rating}
    shares = [Share(part, n["answered"]) for part in (*said.values(), n["answered"] - sum(said.values()))]
    return Ratings(*shares)
