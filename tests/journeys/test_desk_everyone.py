"""Everyone can work at the desk: axe on each of its pages, on a small window and a wide one, light and dark."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from huiyin.people.account_acts import lock
from huiyin.people.models import Person
from huiyin.record.journal import seal_day
from tests.city import actor, person
from tests.journeys.axe import SMALL, WIDE, faults
from tests.journeys.clerk import sit_down
from tests.journeys.visitor import Visit

PAGES = (
    "/desk/", "/desk/organ", "/desk/posts", "/desk/intake/letter", "/desk/intake/visit", "/desk/intake/phone",
    "/desk/search", "/desk/search?q=水渠", "/desk/figures", "/desk/figures/organ", "/desk/pictures",
    "/desk/oversight", "/desk/hand-over", "/desk/postings", "/desk/answers", "/desk/answers/new", "/desk/calendar",
    "/desk/password",
    "/desk/notifications", "/desk/notifications/wishes",
    "/desk/papers", "/desk/papers/unserved?all=1", "/desk/papers/numbers", "/desk/records/annual",
    "/desk/records/advice/new", "/desk/records/assessment/new", "/desk/records/appraisal",
)  # fmt: skip
ACTS = ("classify", "transfer", "supplement", "contact")
#: Somebody of the city in each role.
ROLES = {
    "reception": "wanglan", "dispatcher": "chenhao", "handler": "xiongzihan", "head": "zhouping",
    "supervisor": "wuxia", "reviewer": "hezhiyuan", "convener": "shenjing", "analyst": "zhengyu",
    "admin": "fangqing", "auditor": "heshan",
}  # fmt: skip


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
    for where in (*PAGES, case, f"{case}/notes", *(f"{case}/acts/{act}" for act in ACTS)):
        page.goto(root + where)
        found[where] = faults(page, targets=False)
    assert {where: wrong for where, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["small", "wide"])
def test_the_leaders_pages_shut_nobody_out(visit: Visit, matter: Any, size: dict[str, int]) -> None:
    page = sit_down(visit, "zhouping", size)
    root = page.url.removesuffix("/desk/")
    found = {}
    for where in ("/desk/approvals", "/desk/trouble", "/desk/trouble/late", "/desk/hand-over"):
        page.goto(root + where)
        found[where] = faults(page, targets=False)
    assert {where: wrong for where, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["small", "wide"])
def test_the_audit_shuts_nobody_out(visit: Visit, matter: Any, size: dict[str, int]) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    for day in (yesterday - timedelta(days=2), yesterday):
        seal_day(day, made_at=timezone.now())
    matter.do("unmask", "chenhao", purpose="核对来信的地址")
    lock(Person.objects.get(username="sunli"), by=actor("fangqing"), at=timezone.now())
    page = sit_down(visit, "heshan", size)
    root = page.url.partition("/desk/")[0]
    found = {}
    for where in ("", "?what=unmasked", "?what=readings", "?what=exports", "?what=accounts", "?what=accounts&q=无"):
        page.goto(f"{root}/desk/audit{where}")
        found[where] = faults(page, targets=False)
    assert {where: wrong for where, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["small", "wide"])
def test_the_accounts_shut_nobody_out(visit: Visit, matter: Any, size: dict[str, int]) -> None:
    """The list, an account with open matters, the slip just printed, a colleague's yes to it, the locked account."""
    page = sit_down(visit, "fangqing", size)
    found = {"list": faults(page, targets=False)}
    page.goto(f"{page.url}/{person('chenhao')}")
    found["account"] = faults(page, targets=False)
    page.click("button[value=slip]")
    page.wait_for_selector(".code", state="attached")
    found["slip"] = faults(page, targets=False)
    page.get_by_role("link", name="印好了").click()
    page.wait_for_selector("button[value=cancel]")
    found["not used yet"] = faults(page, targets=False)
    found |= agreed(visit, size)
    page.reload()
    page.click("button[value=cancel]")
    page.wait_for_selector("button[value=cancel]", state="detached")
    page.click("button[value=lock]")
    page.wait_for_selector("button[value=unlock]")
    found["locked"] = faults(page, targets=False)
    assert {where: wrong for where, wrong in found.items() if wrong} == {}


def agreed(visit: Visit, size: dict[str, int]) -> dict[str, Any]:
    """A colleague of 陈浩 is asked whether it was him, and says yes; then he sets a password of his own."""
    second = sit_down(visit, "zhouping", size)
    second.goto(second.url.partition("/desk/")[0] + "/desk/security")
    found = {"asked": faults(second, targets=False)}
    second.click("button[value=yes]")
    second.wait_for_selector("button[value=yes]", state="detached")
    own = visit("/desk/reset?u=chenhao", viewport=size)
    return {**found, "agreed": faults(second, targets=False), "own password": faults(own, targets=False)}


@pytest.mark.parametrize("role", ROLES)
def test_nobody_is_shut_out_of_what_their_navigation_names(visit: Visit, matter: Any, role: str) -> None:
    """Every page that a role is led to, in the light; the first one also in the dark and on a small window."""
    page = sit_down(visit, ROLES[role], WIDE)
    found = {}
    for where in page.locator(".side nav a").evaluate_all("links => links.map(each => each.href)"):
        page.goto(where)
        found[where] = faults(page, targets=False)
    page.emulate_media(color_scheme="dark")
    for size in (WIDE, SMALL):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.goto(page.url.partition("/desk/")[0] + "/desk/")
        found[f"dark, {size['width']} px"] = faults(page, targets=False)
    assert {where: wrong for where, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["small", "wide"])
def test_giving_a_lost_code_anew_shuts_nobody_out(visit: Visit, city: None, size: dict[str, int]) -> None:
    from huiyin.cases.identity import Identity
    from huiyin.cases.lodging import Capacity, PartyText
    from tests.portal.life import begin

    who = ((Capacity.PETITIONER, "陈大山"), (Capacity.COSIGNER, "王二梅"))
    joint = begin(
        parties=tuple(PartyText(how, Identity(name, phone="13200007710")) for how, name in who), petitioners=2
    )
    page = sit_down(visit, "wanglan", size)
    page.goto(f"{page.url.removesuffix('/desk/')}/desk/cases/{joint.number}/codes")
    assert faults(page, targets=False) == []
    page.get_by_label("王**").check()
    page.get_by_label("当面看过本人的身份证件").check()
    page.get_by_role("button", name="核对过了，补发").click()
    page.get_by_text("只显示这一次").wait_for()
    assert faults(page, targets=False) == []
