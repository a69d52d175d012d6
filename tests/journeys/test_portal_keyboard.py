"""Keyboard alone: somebody who cannot use a mouse files a matter; where they are is always to be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.visitor import Visit
from tests.journeys.visitor import words as shown

if TYPE_CHECKING:
    from playwright.sync_api import Page

_HERE = """() => { const here = document.activeElement;
  return here === document.body ? '' : here.labels?.[0]?.innerText || here.innerText || ''; }"""
_RING = """() => { const here = document.activeElement, style = getComputedStyle(here);
  return here === document.body || style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2; }"""
_ORDER = """() => { const box = document.activeElement.getBoundingClientRect();
  return document.activeElement.closest('main') ? Math.round(box.top + scrollY) : null; }"""
_TABS = 60


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the place with these words has the focus, which must show all the way."""
    for _ in range(_TABS):
        page.keyboard.press("Tab")
        assert page.evaluate(_RING), f"no ring on {page.evaluate(_HERE)!r}"
        if words in page.evaluate(_HERE):
            return
    raise AssertionError(f"{words} cannot be reached by keyboard")


def test_a_matter_is_filed_by_keyboard_alone(visit: Visit) -> None:
    page = visit("/")
    tab_to(page, "提出信访")
    page.keyboard.press("Enter")
    page.wait_for_url("**/submit/")
    tab_to(page, "用您自己的话说")
    page.keyboard.type("去年三月起上桥村停水。希望通水。")
    tab_to(page, "事情发生在哪里")
    page.keyboard.press("ArrowDown")
    tab_to(page, "下一步")
    page.keyboard.press("Enter")
    page.wait_for_url("**/submit/claims/")
    tab_to(page, "下一步")
    page.keyboard.press("Enter")
    page.wait_for_url("**/submit/you/")
    tab_to(page, "您的姓名")
    page.keyboard.type("陈大山")
    tab_to(page, "电话")
    page.keyboard.type("13200007710")
    tab_to(page, "提交")
    page.keyboard.press("Enter")
    page.wait_for_url("**/receipt/")
    assert "登记回执" in shown(page)


def test_the_first_key_leads_past_the_head_of_the_page(visit: Visit) -> None:
    page = visit("/guide/")
    page.keyboard.press("Tab")
    assert page.evaluate(_HERE) == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_focus_goes_down_the_page_as_the_eye_does(visit: Visit) -> None:
    page = visit("/submit/")
    tops = []
    for _ in range(_TABS):
        page.keyboard.press("Tab")
        tops.append(page.evaluate(_ORDER))
        if len(tops) > 1 and tops[-1] is None and tops[-2] is not None:
            break
    inside = [top for top in tops if top is not None]
    assert len(inside) > 5
    assert inside == sorted(inside)


def test_a_mistake_takes_the_focus_to_itself(visit: Visit) -> None:
    page = visit("/submit/")
    page.get_by_role("button", name="下一步").last.click()
    page.wait_for_load_state()
    assert page.evaluate("document.activeElement.closest('[data-errors]') !== null")
