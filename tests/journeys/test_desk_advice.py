"""An advice in a browser: raised by the supervisor, signed by the head, answered by the organ; wide and narrow."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.axe import faults
from tests.journeys.clerk import OFFICE, choose, fill, sit_down, stages
from tests.journeys.visitor import Visit, press

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
NARROW = {"width": 360, "height": 780}


WORDS = {
    "title": "按期书面告知信访人",
    "to_organ_typed": "柳溪县水利局",
    "account": "三件来信收到以后，都没有按期书面告知信访人。",
    "basis": "《信访工作条例》第二十三条",
    "demand": "建立收件台账，专人负责告知。",
}


def raise_one(page: Page, number: str) -> None:
    page.goto(page.url.split("/desk/")[0] + "/desk/records/advice/new")
    choose(page, "改进工作的建议")
    fill(page, **WORDS, evidence=number)
    page.locator("main").get_by_role("button", name="提出建议").click()


def head_of_water() -> str:
    from django.utils import timezone

    from huiyin.people.models import Person
    from tests.city import at_organ, organ

    return Person.objects.get(id=at_organ(organ("lx-slj"), "head", timezone.now()).person).username


def looked_at(page: Page, name: str) -> list[str]:
    """What is wrong with the page as it stands, wide and narrow; kept as pictures where PICTURES says."""
    found = []
    for size in (OFFICE, NARROW):
        page.set_viewport_size(size)
        found += faults(page, targets=False)
        if folder := os.environ.get("PICTURES"):
            page.screenshot(path=f"{folder}/{name}-{size['width']}.png", full_page=True)
    page.set_viewport_size(OFFICE)
    return found


def test_an_advice_goes_from_desk_to_desk(visit: Visit, city: Any) -> None:
    from tests.desk.life import begin

    matter = begin().transferred()
    wu = sit_down(visit, "wuxia")
    raise_one(wu, "没有这件")
    assert looked_at(wu, "refused") == []
    assert wu.locator('[name="demand"]').input_value() == WORDS["demand"]
    fill(wu, evidence=matter.row.number)
    wu.locator("main").get_by_role("button", name="提出建议").click()
    assert looked_at(wu, "draft") == []
    url = wu.url.partition("?")[0]
    wu.locator("main").get_by_role("link", name="送签").click()
    press(wu, "送签")
    head = sit_down(visit, "zhouping")
    head.goto(f"{url}/acts/issue")
    fill(head, until="2027-01-15")
    assert looked_at(head, "issue") == []
    press(head, "签发建议")
    water = sit_down(visit, head_of_water())
    water.goto(url.rsplit("/", 1)[0] + "?shelf=organ")
    assert looked_at(water, "list") == []
    water.get_by_role("link", name="按期书面告知信访人").click()
    assert looked_at(water, "received") == []
    water.goto(f"{url}/acts/answer")
    choose(water, "部分采纳")
    fill(water, answer="台账已经建立，告知由专人负责，人手年底补齐。", promised="2027-02-01")
    assert looked_at(water, "answer") == []
    water.locator("main").get_by_role("button", name="书面反馈采纳情况").click()
    wu.goto(url)
    assert "已反馈，跟踪落实" in wu.locator("main").inner_text() and looked_at(wu, "answered") == []


def test_a_late_advice_is_pressed_adopted_in_part_and_followed_to_its_end(visit: Visit, city: Any) -> None:
    from tests.city import Matter, lodge
    from tests.oversight.test_advice import issued, raised

    row = issued(raised(Matter(lodge()).transferred()))
    wu, water = sit_down(visit, "wuxia"), sit_down(visit, head_of_water())
    url = f"{wu.url.split('/desk/')[0]}/desk/records/advice/{row.number}"
    done(wu, url, "press", "催办", demand="反馈期限已经过了，请在一周内书面答复。")
    water.goto(url)
    assert "反馈期限已经过了" in water.locator("main").inner_text() and looked_at(water, "pressed") == []
    water.goto(f"{url}/acts/answer")
    choose(water, "部分采纳")
    done(water, "", "", "书面反馈采纳情况", answer="台账已经建立，人手年底补齐。", promised="2027-02-01")
    done(water, url, "follow", "跟踪落实", done="专人已经到岗，三件都已补充告知。", carried_out="on")
    assert looked_at(water, "followed") == []
    done(wu, url, "finish", "了结建议", summary="看过台账，三件都已告知。")
    assert next(stages(wu)) == "已了结" and looked_at(wu, "finished") == []


def done(page: Page, url: str, act: str, button: str, **typed: str) -> None:
    """An act, from its form to what the record's page says of it; without an address the form that is open."""
    if url:
        page.goto(f"{url}/acts/{act}")
    for name in [name for name, value in typed.items() if value == "on"]:
        page.locator(f'[name="{name}"]').check()
        del typed[name]
    fill(page, **typed)
    page.locator("main").get_by_role("button", name=button).click()
    page.locator("main .error").first.wait_for(state="detached")
    assert "/acts/" not in page.url
