"""A corrected calendar moves last days: nobody is said to have forged them, nobody can forge them under its cover."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.city import MONDAY, Matter, days, lodge

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter() -> Matter:
    """Passed on; the five working days in which the receiving organ may object run from Monday to Monday."""
    return Matter(lodge()).transferred()


def correct() -> None:
    """Thursday and Friday of that week turn out to be days off."""
    from huiyin.people.loading.sheets import Row
    from huiyin.people.loading.write import load
    from huiyin.people.models import CalendarYear

    newest = CalendarYear.objects.filter(year=2026).order_by("-version")[0]
    entry = {
        "year": 2026, "version": newest.version + 1, "settled": True, "source": "更正",
        "holidays": {"补假": ["2026-11-05..2026-11-06"]}, "makeups": [],
    }  # fmt: skip
    load([Row("calendar", "calendar.yaml", entry)], on=date(2026, 11, 3), demo_allowed=True)


def due(matter: Matter) -> date:
    from huiyin.record.models import RunningClock

    return RunningClock.objects.get(record=matter.id, kind="C4").due_on


def test_before_the_worker_counts_anew_the_record_is_sound(matter: Matter) -> None:
    from huiyin.record.checking import verify

    before = due(matter)
    correct()
    report = verify()
    assert report.sound and report.uncounted and due(matter) == before


def test_the_worker_counts_every_open_clock_anew(matter: Matter) -> None:
    from huiyin.record import recounting
    from huiyin.record.checking import verify

    before = due(matter)
    correct()
    recounting.look(days(1))
    report = verify()
    assert (due(matter) - before, report.sound, report.uncounted) == (timedelta(days=2), True, 0)


def test_an_act_between_correction_and_counting_leaves_a_sound_record(matter: Matter) -> None:
    from huiyin.record.checking import verify

    correct()
    matter.do("supplement", "petitioner", at=days(1), text="补充一点")
    assert verify().sound


def test_whoever_moves_a_last_day_is_found_whatever_calendar_the_row_names(matter: Matter) -> None:
    from huiyin.record.checking import verify
    from huiyin.record.models import RunningClock

    correct()
    rows = RunningClock.objects.filter(record=matter.id)
    for counted in (None, 0, 1):
        rows.update(due_on=MONDAY.date() + timedelta(days=300), **({} if counted is None else {"counted": counted}))
        assert not verify().sound


def test_what_cannot_be_counted_does_not_hold_up_the_rest(matter: Matter) -> None:
    from huiyin.record import recounting
    from huiyin.record.models import RunningClock

    other: Any = Matter(lodge()).transferred()
    type(other.row).objects.filter(id=other.id).update(facts="{}")
    correct()
    recounting.look(days(1))
    assert RunningClock.objects.filter(record=other.id, counted=recounting.calendar().edition).count() == 0
    assert not RunningClock.objects.filter(record=matter.id, counted__lt=recounting.calendar().edition).exists()
