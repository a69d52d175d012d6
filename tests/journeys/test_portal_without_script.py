"""A browser without JavaScript: filing, papers, following and having a say all work."""

from __future__ import annotations

from tests.journeys.visitor import Visit, follow, introduce, press, receipt_of, tell
from tests.journeys.visitor import words as shown


def test_everything_works_without_a_script(visit: Visit) -> None:
    page = visit("/submit/", java_script_enabled=False)
    paper = {"name": "合同.pdf", "mimeType": "x/y", "buffer": b"%PDF-1.7"}
    page.get_by_label("照片、录音和材料").set_input_files([paper])
    tell(page, "去年三月起上桥村停水。希望通水。")
    press(page, "再加一项")
    page.get_by_label("您希望怎么解决").last.fill("装一盏路灯")
    press(page, "下一步")
    introduce(page)
    press(page, "提交")
    assert "2. 装一盏路灯" in shown(page)
    assert "材料 1 份" in shown(page)

    number, code = receipt_of(page)
    other = visit("/follow/", java_script_enabled=False)
    follow(other, number, code)
    other.get_by_role("link", name="补充情况或材料").click()
    other.get_by_label("要补充什么").fill("昨天来人看过了")
    press(other, "提交")
    assert "收到了，已经交给经办人" in shown(other)


def test_a_mistake_keeps_every_word(visit: Visit) -> None:
    page = visit("/submit/", java_script_enabled=False)
    tell(page, "去年三月起停水。希望通水。")
    press(page, "下一步")
    introduce(page, phone="一三二")
    press(page, "提交")
    assert "电话里有不是数字的字" in shown(page)
    assert page.get_by_label("您的姓名").input_value() == "陈大山"
