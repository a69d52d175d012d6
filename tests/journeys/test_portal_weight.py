"""What the public pages weigh on a first visit: headers, looks, scripts, and what the service worker fetches.

Here they go out as they lie, without being compressed: what keeps its aim like this keeps it anyhow. How soon they can
be used is measured by ``./run bench --web``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from huiyin.house.bench.web_browser import WORKER_AT_WORK
from huiyin.house.bench.web_relay import Relay
from tests.journeys.visitor import PHONE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

KB = 1024
AIM = 120 * KB


@pytest.fixture
def relay(city: None, live_server: Any) -> Iterator[Relay]:
    before = Relay(int(live_server.url.rpartition(":")[2]))
    yield before
    before.close()


def weight(chromium: Browser, relay: Relay, where: str) -> int:
    """Bytes until nothing more comes, to somebody who was never here."""
    context = chromium.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"http://localhost:{relay.port}{where}")
    page.evaluate(WORKER_AT_WORK)
    page.wait_for_load_state("networkidle")
    context.close()
    return relay.take()


@pytest.mark.parametrize("where", ["/", "/submit/"])
def test_the_pages_to_tell_it_on_are_light(chromium: Browser, relay: Relay, where: str) -> None:
    assert 0 < weight(chromium, relay, where) <= AIM


@pytest.mark.parametrize("where", ["/follow/", "/guide/"])
def test_the_other_pages_are_lighter_still(chromium: Browser, relay: Relay, where: str) -> None:
    assert 0 < weight(chromium, relay, where) <= AIM / 1.2
