"""How long an archived matter is kept: the schedule's rules one by one, and what somebody wrote."""

from __future__ import annotations

from datetime import date

import pytest

from huiyin.keeping.rules import schedule_on
from huiyin.law.disposal.facts import places_in
from huiyin.law.disposal.schedule import kept, years_in

SCHEDULE = schedule_on(date(2026, 11, 2))
ARCHIVED = date(2014, 11, 6)


@pytest.mark.parametrize(
    ("marks", "said", "until", "rule"),
    [
        ((), "", date(2024, 12, 31), "other"),
        (("answered",), "", date(2044, 12, 31), "answered"),
        (("report",), "", date(2044, 12, 31), "report"),
        (("charge", "answered"), "", None, "led"),
        ((), "三十年", date(2044, 12, 31), "said"),
        ((), "永久", None, "said"),
        (("answered",), "十年", date(2044, 12, 31), "answered"),
        (("urgent",), "10年", None, "urgent"),
    ],
)
def test_the_first_rule_that_fits_decides_and_a_word_makes_it_only_longer(
    marks: tuple[str, ...], said: str, until: date | None, rule: str
) -> None:
    found = kept(SCHEDULE, marks, ARCHIVED, said)
    assert (found.until, found.rule) == (until, rule)


def test_a_period_is_past_the_day_after_its_last() -> None:
    found = kept(SCHEDULE, (), ARCHIVED)
    assert not found.over(date(2024, 12, 31)) and found.over(date(2025, 1, 1))


@pytest.mark.parametrize(("said", "years"), [("10年", 10), ("十五年", 15), ("七年", 7), ("永久", 0), ("按规定", None)])
def test_a_period_is_read_as_people_write_it(said: str, years: int | None) -> None:
    assert years_in(said) == years


@pytest.mark.parametrize(
    ("said", "places"),
    [("1-3、5", {1, 2, 3, 5}), ("2", {2}), ("0", set()), ("3-9", set()), ("一", set()), ("5-2", set())],
)
def test_items_are_named_as_people_write_them(said: str, places: set[int]) -> None:
    assert places_in(said, 6) == places
