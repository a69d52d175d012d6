"""Old Chen files on a cheap phone in large type, loses the page halfway, and follows his matter from another phone."""

from __future__ import annotations

from tests.journeys.visitor import PHONE, Visit, fits, follow, introduce, press, receipt_of, tell
from tests.journeys.visitor import words as shown

STORY = "我是柳溪村三组村民。去年10月我们组的灌溉渠被砂场围起来，春耕用不上水，损失3200元。希望恢复水渠。"


def test_an_old_villager_files_in_large_type_and_follows_it(visit: Visit) -> None:
    page = visit("/")
    page.get_by_role("button", name="字大一些").click()
    page.get_by_role("link", name="提出信访").last.click()
    tell(page, STORY)
    assert page.locator("html").get_attribute("data-edition") == "large"
    assert "3200元" in shown(page)
    press(page, "下一步")
    introduce(page)
    press(page, "提交")
    number, code = receipt_of(page)
    assert fits(page)

    other = visit("/follow/")
    follow(other, number, code)
    assert "现在：柳溪县信访局收到了" in shown(other)


def test_the_four_answers_stand_before_any_scrolling(visit: Visit) -> None:
    page = visit("/submit/")
    page.get_by_role("button", name="字大一些").click()
    tell(page, STORY)
    press(page, "下一步")
    introduce(page)
    press(page, "提交")
    page.get_by_role("link", name="看进展").click()
    for answer in ("#now h2", "#now .due", "#now .phone"):
        box = page.locator(answer).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= PHONE["height"]


def test_a_lost_page_loses_no_words(visit: Visit) -> None:
    page = visit("/submit/")
    page.get_by_label("用您自己的话说").press_sequentially("水渠被占了，春耕", delay=5)
    page.wait_for_timeout(700)
    page.reload()
    assert page.get_by_label("用您自己的话说").input_value() == "水渠被占了，春耕"


def test_a_scanned_receipt_brings_its_code_and_hides_it(visit: Visit) -> None:
    page = visit("/follow/?n=9901212026112400001#ABCD2345")
    assert page.get_by_label("查询码").input_value() == "ABCD2345"
    assert "ABCD2345" not in page.url


def test_beginning_anew_really_forgets(visit: Visit) -> None:
    page = visit("/submit/")
    tell(page, STORY)
    page.goto(page.url.replace("claims/", ""))
    press(page, "清空重写")
    assert page.get_by_label("用您自己的话说").input_value() == ""
