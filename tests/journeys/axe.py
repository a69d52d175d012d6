"""What axe-core finds wrong with a page by WCAG 2.2, levels A and AA."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = Path(__file__).parent / "assets" / "axe-core-4.14.1.min.js"
RULES = ["best-practice", "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SMALL = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 800}
_RUN = "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})"
# A 1280 px window at 400 % is 320 px wide; nothing may then need scrolling sideways (WCAG 1.4.10).
_FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
# WCAG 2.2 asks for 24 px; we hold ourselves to 44 px for everything that stands alone.
_SMALL_TARGETS = """() => [...document.querySelectorAll(
    'main .button, main input:not([type=hidden]):not([type=radio]):not([type=checkbox]), main select, main summary')]
  .filter(each => each.checkVisibility() && !each.closest('.unseen') && each.getBoundingClientRect().height < 43.5)
  .map(each => 'small target: ' + each.outerHTML.slice(0, 90))"""


#: What the browser answers when the page that was asked has just made way for the next one.
_GONE = ("Execution context was destroyed", "reading 'documentElement'", "Frame was detached", "axe is not defined")


def faults(page: Page, *, targets: bool = True) -> list[str]:
    """Everything found on the page as it stands, one line each; an empty list is what we want.

    A page that makes way for the next one while it is read (a press was answered meanwhile) is left, the next one read.
    """
    while True:
        page.wait_for_load_state()
        try:
            return _read(page, targets=targets)
        except Error as error:
            if not any(sign in error.message for sign in _GONE):
                raise


def _read(page: Page, *, targets: bool) -> list[str]:
    page.evaluate(_engine())
    found: dict[str, Any] = page.evaluate(_RUN, RULES)
    said = [f"{each['id']}: {node['html'][:120]}" for each in found["violations"] for node in each["nodes"]]
    if not page.evaluate(_FITS):
        said.append(f"scrolls sideways at {page.viewport_size}")
    return [*said, *(page.evaluate(_SMALL_TARGETS) if targets else ())]


@cache
def _engine() -> str:
    return AXE.read_text("utf-8")
