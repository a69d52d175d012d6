"""A letter goes through the whole desk: clerk, dispatcher, handler, head, and the handler again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.clerk import POCKET, choose, fill, next_act, open_matter, sit_down, stages, take
from tests.journeys.visitor import Visit, fits, press, seen, words

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
TITLE = "恢复三组的灌溉渠"
STORY = "我是上桥村三组村民。去年十月起，灌溉渠被围了四十二米，春耕用不上水。请恢复三组的灌溉渠。"


def write_down(page: Page) -> None:
    fill(page, name="陈大山", phone="13200007710", text=STORY)
    fill(page, **{"claims-1-request": TITLE})


def register(page: Page) -> None:
    page.get_by_role("link", name="来信").first.click()
    write_down(page)
    press(page, "登记")


def dispatch(page: Page) -> None:
    page.get_by_role("link", name="本机关", exact=False).first.click()
    open_matter(page, TITLE)
    assert next_act(page) == "分类定性"
    take(page, "分类定性")
    page.get_by_label("（六）信访程序").check()
    press(page, "分类定性")
    take(page, "转送")
    fill(page, to_organ_typed="柳溪县水利局", reason="灌溉渠归县水利局管")
    press(page, "转送")


def look_into_it(page: Page) -> None:
    open_matter(page, TITLE)
    take(page, "接收并告知")
    fill(page, procedure="我们先到现场看，再书面答复您，最迟六十天")
    press(page, "接收并告知")
    take(page, "调查核实")
    fill(page, place="上桥村三组渠口", heard="陈大山、何建国", account="现场丈量，占渠四十二米属实")
    press(page, "调查核实")
    assert next_act(page) == "听取陈述"
    take(page, "听取陈述")
    fill(page, way="当面", account="渠是集体的，去年十月被占，请恢复")
    press(page, "听取陈述")


def draft(page: Page) -> None:
    assert next_act(page) == "拟定处理意见"
    assert next_act(page) == "拟定处理意见"
    take(page, "拟定处理意见")
    fill(page, **{"outcomes-1-finding": "现场丈量，占渠四十二米属实", "outcomes-1-basis": "《水法》第三十七条"})
    choose(page, "支持")
    fill(page, **{"outcomes-1-executor": "石桥镇政府", "outcomes-1-execute_by": "2030-12-31"})
    press(page, "拟定处理意见")


def sign(page: Page) -> None:
    open_matter(page, TITLE)
    take(page, "签发处理意见")
    press(page, "签发处理意见")


def issue_papers() -> None:
    from django.utils import timezone

    from huiyin.cases.models import Case
    from tests.city import issue_owed

    issue_owed(Case.objects.latest("id").id, timezone.now())


def serve(page: Page) -> None:
    page.reload()
    assert next_act(page) == "送达"
    take(page, "送达")
    choose(page, "当面")
    fill(page, receiver="陈大山", proof="本人签名")
    press(page, "送达")


def test_a_letter_goes_from_the_mailbag_to_the_signature_of_receipt(visit: Visit) -> None:
    clerk = sit_down(visit, "wanglan")
    register(clerk)
    assert "信访事项登记回执" in words(clerk)
    dispatch(sit_down(visit, "chenhao"))
    handler = sit_down(visit, "xiongzihan")
    look_into_it(handler)
    draft(handler)
    head = sit_down(visit, "chuxiangyang", POCKET)
    sign(head)
    assert fits(head)
    issue_papers()
    serve(handler)
    assert next(stages(handler)) == "意见已送达"
    assert "支持" in words(handler) and "石桥镇政府" in words(handler)


def test_without_a_script_a_visit_with_two_claims_is_registered(visit: Visit) -> None:
    page = sit_down(visit, "wanglan", script=False)
    page.get_by_role("link", name="走访").click()
    write_down(page)
    press(page, "再加一项诉求")
    fill(page, **{"claims-2-request": "赔偿减产损失3200元"})
    press(page, "登记")
    assert "赔偿减产损失3200元" in words(page) and "恢复三组的灌溉渠" in words(page)


def test_a_draft_survives_a_lost_page(visit: Visit) -> None:
    page = sit_down(visit, "chenhao")
    register(page)
    page.get_by_role("link", name="打开这件事").click()
    page.get_by_text("还可以做的").click()
    take(page, "联系信访人")
    page.locator("#f-account").press_sequentially("约好明天上午到渠口看", delay=2)
    page.wait_for_timeout(700)
    page.reload()
    assert page.locator("#f-account").input_value() == "约好明天上午到渠口看"


def test_a_done_act_leaves_no_draft(visit: Visit) -> None:
    page = sit_down(visit, "chenhao")
    register(page)
    page.get_by_role("link", name="打开这件事").click()
    page.get_by_text("还可以做的").click()
    take(page, "联系信访人")
    fill(page, way="电话", account="约好明天上午到渠口看")
    press(page, "联系信访人")
    page.get_by_text("还可以做的").click()
    take(page, "联系信访人")
    assert page.locator("#f-account").input_value() == ""


def test_who_is_overtaken_keeps_the_typed_text(visit: Visit) -> None:
    chen, zhao = sit_down(visit, "chenhao"), sit_down(visit, "zhaoning")
    register(chen)
    chen.get_by_role("link", name="打开这件事").click()
    zhao.goto(chen.url + "/acts/contact")
    fill(zhao, way="电话", account="约好明天上午到渠口看")
    chen.goto(chen.url + "/acts/classify")
    chen.get_by_label("（六）信访程序").check()
    press(chen, "分类定性")
    press(zhao, "联系信访人")
    assert "您打开页面以后发生的事" in words(zhao)
    assert zhao.locator("#f-account").input_value() == "约好明天上午到渠口看"


def test_keys_open_registration_and_the_map(visit: Visit) -> None:
    page = sit_down(visit, "wanglan")
    page.keyboard.press("?")
    assert seen(page.locator("#keys")) and "走访" in page.locator("#keys").inner_text()
    page.keyboard.press("Escape")
    page.locator("#keys").wait_for(state="hidden")
    page.keyboard.press("n")
    page.wait_for_url("**/desk/intake/visit")
    assert page.evaluate("document.activeElement.name") == "name"


@pytest.mark.parametrize("where", ["", "organ", "intake/visit", "search", "figures"])
def test_every_page_fits_a_pocket(visit: Visit, where: str) -> None:
    page = sit_down(visit, "chenhao", POCKET)
    page.goto(page.url + where)
    assert fits(page)
