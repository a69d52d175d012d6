"""The world a decision is made in: organs, calendar and people of one day, read once and kept while nothing changes."""

from __future__ import annotations

from datetime import date

from huiyin.law.frame.facts import World
from huiyin.people.calendars import calendar
from huiyin.people.charts import chart_on
from huiyin.people.posts import duty_on, organ_on, roles_on, serving_on, tied_on, ties_on
from huiyin.typed.times import BEIJING as BEIJING
from huiyin.typed.times import beijing_day as beijing_day


def world_on(day: date) -> World:
    """The surroundings of a decision on ``day``."""
    posts = (duty_on(day), organ_on(day), serving_on(day), ties_on(day), tied_on(day), roles_on(day))
    return World(chart_on(day), calendar(), *posts)
