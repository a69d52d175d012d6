"""The calendar that ships with the program."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from huiyin.people.calendars import calendar
from huiyin.people.loading.sheets import Row, read_file
from huiyin.people.loading.write import load

SHIPPED = Path(settings.BASE_DIR) / "data" / "reference" / "calendar.yaml"
CORRECTED = """
calendar:
  - {year: 2027, version: 2, settled: true, source: notice, holidays: {元旦: [2027-01-01]}, makeups: [2027-01-03]}
"""


@pytest.fixture(autouse=True)
def shipped(db: None) -> None:
    load(rows(), on=date(2024, 1, 1), demo_allowed=True)


@cache
def rows() -> list[Row]:
    return list(read_file(SHIPPED))


@pytest.mark.parametrize(
    ("words", "day", "works"),
    [
        ("the Spring Festival of 2020, lengthened by the epidemic", date(2020, 1, 31), False),
        ("the Sunday before National Day 2024", date(2024, 9, 29), True),
        ("New Year's Eve of the lunar year, a holiday since 2025", date(2025, 1, 28), False),
        ("the Sunday after New Year 2026", date(2026, 1, 4), True),
        ("an ordinary Tuesday", date(2026, 3, 10), True),
    ],
)
def test_it_follows_the_notices(words: str, day: date, works: bool) -> None:
    assert calendar().is_workday(day) is works, words


def test_five_working_days_over_national_day_2024() -> None:
    assert calendar().add_workdays(date(2024, 9, 30), 5) == date(2024, 10, 12)


def test_years_with_their_notice_are_settled() -> None:
    assert calendar().is_settled(date(2010, 1, 1), date(2026, 12, 31))


def test_the_year_without_its_notice_is_provisional() -> None:
    assert not calendar().is_settled(date(2026, 12, 30), date(2027, 1, 5))


def test_the_version_names_first_and_last_year() -> None:
    assert calendar().version == "2010.1-2027.1"


def test_a_corrected_year_replaces_the_earlier_version(tmp_path: Path) -> None:
    (tmp_path / "calendar.yaml").write_text(CORRECTED, encoding="utf-8")
    load(list(read_file(tmp_path / "calendar.yaml")), on=date(2026, 11, 5), demo_allowed=True)
    assert (calendar().version, calendar().is_workday(date(2027, 1, 3))) == ("2010.1-2027.2", True)


def test_no_day_is_both_a_holiday_and_made_up() -> None:
    assert not calendar().holidays & calendar().makeups
