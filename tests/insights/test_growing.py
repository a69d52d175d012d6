"""What grows: topics by place, this week beside the four before; small counts are left out, reports never counted."""

from __future__ import annotations

from datetime import datetime

import pytest

from huiyin.cases.lodging import ClaimText
from huiyin.insights.growing import Growth, growing
from huiyin.insights.indexing import refresh
from huiyin.insights.models import TopicDay
from huiyin.law.terms import ClaimKind
from tests.city import MONDAY, Matter, days, lodge

pytestmark = pytest.mark.django_db
CITY, COUNTY = "9901", "990121"


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: days(400))


def registered(*at: datetime, **changes: object) -> None:
    refresh([lodge(at=each, received_at=each, **changes).case.id for each in at])


def test_a_topic_that_comes_more_often_is_found_with_its_numbers() -> None:
    registered(days(28), days(29), days(30), days(3), days(10))
    assert growing(CITY, days(30).date()) == [Growth("农田灌溉", COUNTY, now=3, before=2)]


def test_what_comes_as_often_as_ever_does_not_grow() -> None:
    registered(*(days(count) for count in range(0, 35, 2)))
    assert growing(CITY, days(34).date()) == []


def test_two_are_chance() -> None:
    registered(days(28), days(29))
    assert growing(CITY, days(30).date()) == []


def test_looking_twice_counts_once() -> None:
    matter = Matter(lodge())
    refresh([matter.id])
    refresh([matter.id])
    assert set(TopicDay.objects.filter(area=CITY).values_list("received", flat=True)) == {1}


def test_a_report_of_wrongdoing_counts_for_no_topic() -> None:
    registered(MONDAY, claims=(ClaimText("查处套取灌溉补贴的人", kind=ClaimKind.ACCUSATION),))
    assert not TopicDay.objects.exists()


def test_what_becomes_a_report_is_taken_out_again() -> None:
    matter = Matter(lodge())
    refresh([matter.id])
    matter.do("classify", "chenhao", classes={"1": {"kind": "accusation", "ground": "6"}})
    refresh([matter.id])
    assert not TopicDay.objects.filter(received__gt=0).exists()
