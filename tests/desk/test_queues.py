"""My queue and my organ's: what falls due first, late on top, no counting of big tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.desk.lists import queues
from huiyin.law.terms import Stage
from huiyin.people import stamps
from tests.city import at_organ, organ
from tests.desk.life import Life, ago, begin, report_on
from tests.desk.staff import Desk, words

if TYPE_CHECKING:
    from huiyin.desk.lists.calendar_entries import Entry
    from huiyin.law.frame.facts import Actor

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


# How somebody looks at a list ---------------------------------------------------------------------------------------


def _titles(answer: Any) -> list[str]:
    return [line.case.title for _, lines in answer.context["bands"] for line in lines]


@pytest.mark.parametrize("way", ["due", "-due", "came", "-came", "moved", "-moved"])
def test_every_order_goes_through_all_pages_once_and_in_order(
    desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(queues, "PAGE", 2)
    for days in (3, 9, 1, 5, 9):
        begin(ago(days=days))
    chen, url, seen = desk("chenhao"), f"/desk/organ?sort={way}", []
    while url:
        answer = chen.open(url)
        seen += [line.case for _, lines in answer.context["bands"] for line in lines]
        url = f"/desk/organ{answer.context['older']}" if answer.context["older"] else ""
    column = {"due": "queue_on", "came": "id", "moved": "last_on"}[way.removeprefix("-")]
    values = [getattr(case, column) for case in seen]
    assert len({case.id for case in seen}) == len(seen) == Case.objects.filter(holder=seen[0].holder).count()
    assert values == sorted(values, reverse=way.startswith("-"))


@pytest.mark.parametrize(("asked", "shown"), [
    ("stage=registered", True), ("stage=handling", False), ("channel=letter", True), ("channel=visit", False),
    ("mark=late", False), ("mark=urgent", False), ("mark=no' such", True), ("owner=1", False), ("owner=x", True),
])  # fmt: skip
def test_a_list_is_narrowed_in_the_list_itself(
    desk: Callable[..., Desk], letter: Life, asked: str, shown: bool
) -> None:
    assert (letter.row.title in _titles(desk("chenhao").open(f"/desk/organ?{asked}"))) is shown


def test_a_list_shows_the_columns_that_were_chosen_and_no_others(desk: Callable[..., Desk], letter: Life) -> None:
    shown = desk("chenhao").open("/desk/?col=came&col=stage").content.decode()
    assert 'data-label="登记"' in shown and 'data-label="阶段"' in shown and 'data-label="时限"' not in shown


def test_a_view_is_kept_for_its_person_and_given_back_as_an_address(desk: Callable[..., Desk], letter: Life) -> None:
    chen = desk("chenhao").browser
    chen.post("/desk/lists/mine/keep", {"view": "sort=-came&col=number&col=came&evil=1"})
    there = chen.get("/desk/")
    assert (there.status_code, there.headers["Location"]) == (302, "/desk/?sort=-came&col=number&col=came")
    assert "您记住的样子" in words(chen.get(there.headers["Location"]))
    assert desk("zhaoning").browser.get("/desk/").status_code == 200
    assert chen.get("/desk/?view=plain").status_code == 200


def test_a_kept_view_is_let_go_of(desk: Callable[..., Desk]) -> None:
    chen = desk("chenhao").browser
    chen.post("/desk/lists/organ/keep", {"view": "mark=late"})
    chen.post("/desk/lists/organ/keep", {"view": ""})
    assert chen.get("/desk/organ").status_code == 200
    assert chen.post("/desk/lists/nothing/keep", {"view": "mark=late"}).status_code == 404


def test_a_view_shared_with_a_colleague_shows_what_the_colleague_may_read(desk: Callable[..., Desk]) -> None:
    report_on("lx-zf").do("transfer", "chenhao", to_organ=_discipline(), reason="按干部管理权限")
    assert "查处套取补贴" not in words(desk("qianwei").open("/desk/organ?mark=report&sort=-came"))


def test_the_list_of_a_kind_is_turned_given_columns_and_kept(desk: Callable[..., Desk]) -> None:
    from tests.desk.test_inserting import approve, write

    first, last = approve(write(title="先写的")), write(title="后写的")
    qian = desk("qianwei")
    for sort, order in (("", [last, first]), ("&sort=turned", [first, last])):
        page = qian.open(f"/desk/records/module?shelf=all{sort}")
        assert [line["row"].id for line in page.context["lines"]] == [row.id for row in order]
    shown = qian.open("/desk/records/module?shelf=all&col=came").content.decode()
    assert 'data-label="登记"' in shown and 'data-label="阶段"' not in shown
    qian.browser.post("/desk/lists/records-module/keep", {"view": "shelf=all&sort=turned&evil=1"})
    assert qian.browser.get("/desk/records/module").headers["Location"] == "/desk/records/module?shelf=all&sort=turned"


def test_the_lane_of_first_time_matters_goes_by_its_own_measure(desk: Callable[..., Desk]) -> None:
    early = begin(ago(days=4)).transferred_at(ago(hours=1))
    late = begin(ago(days=1))
    grounds = {
        "reason": "这段渠占的是建设用地，规划和用地由自然资源局批，不归水利局管",
        "basis": "县自然资源局三定方案第三条",
    }
    early.do("object", early.at("dispatcher"), **grounds)
    page = desk("chenhao").open("/desk/organ?shelf=first").content.decode()
    assert page.index(early.number) < page.index(late.number) and 'scope="rowgroup"' not in page
    due = desk("chenhao").open("/desk/organ?shelf=first&sort=due").content.decode()
    assert 'scope="rowgroup"' in due


def test_who_is_asked_to_help_has_it_on_their_first_page_until_they_report(desk: Callable[..., Desk]) -> None:
    letter = begin()
    letter.handled()
    until = timezone.localdate() + timedelta(days=9)
    asked = {"to_organ": organ("lx-zrzy"), "part": "核对渠道用地的红线图", "until": until.isoformat()}
    letter.do("invite", letter.at("handler"), **asked)
    helper, leads = desk("gaolei"), desk("chenhao")
    by = at_organ(organ("lx-zrzy"), "handler", timezone.now())
    assert [(each.begins, each.path) for each in helped(by)] == [(until, f"/desk/cases/{letter.number}")]
    assert (
        "核对渠道用地的红线图" in words(helper.open("/desk/"))
        and letter.number in helper.open("/desk/").content.decode()
    )
    assert "核对渠道用地的红线图" not in words(leads.open("/desk/"))
    item = '?view=plain#helping"'
    for page in ("/desk/organ", "/desk/notifications"):
        shown = helper.open(page).content.decode()
        assert item in shown and re.search(r'#helping"[^>]*>.*?<span class="num">1</span>', shown, re.DOTALL)
        assert item not in leads.open(page).content.decode()
    letter.do("co_report", by, account="红线图已经核对，渠不在红线里")
    assert "核对渠道用地的红线图" not in words(helper.open("/desk/")) and helped(by) == []
    assert item not in helper.open("/desk/notifications").content.decode()


def helped(by: Actor) -> list[Entry]:
    """What the calendar of whoever helps says of it."""
    from huiyin.desk.lists.calendar_entries import entries

    return [each for each in entries(by.person, [by], timezone.localdate()) if each.key.endswith("-help")]
