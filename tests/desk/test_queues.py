"""My queue and my organ's: what falls due first, late on top, no counting of big tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.desk import queues
from huiyin.law.terms import Stage
from huiyin.people import stamps
from tests.desk.life import Life, ago, begin, report_on
from tests.desk.staff import Desk, words

MOST_QUERIES = 12


def test_an_empty_queue_says_what_will_stand_here(desk: Callable[..., Desk]) -> None:
    assert "没有要办的事" in words(desk("chenhao").open("/desk/"))


def test_my_matter_stands_there_with_days_left_clock_and_number(desk: Callable[..., Desk], letter: Life) -> None:
    said = words(desk("chenhao").open("/desk/"))
    assert all(part in said for part in ("● 剩 1", "登记分流", "恢复灌溉渠四十二米", "未分类", "来信"))


def test_the_number_is_grouped(desk: Callable[..., Desk], letter: Life) -> None:
    number = letter.number
    assert f"{number[:6]} {number[6:14]} {number[14:]}" in words(desk("chenhao").open("/desk/"))


def test_somebody_elses_matter_is_not_mine(desk: Callable[..., Desk], letter: Life) -> None:
    assert "恢复灌溉渠" not in words(desk("zhaoning").open("/desk/"))


def test_what_is_late_stands_before_what_is_due_later(desk: Callable[..., Desk]) -> None:
    for days, title in ((1, "刚来的"), (20, "超期的"), (15, "今天到期的"), (10, "快到期的")):
        begin(ago(days=days), title=title)
    said = words(desk("chenhao").open("/desk/"))
    places = [said.index(title) for title in ("超期的", "今天到期的", "快到期的", "刚来的")]
    assert all(before < after for before, after in pairwise(places))


def test_late_is_said_in_words_and_with_a_sign(desk: Callable[..., Desk]) -> None:
    begin(ago(days=20))
    assert "已经超期" in words(desk("chenhao").open("/desk/")) and "■ 超期" in words(desk("chenhao").open("/desk/"))


def test_the_organ_sees_all_it_holds_with_the_owners(desk: Callable[..., Desk], letter: Life) -> None:
    said = words(desk("zhaoning").open("/desk/organ"))
    assert "恢复灌溉渠四十二米" in said and "陈浩" in said


@pytest.mark.parametrize(("shelf", "shown"), [("sort", True), ("sign", False), ("", True), ("nonsense", True)])
def test_the_organs_queue_falls_into_shelves(desk: Callable[..., Desk], letter: Life, shelf: str, shown: bool) -> None:
    assert ("恢复灌溉渠" in words(desk("chenhao").open(f"/desk/organ?shelf={shelf}"))) is shown


def test_every_open_stage_lies_on_a_shelf() -> None:
    shelved = frozenset().union(*(stages for _, stages in queues.SHELVES.values() if stages))
    answered = {"served", "review_served", "rereview_served"}
    assert {stage.value for stage in Stage} - shelved == answered | {"new", "closed", "archived"}


def test_the_list_goes_on_behind_the_last_line(desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queues, "PAGE", 2)
    for hour in range(5):
        begin(ago(hours=hour + 1), title=f"第{hour}件事")
    chen, url, seen = desk("chenhao"), "/desk/", []
    while url:
        answer = chen.open(url)
        seen += [case.case.title for _, lines in answer.context["bands"] for case in lines]
        url = f"/desk/{answer.context['older']}" if answer.context["older"] else ""
    assert sorted(seen) == [f"第{hour}件事" for hour in range(5)]


def test_a_broken_place_in_the_list_is_its_beginning(desk: Callable[..., Desk], letter: Life) -> None:
    assert "恢复灌溉渠" in words(desk("chenhao").open("/desk/?after=tomorrow_x"))


def test_a_long_queue_is_not_counted_to_its_end(desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queues, "MOST_COUNTED", 1)
    monkeypatch.setattr(queues, "PAGE", 1)
    begin()
    begin()
    assert desk("chenhao").open("/desk/").context["counts"]["mine"] == "1+"


@pytest.mark.parametrize("url", ["/desk/", "/desk/organ"])
def test_a_queue_costs_few_queries_however_long(
    desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setattr(stamps, "RECHECK_SECONDS", 60.0)
    for _ in range(12):
        begin()
    chen = desk("chenhao")
    with CaptureQueriesContext(connection) as queries:
        chen.open(url)
    assert len(queries) <= MOST_QUERIES


def test_a_transferred_matter_says_from_whom(desk: Callable[..., Desk], letter: Life) -> None:
    letter.transferred()
    holder = Case.objects.get(id=letter.id).owner
    assert "市信访局转来" in words(desk(name_of(holder)).open("/desk/"))


def test_a_report_on_the_own_organ_stands_in_no_queue(desk: Callable[..., Desk]) -> None:
    report_on("lx-zf").do("transfer", "chenhao", to_organ=_discipline(), reason="按干部管理权限")
    assert "查处套取补贴" not in words(desk("qianwei").open("/desk/organ"))


def test_a_matter_whose_limit_is_far_shows_the_year(desk: Callable[..., Desk]) -> None:
    letter = begin(ago(days=3)).handled()
    last = timezone.localdate() + timedelta(days=60)
    said = words(desk(name_of(letter.row.owner)).open("/desk/"))
    assert f"{last.month}月{last.day}日" in said


def test_a_signed_opinion_that_was_not_served_stands_before_what_is_due_later(desk: Callable[..., Desk]) -> None:
    letter = begin(ago(days=3), title="等送达的").proposed()
    letter.do("sign", letter.at("head"))
    begin(ago(days=2), title="还有期限的").handled()
    said = words(desk(name_of(letter.row.owner)).open("/desk/organ"))
    assert said.index("等送达的") < said.index("还有期限的")


def test_how_long_an_opinion_waits_to_be_served_is_said(desk: Callable[..., Desk]) -> None:
    letter = begin(ago(days=3)).proposed()
    letter.do("sign", letter.at("head"))
    said = words(desk(name_of(letter.row.owner)).open("/desk/organ"))
    assert "今天开始等" in said and "意见已签发，等送达" in said


def test_the_case_page_says_what_is_waited_for(desk: Callable[..., Desk]) -> None:
    letter = begin(ago(days=3)).proposed()
    letter.do("sign", letter.at("head"))
    said = words(desk(name_of(letter.row.owner)).open(letter.url))
    assert "意见已签发，等送达" in said and "现在没有在走的时限" not in said


def test_waiting_without_a_period_is_not_called_late(desk: Callable[..., Desk]) -> None:
    letter = begin(ago(days=3)).proposed()
    letter.do("sign", letter.at("head"))
    assert "已经超期" not in words(desk(name_of(letter.row.owner)).open("/desk/organ"))


def name_of(person: int) -> str:
    from huiyin.people.models import Person

    return str(Person.objects.get(id=person).username)


def _discipline() -> int:
    from tests.city import organ

    return organ("qc-jw")
