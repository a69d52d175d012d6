"""Who else has a matter open: known to those who may read it, gone after a while, cheap to ask."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.law.terms import Act
from huiyin.people import stamps
from huiyin.together.presence import GONE, Other, look
from tests.city import MONDAY, Matter, actor, at_organ, lodge, organ
from tests.desk.life import report_on

pytestmark = pytest.mark.django_db
LATER = timedelta(seconds=20)


@pytest.fixture
def number() -> str:
    return str(Matter(lodge()).row.number)


def here(number: str, who: str = "chenhao", act: str = "", after: timedelta = timedelta()) -> list[Other] | None:
    return look(actor(who), who, number, act, MONDAY + after)


def test_alone_one_sees_nobody(number: str) -> None:
    assert here(number) == []


def test_two_see_each_other(number: str) -> None:
    here(number)
    assert here(number, "wuxia") == [Other("chenhao", None)]


def test_the_form_somebody_fills_is_said(number: str) -> None:
    here(number, act="transfer")
    assert here(number, "wuxia") == [Other("chenhao", Act.TRANSFER)]


def test_who_went_away_is_gone_after_a_while(number: str) -> None:
    here(number)
    assert here(number, "wuxia", after=GONE) == []


def test_who_stays_is_still_there(number: str) -> None:
    for times in range(6):
        here(number, after=LATER * times)
    assert here(number, "wuxia", after=LATER * 6) == [Other("chenhao", None)]


def test_who_may_not_read_the_matter_learns_nothing() -> None:
    report = report_on("lx-slj")
    stranger = at_organ(organ("lx-slj"), "head")
    assert look(stranger, "某", report.number, "", MONDAY) is None


def test_a_look_costs_one_query(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps, "RECHECK_SECONDS", 600.0)
    who = actor("chenhao")
    look(who, "陈浩", number, "", MONDAY)
    with CaptureQueriesContext(connection) as queries:
        look(who, "陈浩", number, "", MONDAY + LATER)
    assert len(queries) == 1
