"""A mother who never chose "report" is asked once; the clerk at the counter and the dispatcher are warned."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.clerk import sit_down
from tests.journeys.visitor import Visit, fits, introduce, press, receipt_of, tell, words

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
STORY = "学校食堂被校长包给亲戚，餐费一年涨三次。我举报他，请查处，不要让学校知道。希望查清餐费。"


def kept(page: Page, name: str) -> None:
    """A picture of the page, where PICTURES_OF_WALKS names a folder for them."""
    if folder := os.environ.get("PICTURES_OF_WALKS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("script", [True, False])
def test_a_report_told_as_a_request_is_asked_about_before_it_is_sent(visit: Visit, script: bool) -> None:
    mother = visit("/submit/", java_script_enabled=script)
    tell(mother, STORY)
    kept(mother, f"claims-{script}")
    press(mother, "下一步")
    assert "是要举报吗？" in words(mother) and fits(mother)
    kept(mother, f"asked-{script}")
    press(mother, "是，我要举报")
    mother.get_by_label("名单里没有的单位").fill("县教育局")
    mother.get_by_label("哪个人").fill("唐主任")
    press(mother, "下一步")
    assert "认不准" in words(mother) and fits(mother)
    kept(mother, f"understood-{script}")
    introduce(mother)
    press(mother, "提交")
    number, _ = receipt_of(mother)
    assert number


def test_the_clerk_is_warned_and_the_report_leaves_the_counter(visit: Visit) -> None:
    clerk = sit_down(visit, "wanglan")
    clerk.goto(f"{clerk.url.split('/desk')[0]}/desk/intake/visit")
    clerk.get_by_label("姓名", exact=True).fill("陈大山")
    clerk.get_by_label("本人说的（照实记）").fill("纪委的唐主任收红包，请查处，不要让他知道")
    kept(clerk, "counter")
    clerk.get_by_role("button", name="登记").first.click()
    assert "听起来是检举控告" in words(clerk) and fits(clerk)
    kept(clerk, "counter-warned")
    clerk.get_by_label("检举控告：反映哪个人").fill("唐主任")
    clerk.get_by_role("button", name="登记").first.click()
    assert "登记后由" in words(clerk)
    kept(clerk, "counter-unsure")
    clerk.get_by_role("button", name="登记").first.click()
    assert "本机关不再经手" in words(clerk)
    kept(clerk, "counter-receipt")


def test_the_dispatcher_s_card_warns(visit: Visit) -> None:
    from huiyin.cases.lodging import ClaimText
    from tests.desk.life import begin

    matter = begin(claims=(ClaimText("请查处村支书贪污低保款"),), text="村支书贪污低保款，请查处")
    desk = sit_down(visit, "chenhao")
    desk.goto(f"{desk.url.split('/desk')[0]}/desk/dispatch/{matter.number}")
    assert "听起来是检举控告" in words(desk) and fits(desk)
    kept(desk, "card")


@pytest.mark.parametrize(("report", "stays"), [(True, None), (False, "x")])
def test_leaving_takes_everything_of_a_report_from_the_browser(visit: Visit, report: bool, stays: str | None) -> None:
    """As a real browser does it (Clear-Site-Data): what lies in its storage, its cookies, the page one goes back to."""
    page = visit("/submit/")
    tell(page, STORY if report else "路灯坏了，请修好。")
    press(page, "下一步")
    if report:
        press(page, "是，我要举报")
        page.get_by_label("名单里没有的单位").fill("县教育局")
        press(page, "下一步")
    introduce(page)
    press(page, "提交")
    number, _ = receipt_of(page)
    if not report:  # of a report one may leave at once
        page.get_by_role("link", name="看进展").click()
    page.evaluate(
        "localStorage.setItem('probe', 'x'); sessionStorage.setItem('probe', 'x'); document.cookie = 'probe=x'"
    )
    press(page, "看完了，退出")
    assert [page.evaluate(f"{where}.getItem('probe')") for where in ("localStorage", "sessionStorage")] == [
        stays,
        stays,
    ]
    left = {each["name"] for each in page.context.cookies()}
    assert ("probe" in left) == bool(stays) and "huiyin_keys" not in left and (stays or "sessionid" not in left)
    page.go_back()
    assert "路灯" not in words(page) and "食堂" not in words(page) and number not in page.title()
