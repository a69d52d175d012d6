"""A grandchild files for an old villager: consent is asked for and recorded, and everybody reads who wrote it."""

from __future__ import annotations

from tests.journeys.axe import SMALL, faults
from tests.journeys.clerk import open_matter, sit_down
from tests.journeys.visitor import Visit, fits, introduce, press, tell
from tests.journeys.visitor import words as shown


def test_somebody_files_for_another_with_consent(visit: Visit) -> None:
    page = visit("/submit/", viewport=SMALL)
    tell(page, "去年三月起上桥村停水，水井也干了。希望通水。", place="990102001001")
    press(page, "下一步")
    introduce(page, "陈大山")
    page.get_by_text("我在替别人填写").click()
    page.get_by_label("代写人的姓名").fill("李小明，孙子")
    press(page, "提交")
    assert "本人同意了，请在这里打勾" in shown(page) and faults(page) == []
    page.get_by_label("本人知道我在替他").check()
    press(page, "提交")
    assert "李小明，孙子（本人同意）" in shown(page) and fits(page) and faults(page) == []
    page.get_by_role("link", name="看进展").click()
    page.get_by_text("您说过的话和交来的材料").click()
    assert "李小明，孙子（本人同意）" in shown(page)

    desk = sit_down(visit, "zhuming")
    open_matter(desk, "希望通水")
    assert "代写：李小明，孙子（本人同意）" in shown(desk)
