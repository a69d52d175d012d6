"""Twelve co-workers: one files, eleven join by the link on their own phones, two speak for all, one link taken back."""

from __future__ import annotations

from tests.journeys.axe import SMALL, faults
from tests.journeys.visitor import Visit, introduce, press, seen, tell
from tests.journeys.visitor import words as shown

STORY = "我们十二个人在滨河路12号工地干活，老板从2026年3月起拖欠工资。希望支付工资。"
SURNAMES = "赵钱孙李周吴郑王冯陈褚"


def test_twelve_co_workers_file_as_one(visit: Visit) -> None:
    first = visit("/submit/")
    tell(first, STORY, place="990102001001")
    press(first, "下一步")
    introduce(first, "周强")
    # The story says how many there are: the number stands there, and its fold is open.
    assert first.get_by_label("一共几个人").input_value() == "12"
    press(first, "提交")
    first.get_by_role("link", name="看进展").click()
    first.get_by_role("link", name="请大家一起提出").click()
    press(first, "做一个链接")
    link = first.get_by_label("链接").input_value()

    other = visit("/verify/", viewport=SMALL)
    for number, surname in enumerate(SURNAMES):
        other.context.clear_cookies()
        other.goto(link)
        if number == 0:
            assert "支付工资" in shown(other) and "周强" not in shown(other) and "滨河路" not in shown(other)
            assert faults(other) == []
        other.get_by_label("您的姓名").fill(f"{surname}小工")
        other.get_by_label("电话").fill(f"132000078{number:02}")
        if number < 2:
            other.get_by_label("我愿意当代表").check()
        press(other, "我加入")
        assert "您加入了" in shown(other)
    assert faults(other) == []

    first.reload()
    assert first.locator("main ol > li").count() == len(SURNAMES)
    assert first.get_by_role("button", name="是我们推选的").count() == 2
    first.get_by_role("button", name="是我们推选的").first.click()
    assert seen(first.get_by_text("代表", exact=True))
    assert faults(first) == []
    press(first, "收回链接，不再加人")
    assert seen(first.get_by_role("button", name="做一个链接"))
    other.context.clear_cookies()
    gone = other.goto(link)
    assert gone is not None and gone.status == 404
