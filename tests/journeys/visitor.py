"""What a visitor of the public pages does, in the words of the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

PHONE = {"width": 360, "height": 740}

Visit = Callable[..., "Page"]


# What visitors do ----------------------------------------------------------------------------------------------------


def tell(page: Page, story: str, place: str = "990121101201") -> None:
    page.get_by_label("用您自己的话说").fill(story)
    page.get_by_label("事情发生在哪里").fill(place)
    press(page, "下一步")


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).last.click()


def introduce(page: Page, name: str = "陈大山", phone: str = "13200007710") -> None:
    page.get_by_label("您的姓名").fill(name)
    page.get_by_label("电话", exact=False).first.fill(phone)


def receipt_of(page: Page) -> tuple[str, str]:
    """Number and query code, as a person copies them from the receipt."""
    facts = page.locator(".receipt .facts dd")
    return facts.nth(0).inner_text(), facts.nth(1).inner_text()


def follow(page: Page, number: str, code: str) -> None:
    page.get_by_label("编号").fill(number)
    page.get_by_label("查询码").fill(code)
    press(page, "查询")


def fits(page: Page) -> bool:
    """Nothing runs off the side of the screen."""
    page.wait_for_load_state()
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def seen(what: Locator) -> bool:
    """It comes to the screen: a page that is still being fetched is waited for, which `is_visible` does not do."""
    what.wait_for()
    return True


def words(page: Page) -> str:
    page.wait_for_load_state()
    return page.locator("main").inner_text()
