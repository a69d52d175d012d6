"""A cheap phone at the edge of the net: 400 kbit/s and a processor four times slower than this one."""

from __future__ import annotations

from tests.journeys.visitor import PHONE, Visit

KBIT = 400
SLOWER = 4
USABLE_MS = 2000
TRIES = 3
_READY = """() => { const way = performance.getEntriesByType('navigation')[0];
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  return Math.max(way.domContentLoadedEventEnd, paint ? paint.startTime : 0); }"""


def test_the_filing_page_can_be_used_within_two_seconds(visit: Visit) -> None:
    times = []
    for _try in range(TRIES):
        page = visit("/verify/", viewport=PHONE)
        base = page.url.removesuffix("/verify/")
        page.context.clear_cookies()
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
        slow = {"offline": False, "latency": 100, "downloadThroughput": KBIT * 125, "uploadThroughput": KBIT * 125}
        wire.send("Network.emulateNetworkConditions", slow)
        wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(base + "/submit/")
        page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")
        times.append(page.evaluate(_READY))
    # The best of a few: what else the machine was doing meanwhile is not the page's cost.
    assert min(times) <= USABLE_MS, times
