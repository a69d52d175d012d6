"""What a member of staff does at the desk, in the words of the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tests.journeys.visitor import Visit, press

if TYPE_CHECKING:
    from playwright.sync_api import Page

OFFICE = {"width": 1366, "height": 768}
POCKET = {"width": 390, "height": 844}


def sit_down(visit: Visit, username: str, size: dict[str, int] = OFFICE, script: bool = True) -> Page:
    """Sign in; the queue is open, or the first page of those who have none."""
    page = visit("/desk/login", viewport=size, java_script_enabled=script)
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill("huiyin-demo")
    press(page, "登录")
    page.wait_for_url(lambda url: "/desk/login" not in url)
    return page


def open_matter(page: Page, title: str) -> None:
    page.get_by_role("link", name=title).click()


def next_act(page: Page) -> str:
    """The primary button of the next-step card."""
    return page.locator(".next .button.first span").first.inner_text()


def take(page: Page, act: str) -> None:
    """Open the form of an act from the case page."""
    page.locator("aside ~ main").get_by_role("link", name=act).first.click()


def fill(page: Page, **typed: str) -> None:
    for name, value in typed.items():
        page.locator(f'[name="{name}"]').fill(value)


def choose(page: Page, *labels: str) -> None:
    for label in labels:
        page.get_by_label(label, exact=True).first.check()


def stages(page: Page) -> Iterator[str]:
    """The tags beside the title; the first one is the stage."""
    yield from page.locator("main > header .tag").all_inner_texts()
