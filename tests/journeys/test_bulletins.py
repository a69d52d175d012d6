"""A bulletin goes from the analyst over the head to a leader's telephone, and the note on it to who acts on it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.journeys.clerk import fill, sit_down
from tests.journeys.visitor import Visit, fits, press, words

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
TELEPHONE = {"width": 360, "height": 740}
ADVICE = "请市水利局12月20日以前公布停水计划。"


def matters() -> None:
    """Enough of the last days that something can be told."""
    from datetime import timedelta

    from django.utils import timezone

    from huiyin.cases.lodging import ClaimText
    from huiyin.insights.indexing import refresh
    from tests.city import Matter, lodge

    at = timezone.now() - timedelta(days=1)
    for n in range(12):
        about = "自来水发黄" if n % 2 else "路灯不亮，要求修路灯"
        refresh([Matter(lodge(at=at, key=f"m{n}", title=about, claims=(ClaimText(about),))).id])


def drawn(page: Page) -> None:
    """Waits until pictures stand there, and keeps what was seen where somebody wants to look."""
    page.wait_for_timeout(300)
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{len(os.listdir(folder)):02}.png", full_page=True)


def draft(page: Page) -> str:
    """The analyst: drawn up with nothing typed but the days, then looked over; a wrong name loses no word."""
    from datetime import timedelta

    from django.utils import timezone

    today = timezone.localdate()
    page.goto(page.url.split("/desk")[0] + "/desk/records/bulletin/new")
    page.get_by_label("周报").check()
    fill(page, first=str(today - timedelta(days=6)), last=str(today), leaders="陶书航")
    press(page, "起草信访信息")
    assert "收到信访事项12件" in words(page) and "系统起草，还没有人看过" in words(page)
    drawn(page)
    url = page.url
    page.get_by_role("link", name="修改信访信息").click()
    fill(page, suggestions=ADVICE, leaders="查无此人")
    press(page, "修改信访信息")
    assert page.locator('[name="suggestions"]').input_value() == ADVICE
    drawn(page)
    fill(page, leaders="陶书航")
    press(page, "修改信访信息")
    page.get_by_role("link", name="送签").click()
    press(page, "送签")
    return url


def test_a_bulletin_is_written_signed_read_on_a_telephone_and_acted_on(visit: Visit) -> None:
    matters()
    analyst = sit_down(visit, "zhengyu")
    url = draft(analyst)
    head = sit_down(visit, "zhouping")
    head.goto(url)
    head.get_by_role("link", name="签发信访信息").click()
    press(head, "签发信访信息")
    drawn(head)

    leader = sit_down(visit, "taoshuhang", TELEPHONE)
    leader.goto(url.replace("/records/bulletin/", "/bulletins/"))
    assert fits(leader) and ADVICE in words(leader) and len(words(leader)) < 900
    drawn(leader)
    leader.get_by_role("link", name="写批示").first.click()
    fill(leader, note="供水的事要有人管到底。", task_text="公布停水计划", whose="分管副局长", until="2099-12-20")
    fill(leader, to_organ_typed="青川市水利局")
    press(leader, "批示")
    assert "公布停水计划" in words(leader) and fits(leader)
    drawn(leader)

    organ = sit_down(visit, staff_of("qc-slj"))
    organ.goto(url)
    organ.get_by_role("link", name="报告批示办理情况").click()
    assert "第1件：公布停水计划（最迟" in words(organ)
    fill(organ, done="停水计划已经在网上公布，提前一天通知。")
    press(organ, "报告批示办理情况")
    analyst.goto(url)
    told = words(analyst)
    assert "停水计划已经在网上公布" in told and "天看过" in told and "批示已落实" in told
    drawn(analyst)


def staff_of(key: str) -> str:
    """The user name of somebody on duty at an organ."""
    from huiyin.people.models import Person
    from tests.city import at_organ, organ

    return Person.objects.get(id=at_organ(organ(key), "handler").person).username
