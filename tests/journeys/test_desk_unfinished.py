"""Going back, being signed out, and nobody's name at the counter: nothing typed is lost in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.clerk import fill, sit_down
from tests.journeys.visitor import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

WHO = {"name": "陈大山", "phone": "13200007710", "text": "渠道被占，春耕用不上水。"}


@pytest.fixture
def clerk(visit: Visit) -> Page:
    page = sit_down(visit, "chenhao")
    page.goto(page.url.partition("/desk")[0] + "/desk/intake/visit")
    return page


def typed(page: Page, **words: str) -> None:
    """Typed, and kept by the server while the clerk listens."""
    with page.expect_response(lambda answer: answer.status == 204):
        fill(page, **words)


def shown(page: Page) -> dict[str, str]:
    return {name: page.input_value(f'[name="{name}"]') for name in WHO}


def test_back_empties_neither_name_nor_phone(clerk: Page) -> None:
    typed(clerk, **WHO)
    clerk.goto(clerk.url.partition("/desk")[0] + "/desk/notifications")
    clerk.go_back()
    assert shown(clerk) == WHO


def test_back_to_a_form_that_was_shown_again_needs_no_second_sending(clerk: Page) -> None:
    fill(clerk, **{**WHO, "text": ""})
    clerk.click("button[name=_save]")
    clerk.wait_for_selector("[data-errors]")
    clerk.goto(clerk.url.partition("/desk")[0] + "/desk/notifications")
    clerk.go_back()
    assert shown(clerk) == {**WHO, "text": ""}


def test_whoever_is_signed_out_while_typing_is_told_and_gets_all_back(clerk: Page) -> None:
    typed(clerk, name=WHO["name"])
    clerk.context.clear_cookies(name="sessionid")
    fill(clerk, **WHO)
    clerk.wait_for_selector("#offline:not([hidden])")
    assert "登录已经过期" in clerk.inner_text("#offline")
    clerk.click("button[name=_save]")
    clerk.get_by_label("用户名").fill("chenhao")
    clerk.get_by_label("密码").fill("huiyin-demo")
    clerk.get_by_role("button", name="登录").click()
    clerk.wait_for_url("**/desk/intake/visit*")
    assert shown(clerk) == WHO


def test_without_a_net_nothing_leaves_the_page(clerk: Page) -> None:
    fill(clerk, **WHO)
    clerk.context.set_offline(True)
    clerk.click("button[name=_save]")
    assert "网络断了" in clerk.inner_text("#offline") and shown(clerk) == WHO
    clerk.context.set_offline(False)
    clerk.click("button[name=_save]")
    clerk.wait_for_url("**/receipt")


def test_nobodys_matter_is_registered_only_when_somebody_says_so(clerk: Page) -> None:
    fill(clerk, text="没有写名字的事。")
    clerk.click("button[name=_save]")
    clerk.get_by_role("button", name="是匿名，登记").click()
    clerk.wait_for_url("**/receipt")
