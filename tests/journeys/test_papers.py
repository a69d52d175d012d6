"""Papers in a browser: many issued at once while one watches, one served by hand, and everybody can use the pages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.axe import SMALL, WIDE, faults
from tests.journeys.clerk import OFFICE, POCKET, fill, sit_down
from tests.journeys.visitor import Visit, fits, press

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def matter(city: None) -> Any:
    from tests.desk.life import begin

    return begin().transferred()


@pytest.fixture
def notice(matter: Any) -> Any:
    from django.utils import timezone

    from huiyin.cases.papers.instruments import issue
    from huiyin.record.models import OwedPaper
    from tests.city import actor

    owed = OwedPaper.objects.get(record=matter.id, kind="destination_notice")
    return issue(owed.id, actor("chenhao", timezone.now()), timezone.now())


def the_worker_draws() -> None:
    from huiyin.cases.papers.batches import draw
    from huiyin.record.models import Message

    draw(list(Message.objects.filter(topic="draw")))


def test_the_page_of_a_batch_follows_the_worker_by_itself(visit: Visit, matter: Any) -> None:
    page = sit_down(visit, "chenhao")
    page.get_by_role("link", name="文书", exact=False).first.click()
    page.get_by_role("checkbox").first.check()
    press(page, "出具勾选的")
    page.get_by_text("已经出具 0 份，共 1 份").wait_for()
    the_worker_draws()
    page.get_by_text("1 份已经出具").wait_for()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_a_notice_is_served_by_hand(visit: Visit, matter: Any, notice: Any, script: bool) -> None:
    page = sit_down(visit, "chenhao", OFFICE, script)
    page.goto(f"{page.url}papers/unserved?all=1")
    page.get_by_role("link", name=f"记录送达 {notice.number}").click()
    fill(page, receiver="陈大山", place="柳溪村三组", note="档案室")
    press(page, "记录送达")
    page.get_by_role("link", name=f"送达记录 {notice.number}").wait_for()
    notice.refresh_from_db()
    assert notice.served_on is not None


def test_on_a_telephone_nothing_runs_over(visit: Visit, matter: Any, notice: Any) -> None:
    page = sit_down(visit, "chenhao", POCKET)
    root = page.url
    service = f"cases/{matter.number}/papers/{notice.id}/service"
    for where in ("papers", "papers/unserved?all=1", service, "records/advice"):
        page.goto(root + where)
        assert fits(page), where


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["small", "wide"])
def test_the_pages_of_papers_shut_nobody_out(visit: Visit, matter: Any, notice: Any, size: dict[str, int]) -> None:
    page = sit_down(visit, "wuxia", size)
    root = page.url
    found = {}
    case = f"cases/{matter.number}/papers"
    for where in (
        "papers", "papers/unserved?all=1", "papers/numbers?kind=destination_notice", "records/advice",
        "records/advice/new", "records/annual/new", case,
        *(f"{case}/{notice.id}/service?method={method}" for method in ("by_hand", "post", "left")),
    ):  # fmt: skip
        page.goto(root + where)
        found[where] = faults(page, targets=False)
    assert {where: wrong for where, wrong in found.items() if wrong} == {}


def test_the_petitioners_papers_shut_nobody_out(visit: Visit, matter: Any, notice: Any) -> None:
    page = visit("/follow/", viewport=POCKET)
    fill(page, number=matter.number, code=matter.lodged.query_code)
    page.locator('[name="code"]').press("Enter")
    page.wait_for_url("**/follow/*/**")
    root = "/".join(page.url.split("/")[:3])
    found = {}
    for where in ("", f"{notice.id}/words"):
        page.goto(f"{root}/documents/{matter.number}/{where}")
        found[where] = faults(page)
    size = page.locator(".big-words p").last.evaluate("each => parseFloat(getComputedStyle(each).fontSize)")
    # 16 points are 21.3 pixels.
    assert found == {"": [], f"{notice.id}/words": []} and size >= 21.3
