"""A clock that jumps writes nothing: the worker looks before it acts by date, and a person decides."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from huiyin.record.clock_guard import Guard, believe
from huiyin.record.models import ClockWord, Event, Seal
from tests.city import Matter, days, lodge

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    """The moment at which the newest event was recorded."""
    lodge()
    return Event.objects.order_by("-id").values_list("recorded_at", flat=True)[0]


def test_a_clock_that_fits_the_record_is_believed(now: datetime) -> None:
    assert Guard().believes(now + timedelta(seconds=3))


def test_a_clock_forty_days_after_the_newest_event_is_not(now: datetime) -> None:
    assert not Guard().believes(now + timedelta(days=40))


def test_a_clock_before_the_newest_event_is_not(now: datetime) -> None:
    assert not Guard().believes(now - timedelta(days=1))


def test_a_clock_that_is_set_while_the_worker_runs_is_not(now: datetime) -> None:
    guard = Guard()
    assert (guard.believes(now), guard.believes(now + timedelta(hours=30))) == (True, False)


def test_what_was_doubted_after_a_jump_stays_doubted_until_somebody_decides(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard, later = Guard(), now + timedelta(hours=30)
    guard.believes(now)
    guard.believes(later)
    assert not Guard().believes(later)
    believe(later)
    assert Guard().believes(later + timedelta(seconds=1))


def test_who_decides_that_a_clock_set_back_is_right_is_not_asked_again(now: datetime) -> None:
    earlier = now - timedelta(days=40)
    believe(earlier)
    assert Guard().believes(earlier + timedelta(minutes=1))


def test_an_office_that_was_closed_over_a_holiday_is_not_asked(now: datetime) -> None:
    assert Guard().believes(now + timedelta(days=9))


def test_the_doubt_is_written_down_for_the_administrator_and_goes_when_the_clock_is_set(now: datetime) -> None:
    guard = Guard()
    guard.believes(now + timedelta(days=40))
    doubted = ClockWord.objects.get().doubt
    assert "超过10天没有任何记录" in doubted and Guard().believes(now) and ClockWord.objects.get().doubt == ""


def test_in_doubt_no_clock_runs_out_and_no_day_is_sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.management import call_command

    matter = Matter(lodge())
    later = max(days(400), matter.lodged.event.recorded_at + timedelta(days=40))
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    call_command("work", "--once")
    assert ([event.act for event in matter.row.events.all()], Seal.objects.count()) == (["lodge"], 0)
