"""Chromium on a thin line and a slow processor, in a process of its own; see huiyin.house.bench.web.

Reads an order in JSON, opens every page as somebody who was never here and once more as somebody who was, and writes
what it weighed and how long it took until it could be used.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from huiyin.house.bench.web_relay import Relay

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PHONE: Final = {"width": 360, "height": 740}
SCREEN: Final = {"width": 1366, "height": 768}
KBIT, LATENCY_MS, SLOWER, TRIES = 400, 100, 4, 3
LINE: Final = {
    "offline": False, "latency": LATENCY_MS, "downloadThroughput": KBIT * 125, "uploadThroughput": KBIT * 125,
}  # fmt: skip
#: Scripts have run and something is to be seen: from then on it can be read, typed into and pressed.
READY: Final = """() => { const way = performance.getEntriesByType('navigation')[0];
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  return Math.max(way.domContentLoadedEventEnd, paint ? paint.startTime : 0); }"""
COUNT: Final = "1 + performance.getEntriesByType('resource').length"
PAINTED: Final = "performance.getEntriesByName('first-contentful-paint').length > 0"

#: Waits until the worker that a page names is at work. `ready` tells it only of pages that the worker answers for.
WORKER_AT_WORK: Final = """async () => {
  const named = document.querySelector("[data-worker]");
  const kept = named && await navigator.serviceWorker.register(named.dataset.worker);
  const worker = kept && (kept.installing || kept.waiting || kept.active);
  while (worker && worker.state !== "activated")
    await new Promise((ok) => worker.addEventListener("statechange", ok, { once: true }));
}"""


def main() -> int:
    order = json.load(sys.stdin)
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        print(
            "Measuring pages needs Playwright, which ./run lint installs with all that development needs.",
            file=sys.stderr,
        )
        return 1
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("Measuring pages needs Chromium: sudo apt-get install chromium", file=sys.stderr)
        return 1
    relay = Relay(order["port"])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        print(json.dumps(list(_measured(browser, relay, order))))
        browser.close()
    relay.close()
    return 0


def _measured(browser: Browser, relay: Relay, order: dict[str, Any]) -> Iterator[dict[str, Any]]:
    root = f"http://127.0.0.1:{relay.port}"
    for page, path in order["portal"].items():
        yield {
            "front": "portal",
            "page": page,
            **_best([_visit(browser, relay, root + path, PHONE) for _ in range(TRIES)]),
        }
    signed_in = _sign_in(browser, root, order)
    for page, path in order["desk"].items():
        tries = [_visit(browser, relay, root + path, SCREEN, signed_in) for _ in range(TRIES)]
        yield {"front": "desk", "page": page, **_best(tries)}


def _best(tries: list[dict[str, float]]) -> dict[str, float]:
    """Times of the quickest: what else the machine was doing is not the page's cost. Sizes hardly differ."""
    quickest = {name: min(each[name] for each in tries) for name in ("usable_ms", "again_ms")}
    return {name: statistics.median(each[name] for each in tries) for name in tries[0]} | quickest


def _sign_in(browser: Browser, root: str, order: dict[str, Any]) -> Any:
    """Cookies of somebody of the office; the sizes are those of a browser that knows nothing else."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{root}/desk/login")
    page.locator("[name=username]").fill(order["username"])
    page.locator("[name=password]").fill(order["password"])
    page.locator("main button").last.click()
    page.wait_for_url("**/desk/")
    state = context.storage_state()
    context.close()
    return state


def _visit(browser: Browser, relay: Relay, url: str, screen: dict[str, int], signed_in: Any = None) -> dict[str, float]:
    context = browser.new_context(viewport=screen, storage_state=signed_in, locale="zh-CN")  # type: ignore[arg-type]
    page = _slow_page(context)
    relay.take()
    first = _opened(page, url)
    received = relay.take()
    again = _opened(page, url)
    figures = {
        "bytes": received, "requests": first[1], "usable_ms": first[0],
        "again_bytes": relay.take(), "again_ms": again[0],
    }  # fmt: skip
    context.close()
    return figures


def _slow_page(context: BrowserContext) -> Page:
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", LINE)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


def _opened(page: Page, url: str) -> tuple[float, float]:
    """Milliseconds until it can be used, and requests; waits until nothing more comes."""
    page.goto(url)
    page.wait_for_function(PAINTED)
    page.wait_for_load_state("networkidle")
    # The service worker fetches what it keeps on its own; that too goes over the wire.
    page.evaluate(WORKER_AT_WORK)
    return page.evaluate(READY), page.evaluate(COUNT)


if __name__ == "__main__":
    sys.exit(main())
