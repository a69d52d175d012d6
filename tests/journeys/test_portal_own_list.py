"""One's own list: two matters under a phone number and a password, opened on another phone, and deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.axe import SMALL, faults
from tests.journeys.visitor import Visit, fits, introduce, press, seen, tell
from tests.journeys.visitor import words as shown

if TYPE_CHECKING:
    from playwright.sync_api import Page

SECRET = "渠水又流回三组了"


def file(page: Page, story: str) -> None:
    page.goto("/".join(page.url.split("/")[:3]) + "/submit/")
    tell(page, story)
    press(page, "下一步")
    introduce(page)
    press(page, "提交")
    page.get_by_role("link", name="看进展").click()
    page.get_by_role("link", name="记到我的信访事项里").click()


def test_two_matters_in_one_list(visit: Visit) -> None:
    page = visit("/", viewport=SMALL)
    file(page, "去年三月起上桥村停水。希望通水。")
    page.get_by_label("电话或邮箱").fill("13200007710")
    page.get_by_label("密码", exact=True).fill(SECRET)
    page.get_by_label("密码，再写一遍").fill(SECRET)
    assert fits(page) and faults(page) == []
    press(page, "记进去")
    file(page, "今年五月起村口路灯不亮。希望修好路灯。")
    press(page, "记进去")
    assert "希望通水" in shown(page) and "希望修好路灯" in shown(page)
    assert fits(page) and faults(page) == []

    other = visit("/mine/", viewport=SMALL, java_script_enabled=False)
    other.get_by_label("电话或邮箱").fill("132 0000 7710")
    other.get_by_label("密码").fill(SECRET)
    press(other, "打开")
    assert "希望通水" in shown(other)
    other.get_by_text("不想用了，删掉").click()
    press(other, "删掉")
    assert "您的信访事项照常办" in shown(other)

    page.reload()
    assert seen(page.get_by_label("密码")) and faults(page) == []
