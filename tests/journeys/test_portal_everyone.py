"""Everyone can use the public pages: axe on each of them, small and wide, light and dark, large type and English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.axe import SMALL, WIDE, faults
from tests.journeys.visitor import Visit, follow, introduce, press, tell

if TYPE_CHECKING:
    from playwright.sync_api import Page

STORY = "我是柳溪村三组村民。去年10月我们组的灌溉渠被砂场围起来，老板拖欠工资3200元。希望恢复水渠。希望赔偿。"
OPEN = ("/", "/guide/", "/offices/", "/privacy/", "/retaliation/", "/verify/", "/follow/", "/law/", "/submit/offline/")
ARTICLE = "/law/xf2022/34/"
ACTS = (
    "supplement", "seek_review", "reopen", "rate", "withdraw", "supplement/?wish=correction&claim=1",
    "notices", "together",
)  # fmt: skip
DEVICES = {
    "small": {"viewport": SMALL},
    "wide": {"viewport": WIDE},
    "small and dark": {"viewport": SMALL, "color_scheme": "dark"},
}


@pytest.fixture
def answered(city: None) -> Any:
    from tests.portal.life import begin

    return begin().executed()


class Reader:
    """Goes from page to page and notes what is wrong with each."""

    def __init__(self, page: Page) -> None:
        self.page, self.found = page, dict[str, list[str]]()

    def look(self, name: str = "") -> None:
        if wrong := faults(self.page):
            self.found[name or self.page.url] = wrong

    def go(self, where: str) -> None:
        self.page.goto("/".join(self.page.url.split("/")[:3]) + where)
        self.look(where)


@pytest.fixture(params=DEVICES.values(), ids=DEVICES.keys())
def reader(request: pytest.FixtureRequest, visit: Visit) -> Reader:
    return Reader(visit("/", **request.param))


def test_the_open_pages_shut_nobody_out(reader: Reader) -> None:
    for where in (*OPEN, ARTICLE):
        reader.go(where)
    assert reader.found == {}


def test_filing_shuts_nobody_out(reader: Reader) -> None:
    reader.go("/submit/")
    press(reader.page, "下一步")
    reader.look("step 1 with mistakes")
    tell(reader.page, STORY)
    reader.look("step 2")
    press(reader.page, "下一步")
    reader.look("step 3")
    press(reader.page, "提交")
    reader.look("step 3 with mistakes")
    introduce(reader.page)
    press(reader.page, "提交")
    reader.look("receipt")
    assert reader.found == {}


def test_a_report_shuts_nobody_out(reader: Reader) -> None:
    reader.go("/submit/?kind=report")
    tell(reader.page, "学校收费不开票。希望查一查。")
    reader.look("step 2 of a report")
    assert reader.found == {}


def test_following_and_having_a_say_shut_nobody_out(reader: Reader, answered: Any) -> None:
    reader.go("/follow/")
    follow(reader.page, answered.number, "WRONG234")
    reader.look("a wrong code")
    follow(reader.page, answered.number, answered.lodged.query_code)
    reader.look("the matter")
    for act in ACTS:
        reader.go(f"/follow/{answered.number}/{act}" + ("" if "?" in act else "/"))
    assert reader.found == {}


@pytest.mark.parametrize("wish", ["字大一些", "English"])
def test_large_type_and_english_shut_nobody_out(visit: Visit, wish: str, answered: Any) -> None:
    reader = Reader(visit("/follow/", viewport=SMALL))
    follow(reader.page, answered.number, answered.lodged.query_code)
    matter = reader.page.url.partition("/follow/")[2]
    reader.page.get_by_role("button", name=wish).click()
    for where in (*OPEN, "/submit/", f"/follow/{matter}", f"/follow/{matter}rate/"):
        reader.go(where)
    assert reader.found == {}
