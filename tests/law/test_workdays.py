"""Working days: rows in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from huiyin.law.frame.workdays import PLAIN_WEEK, WorkCalendar

# The week around National Day 2024: off 1–7 October, worked on Sunday 29 September and Saturday 12 October.
AUTUMN = WorkCalendar(
    version="autumn",
    holidays=frozenset(date(2024, 10, day) for day in range(1, 8)),
    makeups=frozenset({date(2024, 9, 29), date(2024, 10, 12)}),
    settled_years=frozenset({2024}),
)


@pytest.mark.parametrize(
    ("words", "day", "works"),
    [
        ("an ordinary Monday", date(2024, 9, 23), True),
        ("an ordinary Saturday", date(2024, 9, 21), False),
        ("a Sunday worked instead", date(2024, 9, 29), True),
        ("a Tuesday of the long holiday", date(2024, 10, 1), False),
        ("a Saturday worked instead", date(2024, 10, 12), True),
    ],
)
def test_it_knows_when_organs_work(words: str, day: date, works: bool) -> None:
    assert AUTUMN.is_workday(day) is works, words


@pytest.mark.parametrize(
    ("words", "start", "days", "end"),
    [
        ("Friday and one day is Monday", date(2024, 9, 20), 1, date(2024, 9, 23)),
        ("counting begins the next day", date(2024, 9, 23), 5, date(2024, 9, 29)),
        ("the long holiday is jumped", date(2024, 9, 30), 5, date(2024, 10, 12)),
        ("none stays where it is", date(2024, 10, 2), 0, date(2024, 10, 2)),
    ],
)
def test_it_adds_working_days(words: str, start: date, days: int, end: date) -> None:
    assert AUTUMN.add_workdays(start, days) == end, words


@pytest.mark.parametrize("offset", range(0, 60, 3))
def test_counting_back_undoes_adding(offset: int) -> None:
    start = date(2024, 9, 1) + timedelta(days=offset)
    assert [AUTUMN.workdays_between(start, AUTUMN.add_workdays(start, n)) for n in range(12)] == list(range(12))


def test_counting_backwards_in_time_is_negative() -> None:
    assert AUTUMN.workdays_between(date(2024, 10, 8), date(2024, 9, 30)) == -1


def test_it_refuses_to_add_a_negative_number() -> None:
    with pytest.raises(ValueError, match="-1"):
        AUTUMN.add_workdays(date(2024, 9, 1), -1)


def test_a_working_day_is_its_own_next_working_day() -> None:
    assert AUTUMN.next_workday(date(2024, 9, 29)) == date(2024, 9, 29)


def test_the_next_working_day_after_a_holiday_begins() -> None:
    assert AUTUMN.next_workday(date(2024, 10, 1)) == date(2024, 10, 8)


def test_a_span_into_a_year_without_its_notice_is_provisional() -> None:
    assert not AUTUMN.is_settled(date(2024, 12, 30), date(2025, 1, 3))


def test_a_span_within_known_years_is_settled() -> None:
    assert AUTUMN.is_settled(date(2024, 1, 1), date(2024, 12, 31))


def test_a_plain_week_is_never_settled() -> None:
    assert not PLAIN_WEEK.is_settled(date(2024, 1, 1), date(2024, 1, 2))
