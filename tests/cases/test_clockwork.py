"""Clocks that run out are noted once, windows close by themselves, a corrected calendar is heeded."""

from __future__ import annotations

import pytest

from tests.city import MONDAY, Matter, days, lodge

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The record's own clock stands after everything these tests play through."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: days(400))


def tick(count: int) -> None:
    from huiyin.record.clockwork import run_clocks

    while run_clocks(days(count)):
        pass


def acts(matter: Matter) -> list[str]:
    return list(matter.row.events.order_by("seq").values_list("act", flat=True))


def test_a_clock_is_not_overdue_on_its_last_day() -> None:
    matter = Matter(lodge())
    tick(15)
    assert "note_overdue" not in acts(matter)


def test_a_clock_is_overdue_on_the_day_after_its_last() -> None:
    matter = Matter(lodge())
    tick(16)
    assert "note_overdue" in acts(matter)


def test_a_lapse_is_noted_once_however_often_the_worker_looks() -> None:
    matter = Matter(lodge())
    tick(16)
    tick(17)
    assert acts(matter).count("note_overdue") == 1


def test_an_overdue_matter_stays_in_its_owners_queue() -> None:
    matter = Matter(lodge())
    tick(16)
    assert matter.row.queue_on.isoformat() == "2026-11-17"


def test_the_window_for_review_closes_and_ends_a_matter_with_nothing_outstanding() -> None:
    matter = Matter(lodge()).served(outcome="not_supported", lacking="facts", execute_by="")
    tick(40)
    assert (matter.row.stage, matter.facts.closure) == ("closed", "lapsed")


def test_a_promise_not_carried_out_keeps_the_matter_open_after_the_window() -> None:
    matter = Matter(lodge()).served()
    tick(40)
    assert matter.row.stage == "served"


def test_a_clock_row_that_contradicts_the_law_is_put_right_and_nothing_is_noted() -> None:
    from huiyin.record.models import RunningClock

    matter = Matter(lodge())
    RunningClock.objects.filter(record=matter.id).update(due_on=MONDAY.date(), look_at=MONDAY)
    tick(1)
    assert (acts(matter), matter.row.clocks.get().due_on.isoformat()) == (["lodge"], "2026-11-17")


def test_a_clock_that_cannot_be_looked_at_stops_no_other() -> None:
    from huiyin.cases.models import Case

    bad, good = Matter(lodge()), Matter(lodge())
    Case.objects.filter(id=bad.id).update(facts="{")
    tick(16)
    assert "note_overdue" in acts(good)


def test_a_clock_that_never_can_be_looked_at_is_set_aside_and_looked_at_again_when_somebody_says_so() -> None:
    from huiyin.cases.models import Case
    from huiyin.record import setting_aside

    bad = Matter(lodge())
    facts = bad.row.facts
    Case.objects.filter(id=bad.id).update(facts="{")
    for count in range(16, 16 + setting_aside.TRIES):
        tick(count)
    (row,) = setting_aside.waiting()
    Case.objects.filter(id=bad.id).update(facts=facts)
    setting_aside.try_again(row, days(20))
    tick(21)
    assert (row.what, row.fault, "note_overdue" in acts(bad)) == ("clock", "JSONDecodeError", True)
