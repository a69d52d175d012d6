"""Everyone can work at the desk: axe on each of its pages, on a small window and a wide one, light and dark."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.axe import SMALL, WIDE, faults
from tests.journeys.clerk import sit_down
from tests.journeys.visitor import Visit

PAGES = (
    "/desk/", "/desk/organ", "/desk/posts", "/desk/intake/letter", "/desk/intake/visit", "/desk/intake/phone",
    "/desk/search", "/desk/search?q=水渠", "/desk/figures",
    "/desk/oversight", "/desk/hand-over", "/desk/answers", "/desk/answers/new", "/desk/calendar",
)  # fmt: skip
ACTS = ("classify", "transfer", "supplement", "contact")


@pytest.fixture
def matter(city: None) -> Any:
    from tests.portal.life import begin

    return begin()


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["small", "wide"])
def test_the_desk_shuts_nobody_out(visit: Visit, matter: Any, size: dict[str, int]) -> None:
    page = sit_down(visit, "chenhao", size)
    root = page.url.removesuffix("/desk/")
    case = f"/desk/cases/{matter.number}"
    found = {}
    for where in (*PAGES, case, *(f"{case}/acts/{act}" for act in ACTS)):
        page.goto(root + where)
        found[where] = faults(page, targets=False)
    assert {where: wrong for where, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["small", "wide"])
def test_the_leaders_pages_shut_nobody_out(visit: Visit, matter: Any, size: dict[str, int]) -> None:
    page = sit_down(visit, "zhouping", size)
    root = page.url.removesuffix("/desk/")
    found = {}
    for where in ("/desk/approvals", "/desk/trouble", "/desk/hand-over"):
        page.goto(root + where)
        found[where] = faults(page, targets=False)
    assert {where: wrong for where, wrong in found.items() if wrong} == {}
