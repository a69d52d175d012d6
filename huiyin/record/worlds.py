"""The world a decision is made in: organs, calendar and people of one day, read once and kept while nothing changes."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from huiyin.law.frame.facts import World
from huiyin.people.calendars import calendar
from huiyin.people.charts import chart_on
from huiyin.people.posts import duty_on, organ_on, roles_on, serving_on, tied_on, ties_on

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")


def beijing_day(at: datetime) -> date:
    """The legal day of a moment; periods are counted in days of China."""
    return at.astimezone(BEIJING).date()


def world_on(day: date) -> World:
    """The surroundings of a decision on ``day``."""
    posts = (duty_on(day), organ_on(day), serving_on(day), ties_on(day), tied_on(day), roles_on(day))
    return World(chart_on(day), calendar(), *posts)
