"""Rows written and read past the ORM are the rows the ORM knows."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Model, QuerySet
from django.test.utils import CaptureQueriesContext

from huiyin.gate.models import Attempt
from huiyin.people.models import CalendarDay, CalendarYear
from huiyin.store import rows
from huiyin.store.rows import asked_often, delete, fresh, insert, one, update
from huiyin.store.statements import answers, together

NOON = datetime(2026, 11, 2, 4, 0, 0, 123, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def failures(count: int) -> list[Attempt]:
    return [Attempt(key=f"k{number}", count=number, since=NOON) for number in range(count)]


def test_what_is_inserted_is_read_by_the_orm() -> None:
    insert(failures(1))
    assert list(Attempt.objects.values_list("key", "count", "since")) == [("k0", 0, NOON)]


def test_what_the_orm_wrote_is_read() -> None:
    Attempt.objects.create(key="k", count=3, since=NOON)
    found = one(Attempt, key="k")
    assert found is not None and (found.count, found.since) == (3, NOON)


def test_nothing_is_found_where_there_is_nothing() -> None:
    assert one(Attempt, key="nobody") is None


def test_a_further_condition_narrows_what_is_found() -> None:
    insert(failures(1))
    assert one(Attempt, also=("count > %s", (5,)), key="k0") is None


def test_inserting_no_rows_asks_the_database_nothing() -> None:
    with CaptureQueriesContext(connection) as asked:
        insert([])
    assert len(asked) == 0


def test_thousands_of_rows_go_in_several_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MOST_VALUES", 8)
    with CaptureQueriesContext(connection) as asked:
        insert(failures(5))
    assert (len(asked), Attempt.objects.count()) == (3, 5)


def test_an_update_reaches_the_named_rows_only() -> None:
    CalendarYear.objects.bulk_create(CalendarYear(year=2026, version=each, settled=False) for each in (1, 2))
    update(CalendarYear, {"settled": True}, year=2026, version=2)
    assert list(CalendarYear.objects.order_by("version").values_list("settled", flat=True)) == [False, True]


def test_a_deletion_reaches_the_named_rows_only() -> None:
    insert(failures(3))
    delete(Attempt, count=1)
    assert list(Attempt.objects.order_by("key").values_list("key", flat=True)) == ["k0", "k2"]


def test_statements_sent_together_are_all_done() -> None:
    with together():
        insert(failures(2))
        delete(Attempt, count=0)
    assert list(Attempt.objects.values_list("key", flat=True)) == ["k1"]


@asked_often
def _days(calendar: int) -> QuerySet[CalendarDay]:
    return CalendarDay.objects.filter(calendar=calendar, kind=CalendarDay.HOLIDAY).order_by("date")


def holiday(year: int) -> CalendarYear:
    calendar = CalendarYear.objects.create(year=year, version=1, settled=True)
    CalendarDay.objects.create(calendar=calendar, date=NOON.date().replace(year=year), kind=CalendarDay.HOLIDAY)
    return calendar


def test_a_question_asked_again_takes_new_values() -> None:
    first, second = holiday(2025), holiday(2026)
    assert [day.date.year for each in (first, second) for day in _days(each.id)] == [2025, 2026]


def test_a_day_and_a_moment_mean_the_same_to_both_databases() -> None:
    insert(failures(1))
    holiday(2026)
    asked = "SELECT (SELECT count(*) FROM gate_attempt WHERE since = %s), count(*) FROM people_calendarday"
    assert list(answers(f"{asked} WHERE date = %s", [NOON, NOON.date()])[0]) == [1, 1]


def test_a_percent_sign_in_a_statement_is_written_twice() -> None:
    insert(failures(1))
    assert len(answers("SELECT key FROM gate_attempt WHERE key LIKE 'k%%' AND count = %s", [0])) == 1


def test_a_statement_that_fails_raises_what_the_orm_raises() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        answers("SELECT nothing FROM gate_attempt")


def test_statements_are_still_heard_by_those_who_count_them() -> None:
    with CaptureQueriesContext(connection) as asked:
        one(Attempt, key="nobody")
    assert len(asked) == 1


@pytest.mark.parametrize("model", [CalendarYear, CalendarDay])
def test_a_fresh_row_is_what_the_model_makes(model: type[Model]) -> None:
    ours, theirs = fresh(model, id=1), model(id=1)
    assert {name: value for name, value in vars(ours).items() if name != "_state"} == {
        name: value for name, value in vars(theirs).items() if name != "_state"
    }


def test_fresh_rows_have_ids_of_their_own() -> None:
    first, second = fresh(CalendarYear, year=2026, version=1), fresh(CalendarYear, year=2026, version=2)
    assert first.id != second.id and first._state.adding
