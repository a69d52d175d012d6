"""One is barred from a report by every post, also by one left not long ago, and from whatever seat one asks."""

from __future__ import annotations

from dataclasses import replace

from huiyin.law.frame.decide import openings
from huiyin.law.frame.facts import Actor, World
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.procedure import MATTER
from huiyin.law.terms import Act
from tests.cast import (
    CITY_DISCIPLINE,
    CITY_OFFICE,
    LIUXI_GOV,
    LIUXI_WATER,
    PEOPLE,
    PETITION,
    REPORT,
    TOWN_STATION,
    WORLD,
    ask,
    dispatcher,
    lodged,
    play,
    refusal,
)

MOVED = CITY_DISCIPLINE * 10 + 1  # the discipline organ's dispatcher also serves at, or has left, another organ
WHY = {"reason": "归它管，请办理"}


def with_ties(*organs: int) -> World:
    """The cast, where the dispatcher of the city's discipline organ has a tie to these organs, too."""
    here = [(number, {post.organ, *(organs if number == MOVED else ())}) for number, post in PEOPLE.items()]
    return replace(
        WORLD,
        ties=lambda person: frozenset(dict(here)[person]),
        tied=lambda barred: frozenset(
            number
            for number, post in PEOPLE.items()
            if post.organ in barred or (number == MOVED and barred & {*organs})
        ),
    )


def report(on: int = LIUXI_WATER) -> Facts:
    return lodged(REPORT, accused_organs=[on])


def held(world: World, on: int = LIUXI_WATER) -> Facts:
    return play(report(on), Act.TRANSFER, dispatcher(CITY_OFFICE), world=world, to_organ=CITY_DISCIPLINE, **WHY)


def test_who_has_a_post_at_the_accused_organ_acts_from_no_other_seat() -> None:
    world = with_ties(LIUXI_WATER)
    said = refusal(held(world), Act.CONTACT, dispatcher(CITY_DISCIPLINE), world=world, way="电话", account="问了情况")
    assert said.citation.key == "xf2022:30.3"


def test_no_button_is_open_to_them() -> None:
    world = with_ties(TOWN_STATION)
    facts = held(world, on=LIUXI_GOV)
    opened = openings(MATTER, facts, dispatcher(CITY_DISCIPLINE), facts.lodged_on, world)
    assert [verdict.act for verdict in opened if verdict.allowed] == []


def test_a_report_is_not_handed_to_them_by_duty() -> None:
    assert held(with_ties(LIUXI_WATER)).owner == CITY_DISCIPLINE * 10 + 5


def test_a_report_is_not_handed_to_them_by_name() -> None:
    verdict = ask(
        report(), Act.TRANSFER, dispatcher(CITY_OFFICE),
        world=with_ties(LIUXI_WATER), to_organ=CITY_DISCIPLINE, to_person=MOVED, **WHY,
    )  # fmt: skip
    assert not verdict.allowed


def test_they_are_not_named_as_handler_by_a_colleague() -> None:
    world = with_ties(LIUXI_WATER)
    facts = held(world)
    colleague = Actor(facts.owner, CITY_DISCIPLINE, PEOPLE[facts.owner].roles)
    assert not ask(facts, Act.NAME_HANDLER, colleague, world=world, to_person=MOVED).allowed


def test_a_classification_takes_it_out_of_their_hands() -> None:
    world = with_ties(LIUXI_WATER)
    facts = lodged(PETITION, organ=CITY_DISCIPLINE, owner=MOVED, world=world)
    by = dispatcher(CITY_DISCIPLINE)
    after = play(facts, Act.CLASSIFY, by, world=world, classes={"1": REPORT}, accused_organ=LIUXI_WATER)
    assert after.owner == CITY_DISCIPLINE * 10 + 5


def test_a_tie_to_an_organ_below_the_accused_one_bars_as_well() -> None:
    assert held(with_ties(TOWN_STATION), on=LIUXI_WATER).owner != MOVED


def test_a_tie_to_an_organ_above_the_accused_one_bars_nobody() -> None:
    assert held(with_ties(LIUXI_GOV), on=LIUXI_WATER).owner == MOVED
