"""The net is lost midway; the words stay, the page says so, and the draft is sent later, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.axe import SMALL, faults
from tests.journeys.visitor import Visit, introduce, press, tell
from tests.journeys.visitor import words as shown

if TYPE_CHECKING:
    from playwright.sync_api import Page

STORY = "去年三月起上桥村停水，全村两百人。希望通水。"


def cases() -> int:
    from huiyin.cases.models import Case

    return Case.objects.count()


@pytest.fixture
def page(visit: Visit) -> Page:
    """Somebody who has opened the filing once, with a net: the device keeps the blank page from then on."""
    page = visit("/submit/", viewport=SMALL)
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.reload()
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    return page


def cut(page: Page) -> None:
    page.context.set_offline(True)


def mend(page: Page) -> None:
    page.context.set_offline(False)


def test_the_net_is_lost_midway_and_the_draft_sent_later(page: Page) -> None:
    page.get_by_label("用您自己的话说").fill(STORY)
    page.get_by_label("事情发生在哪里").fill("上桥村")
    cut(page)
    press(page, "下一步")
    assert "没有网，也能写" in shown(page)
    assert page.get_by_label("用您自己的话说").input_value() == STORY
    assert page.get_by_label("事情发生在哪里").input_value() == "上桥村"
    assert faults(page) == []

    introduce(page)
    press(page, "送出")
    page.get_by_text("有网就自己送").wait_for()
    assert cases() == 0

    mend(page)
    page.wait_for_url("**/receipt/")
    assert "登记回执" in shown(page)
    assert cases() == 1


def test_the_app_opens_without_a_net(page: Page) -> None:
    cut(page)
    page.reload()
    assert "没有网，也能写" in shown(page)


def test_an_answer_lost_on_the_way_back_files_nothing_twice(page: Page) -> None:
    tell(page, STORY)
    press(page, "下一步")
    introduce(page)
    key = page.locator("[name=key]").input_value()
    press(page, "提交")
    page.wait_for_url("**/receipt/")
    receipt = page.url

    # The device never saw that page: it asks again with the key it still holds.
    page.goto(page.url.partition("/follow/")[0] + f"/submit/offline/#sent={key}")
    page.wait_for_url("**/receipt/")
    assert page.url == receipt
    assert cases() == 1


def test_the_last_step_without_a_net_asks_again_by_itself(page: Page) -> None:
    tell(page, STORY)
    press(page, "下一步")
    introduce(page)
    cut(page)
    press(page, "提交")
    page.get_by_text("不会交两遍").wait_for()
    assert cases() == 0
    mend(page)
    page.wait_for_url("**/receipt/")
    assert cases() == 1


def test_nothing_about_anybody_stays_in_the_cache(page: Page) -> None:
    tell(page, STORY)
    press(page, "下一步")
    introduce(page)
    press(page, "提交")
    page.wait_for_url("**/receipt/")
    kept = page.evaluate(
        """async () => { const all = [];
          for (const name of await caches.keys())
            for (const each of await (await caches.open(name)).keys()) all.push(new URL(each.url).pathname);
          return all.sort(); }"""
    )
    assert [each for each in kept if not each.startswith("/static/")] == ["/submit/offline/"]
