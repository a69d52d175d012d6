"""Two tabs of one browser write two matters; Back shows what was written; the device keeps the words apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.visitor import Visit, introduce, press, tell, words

if TYPE_CHECKING:
    from playwright.sync_api import Page

DITCH = "三组的水渠被占了四十二米，春耕用不上水。希望恢复水渠。"
LAMPS = "滨河路的路灯坏了三个月。希望修好路灯。"


def filed() -> list[str]:
    from huiyin.cases.models import Submission

    return list(Submission.objects.order_by("id").values_list("text", flat=True))


def another_tab(page: Page) -> Page:
    tab = page.context.new_page()
    tab.goto(page.url.partition("/submit/")[0] + "/submit/")
    return tab


def finish(page: Page) -> None:
    press(page, "下一步")
    introduce(page)
    press(page, "提交")
    page.wait_for_url("**/receipt/")


def test_two_tabs_file_two_matters(visit: Visit) -> None:
    first = visit("/submit/")
    first.get_by_label("用您自己的话说").fill(DITCH)
    second = another_tab(first)
    assert second.get_by_label("用您自己的话说").input_value() == ""
    tell(second, LAMPS)
    tell(first, DITCH)
    assert "水渠" in first.locator("textarea").first.input_value()
    assert "路灯" in second.locator("textarea").first.input_value()
    finish(second)
    finish(first)
    assert filed() == [LAMPS, DITCH]


def test_back_shows_what_this_tab_wrote(visit: Visit) -> None:
    first = visit("/submit/")
    tell(first, DITCH)
    second = another_tab(first)
    assert "您还有一件没写完" in words(second)
    tell(second, LAMPS)
    for tab, story in ((first, DITCH), (second, LAMPS)):
        tab.go_back()
        tab.wait_for_function(f"document.querySelector('[name=text]')?.value === {story!r}")


def test_a_filed_page_sent_again_with_another_phone_asks(visit: Visit) -> None:
    page = visit("/submit/")
    tell(page, DITCH)
    press(page, "下一步")
    introduce(page)
    key = page.locator("[name=key]").input_value()
    press(page, "提交")
    page.wait_for_url("**/receipt/")
    page.goto(page.url.partition("/follow/")[0] + "/submit/")
    tell(page, LAMPS)
    press(page, "下一步")
    introduce(page, phone="13200001234")
    page.locator("[name=key]").evaluate("(field, key) => { field.value = key; }", key)
    press(page, "提交")
    assert "没有另外登记" in words(page) and "13200001234" in words(page)
    assert len(filed()) == 1
