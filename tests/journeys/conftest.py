"""What every journey shares: one Chromium, the city loaded afresh, and visitors each on a device of their own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.visitor import PHONE, Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = (
    os.environ.get("CHROMIUM")
    or shutil.which("chromium")
    or shutil.which("chromium-browser")
    or shutil.which("google-chrome")
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("absent: Chromium")
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, which Django would otherwise take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def city(transactional_db: None) -> None:
    from django.conf import settings

    from huiyin.house.ready import make_keyring
    from tests.city import load_city

    make_keyring(settings.CONFIG)
    load_city()


@pytest.fixture
def visit(city: None, live_server: Any, chromium: Browser) -> Iterator[Visit]:
    """Opens a page of the site on a device of its own; ``visit("/follow/", java_script_enabled=False)``."""
    opened = []

    def go(where: str, **device: Any) -> Page:
        context = chromium.new_context(**{"viewport": PHONE, "locale": "zh-CN", **device})
        context.set_default_timeout(30_000)
        opened.append(context)
        page = context.new_page()
        page.goto(live_server.url + where)
        return page

    yield go
    for context in opened:
        context.close()
