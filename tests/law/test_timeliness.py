"""What was done in time, by each matter's own clocks: office and unit apart, sixty days from acceptance."""

from __future__ import annotations

import pytest

from huiyin.law.frame.facts import SYSTEM
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.timeliness import kept
from huiyin.law.terms import Act
from tests.cast import (
    CALENDAR,
    CITY_OFFICE,
    IDEA,
    LIUXI_WATER,
    PETITION,
    after,
    decided,
    dispatcher,
    handler,
    handling,
    head,
    lodged,
    play,
    proposed,
)


def sent(day: int, **more: str) -> Facts:
    return play(lodged(PETITION, **more), Act.TRANSFER, dispatcher(CITY_OFFICE), after(day), to_organ=LIUXI_WATER,
                reason="归它管，请办理")  # fmt: skip


def taken(sent_on: int, accepted_on: int, **more: str) -> Facts:
    by = handler(LIUXI_WATER)
    return play(
        sent(sent_on, **more), Act.ACCEPT, by, after(accepted_on), to_person=by.person, procedure="调查后书面答复您"
    )


def signed(day: int) -> Facts:
    work = proposed(handling(), on=after(day))
    return play(work, Act.SIGN, head(work.holder), after(day))


@pytest.mark.parametrize(
    ("words", "facts", "duties"),
    [
        ("the office sorts on its last day", sent(15), {"sorted", "sorted_in_time"}),
        ("a day later it is late", sent(16), {"sorted"}),
        ("Zhejiang gives five working days", sent(8, book="zhejiang-2016"), {"sorted"}),
        ("the unit counts from when it got it", taken(15, 30), {"sorted", "sorted_in_time", "told", "told_in_time"}),
        ("the unit is late, the office was not", taken(15, 31), {"sorted", "sorted_in_time", "told"}),
    ],
)
def test_office_and_unit_are_counted_apart(words: str, facts: Facts, duties: set[str]) -> None:
    assert set(kept(facts, CALENDAR)) == duties, words


@pytest.mark.parametrize(("day", "in_time"), [(60, True), (61, False)])
def test_an_opinion_is_in_time_by_its_own_period(day: int, in_time: bool) -> None:
    assert ("decided_in_time" in kept(signed(day), CALENDAR)) is in_time


def test_what_needs_no_opinion_has_no_such_period() -> None:
    assert "decided" not in set(kept(decided(ADOPTED, facts=handling(IDEA)), CALENDAR))


ADOPTED = {"outcome": "adopted", "finding": "可行", "basis": "研究意见"}


def test_what_is_late_and_open_is_late() -> None:
    late = play(handling(), Act.NOTE_OVERDUE, SYSTEM, after(61), clock="C5")
    assert "decided_overdue" in set(kept(late, CALENDAR))
