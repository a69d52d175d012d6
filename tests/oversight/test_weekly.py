"""The week in figures: once, for whoever wishes it and looks at figures, sums alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from huiyin.insights.indexing import refresh
from huiyin.oversight.weekly import send_weekly
from huiyin.together.models import Mailbox
from tests.city import MONDAY, Matter, lodge, person
from tests.desk.life import report_on
from tests.post import Post, serving, words

pytestmark = pytest.mark.django_db
NEXT = (MONDAY + timedelta(days=7)).replace(hour=8)


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    with serving(settings) as box:
        yield box


@pytest.fixture
def matters() -> list[Matter]:
    made = [Matter(lodge()), Matter(lodge(text="路灯不亮", title="路灯"))]
    secret = report_on("qc-zjj")
    refresh({*(each.id for each in made), secret.id})
    return made


def wishes(who: str, weekly: bool = True) -> None:
    Mailbox.objects.create(person=person(who), address=f"{who}@example.org", weekly=weekly)


def test_it_comes_once_a_week_with_sums_and_no_matter(matters: list[Matter], post: Post) -> None:
    wishes("zhouping")
    assert [send_weekly(NEXT), send_weekly(NEXT + timedelta(days=1))] == [1, 0]
    text = words(post.mails[0])
    assert "登记 2 件" in text and "市信访局" in text
    assert not any(each.row.number[-5:] in text for each in matters) and "路灯" not in text


def test_it_comes_to_nobody_who_did_not_ask_or_looks_at_no_figures(matters: list[Matter], post: Post) -> None:
    wishes("zhouping", weekly=False)
    wishes("wanglan")
    assert send_weekly(NEXT) == 0


def test_it_waits_for_the_first_working_day(matters: list[Matter], post: Post) -> None:
    wishes("zhouping")
    sunday = NEXT - timedelta(days=1)
    assert (send_weekly(sunday), send_weekly(NEXT.replace(hour=0))) == (0, 0)
