"""Whom a report is about, as parties of a matter: what was typed, and everybody it certainly or possibly means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from huiyin.cases.acts import FIRST_ASKED, Refused
from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, PartyText
from huiyin.law.accused.heard import heard
from huiyin.law.accused.meant import Meant, Typed, keepers, understood, who_is_meant
from huiyin.law.accused.signs import without_mere_mentions, without_the_told
from huiyin.law.chart.organs import Organ
from huiyin.law.frame.facts import Actor, World
from huiyin.law.frame.verdict import Refusal
from huiyin.law.matter.facts import Facts
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Act
from huiyin.law.words import P, Phrase
from huiyin.people.naming import register_on
from huiyin.record.worlds import world_on

#: So much of a field is read; whoever names somebody needs less.
LONGEST = 400
#: So much of a story is searched for names.
LONGEST_STORY = 20_000
#: Acts that give a matter to another organ of the sender's choice.
HANDED_ON = frozenset({Act.TRANSFER, Act.ASSIGN, Act.INVITE})
_WHO = P("这是检举控告，还没有写明反映的是谁：接收的人可能就是他。")
_SAY_WHO = P("请先在“分类定性”里写明是哪个单位、哪个人；确实不知道，请勾“问过了，不知道反映的是谁”。")


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


def told_by(on: date, place: str, words: str, organ: str = "", person: str = "") -> Accused:
    """Whom somebody means where nobody can be asked: a row of a sheet, another machine.

    Where nobody is named and the words are a report, or like one, everybody they may mean is kept away until a person
    says.
    """
    if organ.strip() or person.strip() or not heard(words):
        return accused_of(on, place, organ, person)
    accused = Accused(on, place, meant=in_story(on, place, words).perhaps)
    if next_keeper(accused, world_on(on)) is None:
        # Rather than that nobody may hold it: who is spoken of without a word of wrongdoing is not meant.
        return Accused(on, place, meant=in_story(on, place, without_mere_mentions(words)).perhaps)
    return accused


def in_story(on: date, place: str, words: str) -> Meant:
    """Everybody whom a story names, or may; whoever is only written to, in the greeting, or asked to help, is not."""
    return who_is_meant(Typed(None, (without_the_told(words[:LONGEST_STORY]),), place), register_on(on))


def keeper(accused: Accused, organ: Organ, by: Actor, world: World) -> Organ:
    """Who holds it: the own organ; while it is not sure who is meant, the discipline organ that cannot be.

    :raises Refused: there is none with somebody on duty who cannot be meant.
    """
    if accused.meant.sure:
        return organ
    found, away = next_keeper(accused, world), accused.away(world)
    if found is None or by.person in away:
        raise Refused(
            Refusal(
                Act.LODGE,
                P("“{said}”可能指谁还认不准，这里没有一定不相干的机关和人来收。", said=accused.said),
                cite("xf2022", 30, 3),
                P("请问清单位和姓名，写全称再登记；可能指您本人的，请换一位同事。也可以请来人打12388。"),
            )
        )
    return found


def next_keeper(accused: Accused, world: World) -> Organ | None:
    """The best of those that may hold it, with somebody on duty who cannot be meant."""
    away = accused.away(world)
    return next((each for each in accused.keepers(world) if world.duty(each.id, FIRST_ASKED, away)), None)


def refuse_if_nobody_is_named(act: Act, facts: Facts) -> None:
    """:raises Refused: a report would be handed on without a word whom it is about, and nobody said that they asked."""
    if names_nobody(act, facts):
        raise Refused(Refusal(act, _WHO, cite("xf2022", 30, 3), _SAY_WHO))


def names_nobody(act: Act, facts: Facts) -> bool:
    """Whether a report would be handed on that does not say whom it is about: whoever receives it may be meant."""
    named = facts.accused_organs or facts.accused_persons or facts.unsure
    return act in HANDED_ON and facts.report and not named


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
