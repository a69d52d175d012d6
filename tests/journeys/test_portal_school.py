"""A mother reports a school, without her name, and sees for herself who has opened it: the school's side never."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.journeys.clerk import sit_down
from tests.journeys.visitor import Visit, follow, press, receipt_of, tell

if TYPE_CHECKING:
    from playwright.sync_api import Page

STORY = "孩子在柳溪县第二小学读书。学校从2026年9月起收课后费1200元，不开票。希望查一查。"
THEIR_SIDE = ("yuanzihan", "shenjianguo")  # the clerk and the head of the county's education bureau


def report(visit: Visit) -> tuple[str, str]:
    mother = visit("/submit/?kind=report")
    tell(mother, STORY)
    mother.get_by_label("哪个单位").select_option(label="柳溪县教育局")
    mother.get_by_label("名单里没有的单位").fill("柳溪县第二小学")
    press(mother, "下一步")
    mother.get_by_label("我不留姓名").check()
    press(mother, "提交")
    return receipt_of(mother)


def looks(page: Page) -> str:
    """What stands under "who has opened your report"."""
    section = page.locator("section", has_text="谁打开过您的举报").last
    section.wait_for()  # a page still on its way cannot be loaded again
    page.reload()
    return section.inner_text()


def opens(visit: Visit, username: str, number: str) -> int:
    """With what answer a member of staff comes back who goes straight to the matter."""
    desk = sit_down(visit, username)
    answer = desk.goto(f"{desk.url}cases/{number}")
    assert answer is not None
    return answer.status


def investigator(number: str) -> str:
    from huiyin.cases.models import Case
    from huiyin.people.models import Person

    return Person.objects.values_list("username", flat=True).get(id=Case.objects.get(number=number).owner)


def test_a_mother_sees_that_the_school_never_opened_her_report(visit: Visit) -> None:
    number, code = report(visit)
    digits = re.sub(r"\D", "", number)
    mother = visit("/follow/")
    follow(mother, number, code)
    assert "还没有人看过。" in looks(mother)

    for username in THEIR_SIDE:
        assert opens(visit, username, digits) == 404
    assert "还没有人看过。" in looks(mother)

    assert opens(visit, investigator(digits), digits) == 200
    assert "纪律检查委员会" in looks(mother)
    assert "教育局" not in looks(mother)
