"""The filing as a screen reader is told it: each step has its name, each field its label, each choice its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.visitor import Visit, introduce, press

if TYPE_CHECKING:
    from playwright.sync_api import Page

STORY = "上桥村的水渠去年被填了，没人管。"


def heard(page: Page) -> str:
    """The tree of roles and names that the browser hands to a screen reader."""
    return page.locator("main").aria_snapshot()


def test_the_whole_filing_is_heard_in_order_and_done_by_keys(visit: Visit) -> None:
    page = visit("/submit/")
    first = heard(page)
    assert first.index('heading "说说是怎么回事" [level=1]') < first.index('textbox "用您自己的话说"')
    assert 'combobox "事情发生在哪里' in first and 'radio "有困难，请帮我解决" [checked]' in first
    page.get_by_label("用您自己的话说").fill(STORY)
    page.get_by_label("事情发生在哪里").press_sequentially("sqc")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    chosen = heard(page)
    assert "[expanded]" in chosen and 'option "示范省 青川市 柳溪县 石桥镇 上桥村" [selected]' in chosen
    page.keyboard.press("Enter")
    assert page.get_by_label("事情发生在哪里").input_value().endswith("上桥村")
    press(page, "下一步")
    second = heard(page)
    assert 'heading "我们这样理解，对吗？" [level=1]' in second and 'textbox "您希望怎么解决"' in second
    press(page, "下一步")
    third = heard(page)
    assert third.index('heading "您是谁，怎么找您" [level=1]') < third.index('textbox "您的姓名')
    introduce(page)
    press(page, "提交")
    page.wait_for_url("**/receipt/")
    assert 'heading "信访事项登记回执" [level=1]' in heard(page)


def test_pointing_is_heard_as_a_list_and_as_links_of_the_map(visit: Visit) -> None:
    page = visit("/submit/where/")
    tree = heard(page)
    assert 'link "2 柳溪县"' in tree and 'group "示意图' in tree
    page.get_by_role("link", name="2 柳溪县").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="就是这里：柳溪县").wait_for()
    assert 'navigation "一级一级往上"' in heard(page)
