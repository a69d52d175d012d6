"""The right door (该由谁收): which organ receives what is filed here. The law answers; the person need not know.

A report never reaches the organ reported on, nor one below it; a complaint of retaliation, or of how one was received
in a room, goes above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import reduce

from huiyin.cases.accused import Accused, accused_of
from huiyin.cases.acts import FIRST_ASKED
from huiyin.law.chart.organs import Level, Organ, OrganKind, common_area
from huiyin.law.chart.routing import BY_AUTHORITY
from huiyin.law.frame.facts import World
from huiyin.law.sources.articles import Citation, cite
from huiyin.law.words import P, Phrase
from huiyin.portal.filing.drafts import Draft
from huiyin.typed.wholes import row_id


class Kind(StrEnum):
    """What a person comes for, in their own view; the classification by law is made by the office."""

    HELP = "help"
    SUGGEST = "suggest"
    REPORT = "report"
    RETALIATION = "retaliation"
    ROOM = "room"

    @property
    def accuses(self) -> bool:
        return self in (Kind.REPORT, Kind.RETALIATION)

    @property
    def may_be_anonymous(self) -> bool:
        return self not in (Kind.HELP, Kind.ROOM)


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who receives it, and why."""

    organ: Organ
    why: Phrase
    citation: Citation


def accused_by(draft: Draft, day: date) -> Accused:
    """Whom the draft is about."""
    return accused_of(day, draft.place, draft.accused_name, draft.accused_person, row_id(draft.accused_organ))


def receiver(world: World, place: str, kind: Kind, accused: Accused, room: int = 0) -> Receiver | None:
    """The organ that receives it: somebody is on duty there, and the law lets it take it. None if there is none.

    :param room: the organ whose reception room it is about, if it is about one.
    """
    away = accused.away(world) if kind.accuses else frozenset()
    barred = world.chart.barred(accused.meant.all_organs) if kind.accuses else frozenset()
    for found in _in_order(world, place, kind, accused, room):
        if found.organ.id not in barred and world.duty(found.organ.id, FIRST_ASKED, away) is not None:
            return found
    return None


def _in_order(world: World, place: str, kind: Kind, accused: Accused, room: int) -> Iterator[Receiver]:
    sure = accused.meant.sure
    if kind is Kind.RETALIATION and sure:
        yield from _above(world, place, accused.meant.organs, _NO_REPRISAL, cite("xf2022", 18, 4))
    if kind is Kind.ROOM and room in world.chart.organs:
        yield from _above(world, place, [room], _OF_A_ROOM, cite("xf2022", 20, 4))
    if kind.accuses:
        yield from _discipline(world, accused)
    for office in _offices(world, place) if sure or not kind.accuses else ():
        yield Receiver(office, P("{organ}负责登记，并转给有权处理的单位", organ=office.name), cite("xf2022", 22, 1))


def _offices(world: World, place: str) -> Iterable[Organ]:
    """Petition offices from the county upward: townships have no web counter of their own."""
    return (
        organ
        for organ in world.chart.serving(place)
        if organ.kind is OrganKind.PETITION_OFFICE and not Level.COUNTY.is_above(organ.level)
    )


_NO_REPRISAL = P("打击报复的事由上一级的{organ}接收，办理单位看不到")
_OF_A_ROOM = P("对接待的意见由上一级的{organ}接收")


def _above(world: World, place: str, whose: Iterable[int], why: Phrase, article: Citation) -> Iterator[Receiver]:
    """Petition offices above the organs that are said to retaliate (Art. 18 ¶4), or whose room it is about."""
    organs = [world.chart.organ(organ) for organ in whose]
    place = reduce(common_area, [organ.area for organ in organs]) if organs else place
    height = max((organ.level.height for organ in organs), default=Level.COUNTY.height)
    for office in _offices(world, place):
        if office.level.height > height:
            yield Receiver(office, P(why.text, organ=office.name), article)


def _discipline(world: World, accused: Accused) -> Iterator[Receiver]:
    for organ in accused.keepers(world):
        phrase = P("检举控告按干部管理权限，由{organ}受理", organ=organ.short)
        if not accused.meant.sure:
            phrase = P("反映的是谁还没有核对清楚，由{organ}先保管、核对", organ=organ.short)
        yield Receiver(organ, phrase, BY_AUTHORITY)
