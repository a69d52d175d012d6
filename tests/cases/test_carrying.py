"""What a list shows stands in columns: the facts say the same, and rows of an earlier version get them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.cases.carrying import carry_lists
from huiyin.cases.models import Case
from huiyin.cases.snapshots import load_facts
from huiyin.desk.lists.queues import lines
from huiyin.law.matter.waiting import waiting
from huiyin.record.checking import verify
from huiyin.record.worlds import beijing_day
from tests.city import MONDAY
from tests.record import tampered

pytestmark = pytest.mark.django_db
TODAY = beijing_day(MONDAY)


@pytest.fixture(autouse=True)
def office() -> None:
    """Matters in many stages; which waits for what, and who passed it on, is of no earlier version's row."""
    tampered.build()


def test_rows_of_an_earlier_version_get_what_their_facts_say() -> None:
    for earlier in ({"sender": None, "waits_for": None, "urgent": False}, {"helped": None}):
        rows = Case.objects.update(**earlier)
        assert not verify().sound
        assert carry_lists() == rows
        assert verify().sound and carry_lists() == 0


def test_a_list_says_of_each_matter_what_its_facts_say() -> None:
    told = {line.case.id: line.waits for line in lines(Case.objects.all(), TODAY)}
    assert told == {case.id: waiting(load_facts(case.facts)) for case in Case.objects.all()}
    assert any(told.values())


def test_a_list_reads_no_facts() -> None:
    rows = list(Case.objects.defer("facts"))
    with CaptureQueriesContext(connection) as asked:
        assert [str(line.source) for line in lines(rows, TODAY)]
    assert not any('"cases_case"."facts"' in each["sql"] for each in asked)
