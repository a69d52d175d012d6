"""The demonstration city comes up on whichever day it is loaded: stories count in working days, as written."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from django.db import transaction

from huiyin.house import demo, ready
from huiyin.house.config import read
from huiyin.house.demo.clock import clock_at
from huiyin.house.demo.timetable import Timetable
from huiyin.people.calendars import calendar
from huiyin.record.worlds import BEIJING
from tests.city import load_city

pytestmark = pytest.mark.django_db
#: A Tuesday with no holiday for as long as the recent steps of stories reach back.
AS_WRITTEN = date(2026, 9, 22)
REACH = range(-60, 31)


def table(day: date) -> Timetable:
    return Timetable(datetime.combine(day, time(10), BEIJING), calendar())


@pytest.mark.parametrize("weekday", range(7))
def test_as_many_working_days_lie_between_two_days_of_a_story_whenever_it_is_loaded(weekday: int) -> None:
    days = calendar()
    written = table(AS_WRITTEN)
    steps = [days.workdays_between(written.working_day(one), written.working_day(two)) for one, two in pairwise(REACH)]
    for week in range(52):
        told = table(date(2026, 1, 5) + timedelta(weeks=week, days=weekday))
        there = [told.working_day(offset) for offset in REACH]
        assert [days.workdays_between(one, two) for one, two in pairwise(there)] == steps


@pytest.mark.parametrize("weekday", range(7))
def test_no_day_of_a_story_comes_before_an_earlier_one(weekday: int) -> None:
    for week in range(52):
        told = table(date(2026, 1, 5) + timedelta(weeks=week, days=weekday))
        for days in ([told.day(offset) for offset in REACH], [told.working_day(offset) for offset in REACH]):
            assert days == sorted(days)


# The first week of a year, a Saturday soon after the spring festival, a Thursday behind the week of the national day.
@pytest.mark.parametrize("day", [date(2027, 1, 5), date(2027, 2, 27), date(2027, 10, 14)], ids=str)
def test_every_story_can_be_told_on_any_day(day: date) -> None:
    now = datetime.combine(day, time(10, 20), BEIJING).astimezone(UTC)
    with transaction.atomic(), clock_at(now):
        ready.make_keyring(read())
        load_city()
        assert demo.load(now) > 90
        transaction.set_rollback(True)
