"""The net breaks at every step: the page says what arrived and what did not, and the last words are filed, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.test_portal_offline import cases, cut, mend, page
from tests.journeys.visitor import introduce, press, tell
from tests.journeys.visitor import words as shown

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["page"]
STORY, CHANGED = "上桥村的水渠去年被填了，地浇不上水。希望通水。", "希望把渠挖开，再赔今年的收成。"
NAME = "陈大山"


def last_filed() -> tuple[str, str]:
    from huiyin.cases.identity import known_of
    from huiyin.cases.models import Claim, Party

    return Claim.objects.get().request, known_of(Party.objects.get()).name


def through(page: Page, broken: str) -> None:
    """Tell, change, introduce oneself; at one step the net is away for as long as it takes to be told so."""
    tell(page, STORY, place="")
    request = page.get_by_label("您希望怎么解决")
    request.fill(CHANGED)
    if broken == "claims":
        cut(page)
        press(page, "下一步")
        page.get_by_text("您说的事已经送到").wait_for()
        mend(page)
    else:
        press(page, "下一步")
    page.wait_for_url("**/submit/you/**")
    introduce(page, NAME)
    if broken == "you":
        cut(page)
        press(page, "提交")
        page.get_by_text("前两步已经送到").wait_for()
        assert NAME not in shown(page) and cases() == 0
        mend(page)
    else:
        press(page, "提交")


@pytest.mark.parametrize("broken", ["claims", "you"])
def test_wherever_it_breaks_what_was_written_last_is_filed_without_writing_it_again(page: Page, broken: str) -> None:
    through(page, broken)
    page.wait_for_url("**/receipt/")
    assert cases() == 1
    assert last_filed() == (CHANGED, NAME)


def test_a_begun_story_that_is_changed_without_a_net_is_the_one_that_is_filed(page: Page) -> None:
    tell(page, STORY, place="")
    press(page, "上一步")
    page.get_by_label("用您自己的话说").fill(STORY + "今年又填了一回。")
    cut(page)
    press(page, "下一步")
    page.get_by_text("刚才写的还没有送出").wait_for()
    assert page.get_by_label("用您自己的话说").input_value() == STORY + "今年又填了一回。"
    introduce(page, NAME)
    press(page, "送出")
    mend(page)
    page.wait_for_url("**/receipt/")
    from huiyin.cases.models import Submission

    assert cases() == 1 and "今年又填了一回" in Submission.objects.get().text


def test_a_story_told_on_the_first_page_without_a_net_goes_on_where_there_is_none(page: Page) -> None:
    page.goto(page.url.replace("submit/", ""))
    page.get_by_label("用您自己的话说").fill(STORY)
    cut(page)
    press(page, "下一步")
    page.get_by_text("刚才写的还没有送出").wait_for()
    assert page.get_by_label("用您自己的话说").input_value() == STORY
    introduce(page, NAME)
    press(page, "送出")
    mend(page)
    page.wait_for_url("**/receipt/")
    assert cases() == 1


def test_what_waits_is_wiped_by_one_press_and_nothing_is_sent(page: Page) -> None:
    page.get_by_label("用您自己的话说").fill(STORY)
    cut(page)
    press(page, "下一步")
    introduce(page)
    press(page, "送出")
    page.get_by_text("还没有送出，都在这台设备上").wait_for()
    press(page, "从这台设备上删掉")
    page.get_by_text("删掉了").wait_for()
    assert page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('huiyin:draft'))") == []
    assert page.get_by_label("您的姓名").input_value() == ""
    mend(page)
    page.wait_for_timeout(1200)
    assert cases() == 0
