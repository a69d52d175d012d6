"""Whoever joined: an own number and code, followed from another phone without JavaScript, something added, and left."""

from __future__ import annotations

from tests.journeys.axe import SMALL, faults
from tests.journeys.visitor import Visit, fits, follow, introduce, press, receipt_of, tell
from tests.journeys.visitor import words as shown

STORY = "去年10月我们组的灌溉渠被砂场占了，春耕用不上水，我一家减产3200元。希望恢复水渠。"


def test_a_neighbour_joins_follows_adds_and_leaves(visit: Visit) -> None:
    first = visit("/submit/")
    tell(first, STORY)
    press(first, "下一步")
    introduce(first)
    press(first, "提交")
    number, code = receipt_of(first)
    first.get_by_role("link", name="看进展").click()
    first.get_by_role("link", name="请大家一起提出").click()
    press(first, "做一个链接")

    phone = visit("/", viewport=SMALL)
    phone.goto(first.get_by_label("链接").input_value())
    phone.get_by_label("您的姓名").fill("王二梅")
    phone.get_by_label("电话").fill("13200007711")
    phone.wait_for_selector("[data-work][value]", state="attached")  # the browser has done its little work, unseen
    press(phone, "我加入")
    facts = phone.locator(".facts dd")
    own, secret = facts.nth(0).inner_text(), facts.nth(1).inner_text()
    assert fits(phone) and faults(phone) == []

    other = visit("/follow/", viewport=SMALL, java_script_enabled=False)
    follow(other, own, secret)
    assert "希望恢复水渠" in shown(other) and "减产3200元" not in shown(other)
    other.get_by_role("link", name="补充情况或材料").click()
    other.get_by_label("要补充什么").fill("我家的田也淹了")
    press(other, "提交")
    assert "我家的田也淹了" in shown(other)

    phone.get_by_role("link", name="看进展").click()
    assert "我家的田也淹了" in shown(phone) and fits(phone) and faults(phone) == []
    first.goto(first.url.replace("/together/", "/"))
    assert "一起提出的人补充了情况" in shown(first) and "我家的田也淹了" not in shown(first)

    phone.get_by_role("link", name="我退出").click()
    assert faults(phone) == []
    press(phone, "提交")
    assert "您退出了" in shown(phone)
    other.reload()
    assert "补充情况或材料" not in shown(other)
    first.reload()
    assert "有一个人退出了" in shown(first)
    again = visit("/follow/")
    follow(again, number, code)
    assert "希望恢复水渠" in shown(again)
