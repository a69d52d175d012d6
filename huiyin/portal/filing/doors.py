"""The right door (该由谁收): which organ receives what is filed here. The law answers; the person need not know.

A report never reaches the organ reported on, nor one below it; a complaint of retaliation goes above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from huiyin.cases.acts import FIRST_ASKED
from huiyin.law.chart.routing import Level, Organ, OrganKind, candidates
from huiyin.law.frame.facts import World
from huiyin.law.sources.articles import Citation, cite
from huiyin.law.words import P, Phrase
from huiyin.people.models import Person

REPORTS = "检举控告"
"""Word of the competence catalogue for reports of wrongdoing."""


class Kind(StrEnum):
    """What a person comes for, in their own view; the classification by law is made by the office."""

    HELP = "help"
    SUGGEST = "suggest"
    REPORT = "report"
    RETALIATION = "retaliation"

    @property
    def accuses(self) -> bool:
        return self in (Kind.REPORT, Kind.RETALIATION)

    @property
    def may_be_anonymous(self) -> bool:
        return self is not Kind.HELP


@dataclass(frozen=True, slots=True)
class Accused:
    """The organ and person complained of, as far as they could be found among those known here.

    :param named: what was written where no organ of the list fitted.
    """

    organ: int | None = None
    persons: tuple[int, ...] = ()
    named: str = ""
    person_named: str = ""

    @property
    def organs(self) -> frozenset[int]:
        return frozenset() if self.organ is None else frozenset({self.organ})

    @property
    def anybody(self) -> bool:
        return bool(self.organ or self.named or self.person_named)


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who receives it, and why."""

    organ: Organ
    why: Phrase
    citation: Citation


def find_accused(world: World, organ: str, named: str, person_named: str) -> Accused:
    """Match what was chosen and typed with organs and staff; a name typed exactly counts as chosen."""
    chosen = int(organ) if organ.isascii() and organ.isdigit() and int(organ) in world.chart.organs else None
    if chosen is None and named:
        chosen = next((each.id for each in world.chart.organs.values() if named in (each.name, each.short)), None)
    persons = tuple(Person.objects.filter(name=person_named).values_list("id", flat=True)) if person_named else ()
    if chosen is not None and any(world.organ_of(person) == chosen for person in persons):
        # Of people with one name those of the organ are meant; without an organ all are kept away from the report.
        persons = tuple(person for person in persons if world.organ_of(person) == chosen)
    return Accused(chosen, persons, named, person_named)


def receiver(world: World, place: str, kind: Kind, accused: Accused) -> Receiver | None:
    """The organ that receives it: somebody is on duty there, and the law lets it take it. None if there is none."""
    away = frozenset(accused.persons)
    barred = world.chart.barred(accused.organs) if kind.accuses else frozenset()
    for found in _in_order(world, place, kind, accused):
        if found.organ.id not in barred and world.duty(found.organ.id, FIRST_ASKED, away) is not None:
            return found
    return None


def _in_order(world: World, place: str, kind: Kind, accused: Accused) -> Iterator[Receiver]:
    if kind is Kind.RETALIATION:
        yield from _above(world, place, accused)
    if kind.accuses:
        yield from _discipline(world, place, accused)
    for office in _offices(world, place):
        yield Receiver(office, P("{organ}负责登记，并转给有权处理的单位", organ=office.name), cite("xf2022", 22, 1))


def _offices(world: World, place: str) -> Iterable[Organ]:
    """Petition offices from the county upward: townships have no web counter of their own."""
    return (
        organ
        for organ in world.chart.serving(place)
        if organ.kind is OrganKind.PETITION_OFFICE and not Level.COUNTY.is_above(organ.level)
    )


def _above(world: World, place: str, accused: Accused) -> Iterator[Receiver]:
    """Petition offices above the organ that is said to retaliate (Art. 18 ¶4)."""
    if accused.organ is not None:
        place = world.chart.organ(accused.organ).area
    height = Level.COUNTY.height if accused.organ is None else world.chart.organ(accused.organ).level.height
    for office in _offices(world, place):
        if office.level.height > height:
            why = P("打击报复的事由上一级的{organ}接收，办理单位看不到", organ=office.name)
            yield Receiver(office, why, cite("xf2022", 18, 4))


def _discipline(world: World, place: str, accused: Accused) -> Iterator[Receiver]:
    for found in candidates(world.chart, place=place, competence=REPORTS, accused=accused.organs, report=True):
        if found.organ.kind is OrganKind.DISCIPLINE:
            yield Receiver(found.organ, found.reasons[0].phrase, found.reasons[0].citation)
