"""Whom a report is about, as parties of a matter: what was typed, and everybody it certainly or possibly means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, PartyText
from huiyin.law.accused.meant import Meant, Typed, keepers, understood, who_is_meant
from huiyin.law.chart.organs import Organ
from huiyin.law.frame.facts import World
from huiyin.law.words import Phrase
from huiyin.people.naming import register_on

#: So much of a field is read; whoever names somebody needs less.
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Accused:
    """Whom a report is about, as one door asked and was told.

    :param organ: the organ in the words that were typed, ``person`` likewise; ``chosen`` its id, if one was chosen.
    """

    on: date
    place: str = ""
    chosen: int | None = None
    organ: str = ""
    person: str = ""
    meant: Meant = field(default_factory=Meant)

    @property
    def said(self) -> str:
        return "、".join(word for word in (self.organ, self.person) if word)

    @property
    def understood(self) -> Phrase:
        """One sentence for whoever said it, so that they may correct it."""
        return understood(self.meant, register_on(self.on), self.said)

    def away(self, world: World) -> frozenset[int]:
        """Persons who may not own the report: whoever may be meant, and whoever has a tie to an organ that may be."""
        barred = world.chart.barred(self.meant.all_organs)
        return self.meant.all_persons | (world.tied(barred) if barred else frozenset())

    def keepers(self, world: World) -> Iterator[Organ]:
        """The discipline organs that may hold the report, best first."""
        return keepers(register_on(self.on), self.place, self.meant, world.ties)

    def parties(self) -> tuple[PartyText, ...]:
        """What was typed stands in a row of its own; where it means one certainly, in one row with them."""
        return (
            *_rows(Capacity.ACCUSED_ORGAN, self.organ, self.meant.organs, self.meant.maybe_organs),
            *_rows(Capacity.ACCUSED_PERSON, self.person, self.meant.persons, self.meant.maybe_persons),
        )


def accused_of(on: date, place: str, organ: str = "", person: str = "", chosen: int | None = None) -> Accused:
    """Whom somebody means; every door asks here.

    :param place: the division where it happened, :param chosen: an organ chosen from a list.
    """
    organ, person = organ.strip()[:LONGEST], person.strip()[:LONGEST]
    if not (organ or person or chosen):
        return Accused(on, place)
    meant = who_is_meant(Typed(chosen, (organ, person), place), register_on(on))
    return Accused(on, place, chosen, organ, person, meant)


def _rows(capacity: Capacity, typed: str, certain: frozenset[int], possible: frozenset[int]) -> Iterator[PartyText]:
    sole = next(iter(certain)) if len(certain) == 1 and not possible else None
    if typed or sole:
        yield _party(capacity, sole, Identity(typed))
    if sole is None:
        yield from (_party(capacity, each) for each in sorted(certain))
        yield from (_party(capacity, each, unsure=True) for each in sorted(possible))


def _party(capacity: Capacity, who: int | None, told: Identity | None = None, *, unsure: bool = False) -> PartyText:
    identity = told or Identity()
    organ, person = (who, None) if capacity is Capacity.ACCUSED_ORGAN else (None, who)
    return PartyText(capacity, identity, organ, person, unsure=unsure)
