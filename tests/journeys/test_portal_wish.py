"""A wish for a hearing and an answer to a question, from the petitioner's phone to the handler's desk."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.axe import SMALL, faults
from tests.journeys.clerk import sit_down
from tests.journeys.visitor import Visit, fits, follow, press
from tests.journeys.visitor import words as shown


@pytest.fixture
def handled(city: None) -> Any:
    from tests.portal.life import begin, in_a_month

    life = begin()
    life.handled()
    life.do("request_material", life.as_role("handler"), what="请补一张承包证的照片", until=in_a_month())
    return life


def test_the_question_is_answered_and_the_wish_waits_for_the_handlers_word(visit: Visit, handled: Any) -> None:
    from huiyin.people.models import Person

    page = visit("/follow/", viewport=SMALL)
    follow(page, handled.number, handled.lodged.query_code)
    page.get_by_role("link", name="现在回答").click()
    assert "请补一张承包证的照片" in shown(page) and faults(page) == []
    page.get_by_label("要补充什么").fill("承包证在村里，我明天拿来")
    press(page, "提交")
    assert page.get_by_role("link", name="现在回答").count() == 0

    page.get_by_role("link", name="希望开听证会").click()
    page.get_by_label("想当面说清楚什么").fill("砂场占了多少，要当面量")
    assert fits(page) and faults(page) == []
    press(page, "提交")
    page.get_by_role("link", name="这不是我的意思").first.click()
    assert "恢复灌溉渠四十二米" in shown(page) and faults(page) == []

    desk = sit_down(visit, Person.objects.get(id=handled.row.owner).username)
    desk.goto(desk.url.replace("/desk/", f"/desk/cases/{handled.number}"))
    desk.get_by_role("link", name="举行听证").first.click()
    desk.wait_for_url("**/desk/records/hearing/**")
    assert "砂场占了多少，要当面量" in shown(desk)
    desk.get_by_role("link", name="同意举行听证").first.wait_for()
