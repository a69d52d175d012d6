"""An instalment that was not paid is told to the mediator and to who leads at village and township, once."""

from __future__ import annotations

import pytest

from tests.field.test_disputes import TOWN, agreed, days, do, worker
from tests.meeting.test_who_is_told import heard, told

pytestmark = pytest.mark.django_db


def test_an_instalment_not_paid_is_told_where_somebody_can_urge_it() -> None:
    from huiyin.record.clockwork import run_clocks

    row = agreed()
    do(row, "perform", at=days(9), which=1, done_on=days(9).date().isoformat(), proof="收条")
    while run_clocks(days(20)):
        pass
    heard()
    leaders = (worker("head"), worker("head", TOWN))
    assert all("overdue" not in told(each, row.id) for each in leaders)
    while run_clocks(days(21)):
        pass
    heard()
    assert [told(each, row.id).count("overdue") for each in (worker(), *leaders)] == [1, 1, 1]
    assert told(worker("head", "sq-xq-cwh"), row.id) == []
