"""The pages of a sample check: two readers, each with a sheet of their own; the organ reads what was found."""

from __future__ import annotations

from typing import Any

import pytest

from tests.city import days, organ
from tests.desk.staff import Desk, words
from tests.oversight import test_checks as checks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day after the letters were answered."""
    from tests.desk import staff

    assert staff
    monkeypatch.setattr("django.utils.timezone.now", lambda: days(2))


def ticked(matter: str, **wrong: str) -> dict[str, Any]:
    return {"matter": matter, **{f"q-{key}": row["answer"] for key, row in checks.sheet(**wrong).items()}}


def test_a_check_is_opened_drawn_read_settled_and_sent_at_the_desk() -> None:
    from huiyin.oversight.models import Check

    checks.answered(4)
    desk, other = Desk("wuxia"), Desk("zhouping")
    opened = desk.fill(
        "/desk/records/check/new", title="水利局答复质量抽查", to_organ_typed="柳溪县水利局", about="answered",
        since="2026-11-01", until="2026-11-03", chance="3", sheet="handling",
        second=str(checks.actor("zhouping").person),
    )  # fmt: skip
    url, row = opened.url, Check.objects.get()
    assert desk.fill(f"{url}/acts/draw").status_code == 303
    row.refresh_from_db()
    known = checks.facts(row)
    assert "看不到" in words(desk.open(f"{url}/acts/read"))
    for matter in map(checks.number, known.sample):
        assert desk.browser.post(f"{url}/acts/read", ticked(matter, done="no")).status_code == 303
    for matter in map(checks.number, known.twice):
        page = words(other.open(f"{url}/acts/read?matter={matter}"))
        assert "两个人看法不同" not in page
        assert other.browser.post(f"{url}/acts/read", ticked(matter)).status_code == 303
    settling = words(desk.open(f"{url}/acts/settle"))
    assert "否 ／ 是" in settling
    for matter in map(checks.number, known.twice):
        assert desk.browser.post(f"{url}/acts/settle", ticked(matter, done="no")).status_code == 303
    desk.fill(f"{url}/acts/conclude", summary="答应落实的没有凭据")
    desk.fill(f"{url}/acts/send", demand="逐件说明原因", until="2026-11-20")
    organ_desk = Desk(_username(organ("lx-slj"), "head"))
    said = words(organ_desk.open(url))
    assert all(each in said for each in ("查出问题的事项", "种子", "答应落实的已经落实，有凭据：否", "答复"))
    numbers = desk.open(f"{url}/frame.txt").content.decode().split()
    assert len(numbers) == 4


def test_an_unfinished_sheet_keeps_what_was_ticked() -> None:
    checks.answered(3)
    row = checks.do(checks.framed(), "draw")
    desk, matter = Desk("wuxia"), checks.number(checks.facts(row).drawn[0])
    answer = desk.browser.post(
        f"/desk/records/check/{row.number}/acts/read", {"matter": matter, "q-heard": "no", "n-heard": "没有笔录"}
    )
    assert answer.status_code == 422
    assert "每一项都要选" in words(answer) and 'value="没有笔录"' in answer.content.decode()


def test_who_does_not_read_it_is_told_who_does() -> None:
    checks.answered(3)
    row = checks.do(checks.framed(), "draw")
    answer = Desk("chenhao").open(f"/desk/records/check/{row.number}/acts/read")
    assert "由这次抽查的两位评议人评议" in words(answer)


@pytest.mark.parametrize("page", ["", "/acts/read", "/acts/settle", "/frame.txt"])
def test_before_it_is_sent_there_is_none_for_the_organ_nor_for_anybody_elsewhere(page: str) -> None:
    checks.answered(3)
    row = checks.do(checks.framed(), "draw")
    for who in (_username(organ("lx-slj"), "head"), _username(organ("yh-xfj"), "supervisor"), "zhengyu"):
        assert Desk(who).open(f"/desk/records/check/{row.number}{page}").status_code in (403, 404)


def _username(organ_id: int, role: str) -> str:
    from huiyin.people.models import Person

    return Person.objects.get(id=checks.at_organ(organ_id, role).person).username
