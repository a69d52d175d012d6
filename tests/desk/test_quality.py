"""The pages of quality: every figure as its matters counted one by one; small counts; nobody's area but one's own."""

from __future__ import annotations

import html
import re
from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.insights.indexing import refresh
from huiyin.insights.models import HandlingMark
from huiyin.insights.quality import Months, behind, last_year, marked
from huiyin.law.matter.shown import Shown
from huiyin.law.terms import Channel
from tests.city import IDEA_CLASS, Matter, actor, at_organ, days, lodge, organ
from tests.desk.staff import Desk, words

pytestmark = pytest.mark.django_db
NOVEMBER = Months(date(2026, 11, 1), date(2026, 12, 1))


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: days(40))


def answered(at: int = 0, **changes: Any) -> Matter:
    """Answered by the county's water bureau."""
    matter = Matter(lodge(at=days(at), **changes))
    matter.do("classify", "chenhao", days(at), classes=IDEA_CLASS)
    matter.do("transfer", "chenhao", days(at), to_organ=organ("lx-slj"), reason="水渠归县水利局管")
    there = at_organ(organ("lx-slj"), "handler")
    matter.do("reply", there, days(at), answer="渠道本周恢复，您放心用水，水费也一并退还。", method="by_hand")
    return matter


def city() -> dict[str, Matter]:
    """An answer that held, one that did not, somebody who rated from an office device and came again, a group."""
    first, second = answered(), answered(1)
    second.do("rate", "petitioner", days(2), unit="satisfied", at_office=True)
    again = Matter(lodge(at=days(20), follows=second.id, channel=Channel.VISIT, petitioners=6))
    second.do("name_root", at_organ(organ("lx-slj"), "head"), days(3), root="procedure", rule="灌溉管理办法")
    refresh([first.id, second.id, again.id])
    refresh([second.id])
    return {"first": first, "second": second, "again": again}


def test_each_figure_is_its_matters_counted_one_by_one() -> None:
    city()
    rows = HandlingMark.objects.filter(organ=organ("lx-slj"))
    brute = Counter((row.name, row.value if row.name in ("again", "group", "root", "rule") else "") for row in rows)
    brute = Counter({key: many for key, many in brute.items() if key[0] != Shown.SAME_WORDS})
    assert marked([organ("lx-slj")], NOVEMBER)[organ("lx-slj")] == brute
    for (name, value), many in brute.items():
        found = behind(actor("wuxia"), days(40).date(), [organ("lx-slj")], Shown(name), value, NOVEMBER, 60)
        assert len(found) == many


def test_the_page_asks_an_organ_and_leads_to_the_matters_and_to_the_question() -> None:
    there = city()
    desk, slj = Desk("wuxia"), organ("lx-slj")
    assert "柳溪县水利局" in words(desk.open("/desk/quality"))
    said = words(desk.open(f"/desk/quality/organs/{slj}"))
    assert "在办公设备上评价" in said and "评了满意又来反映" in said and "答复一字不差" not in said
    assert there["second"].row.title in words(desk.open(f"/desk/quality/behind/content_back?organ={slj}"))
    form = words(desk.open(f"/desk/records/check/new?to_organ={slj}&about=content_back"))
    assert "开展抽查" in form
    visits = words(desk.open("/desk/quality/visits?kind=again"))
    assert "重复信访 1" in visits and "原来的办理看不出问题" in visits
    roots = desk.open("/desk/quality/roots?by=rule")
    assert "灌溉管理办法" in words(roots)
    assert "程序不到位 1" in words(desk.open("/desk/quality/roots?by=organ"))


def test_a_page_of_quality_asks_no_more_than_a_dozen_statements() -> None:
    city()
    desk = Desk("wuxia")
    for page in ("", "/visits", "/roots", f"/organs/{organ('lx-slj')}", "/behind/again", "/promises/due"):
        desk.open(f"/desk/quality{page}")
        with CaptureQueriesContext(connection) as context:
            desk.open(f"/desk/quality{page}")
        # With a clock that stands still the stamps of reference data are asked again and again.
        assert sum("people_referencestamp" not in each["sql"] for each in context.captured_queries) <= 12, page


def test_an_analyst_sees_no_small_count_and_no_matter() -> None:
    city()
    analyst, slj = Desk("zhengyu"), organ("lx-slj")
    said = analyst.open("/desk/quality/visits").content.decode()
    assert "少于" in said and ">1<" not in said
    assert "procedure" not in analyst.open("/desk/quality/roots").content.decode()
    assert "灌溉管理办法" not in analyst.open("/desk/quality/roots?by=rule").content.decode()
    assert "这里没有您能看的办件" in words(analyst.open(f"/desk/quality/behind/again?organ={slj}"))


def test_an_organ_sees_itself_and_nobody_elses_figures() -> None:
    city()
    head = Desk(_username("lx-slj", "head"))
    assert "柳溪县水利局" in words(head.open("/desk/quality"))
    assert head.open(f"/desk/quality/organs/{organ('lx-zrzy')}").status_code == 404
    assert head.open(f"/desk/quality/behind/again?organ={organ('lx-zrzy')}").status_code == 404
    assert Desk("wanglan").open("/desk/quality").status_code == 403


def test_the_months_of_a_year_and_those_that_are_over() -> None:
    year = last_year(date(2026, 11, 30))
    assert (year.first, year.last, len(year.each)) == (date(2025, 12, 1), date(2026, 11, 1), 12)
    over = year.over(90, date(2026, 11, 30))
    assert over is not None and over.last == date(2026, 8, 1)
    assert year.over(400, date(2026, 11, 30)) is None


@pytest.mark.parametrize(
    ("path", "title", "column"),
    [("/visits", "重复信访", "原来的办理看不出问题"), ("/roots", "按规定", "件数"), ("/roots", "按单位", "程序不到位")],
)
def test_every_page_of_quality_is_taken_away_as_a_sheet_with_its_numbers(path: str, title: str, column: str) -> None:
    city()
    head, row = _leaf(Desk("wuxia"), f"/desk/quality{path}?xlsx=1", title)[:2]
    assert row[head.index(column)] == 1
    few = _leaf(Desk("zhengyu"), f"/desk/quality{path}?xlsx=1", title)
    assert not [row for row in few[1:] if 1 in row], "an analyst is told no small count in a sheet, either"


def test_the_sheet_of_an_organ_holds_its_questions_and_its_months_as_the_page_draws_them() -> None:
    city()
    desk, page = Desk("wuxia"), f"/desk/quality/organs/{organ('lx-slj')}"
    questions, months = (_leaf(desk, f"{page}?xlsx=1", title) for title in ("要问的", "逐月"))
    assert {(row[0], row[1]) for row in questions[1:]} >= {("评了满意又来反映", 1), ("在办公设备上评价", 1)}
    drawn = desk.open(page).content.decode()
    assert 'data-chart="lines"' in drawn and f"/desk/quality/behind/again?organ={organ('lx-slj')}" in drawn
    assert sum(row[months[0].index("重复信访")] or 0 for row in months[1:]) == 1


LINKED = re.compile(r'<a class="behind"\s+href="([^"]+)">(\d+)</a>')


def linked(page: Any) -> list[tuple[str, int]]:
    """Each number of a page that leads somewhere, with its list."""
    return [(html.unescape(url), int(many)) for url, many in LINKED.findall(page.content.decode())]


def listed_at(desk: Desk, url: str) -> int:
    """How many a list holds; a line under a matter that names the other one is none."""
    page = desk.open(url).content.decode()
    return page.count("<tr") - page.count("连着的那一件") - 1


def test_behind_every_share_of_the_overview_stands_a_list_of_as_many() -> None:
    """The people's word and what came back; an organ's own page leads to the same ones."""
    from huiyin.house.demo.clock import clock_at

    city()
    with clock_at(days(150)):
        desk, months = Desk("wuxia"), "since=2026-11&until=2026-12"
        for page in (f"/desk/quality?{months}", f"/desk/quality/organs/{organ('lx-slj')}?{months}"):
            found = {url: many for url, many in linked(desk.open(page)) if "behind" in url}
            assert {url.split("?")[0] for url in found} >= {"/desk/quality/behind/answered", "/desk/figures/behind"}
            marked = {url: many for url, many in found.items() if "quality" in url}
            assert {url: listed_at(desk, url) for url in marked} == marked
            assert {desk.open(url).status_code for url in found} == {200}


def test_what_a_sample_found_leads_to_the_checks_the_reader_may_read(monkeypatch: pytest.MonkeyPatch) -> None:
    from huiyin.desk.quality import drawn

    monkeypatch.setattr(drawn, "_done", lambda told: iter(()))
    slj = organ("lx-slj")
    assert "这里没有您能看的办件" in words(Desk("wuxia").open(f"/desk/quality/checks?organ={slj}"))
    assert Desk("wuxia").open("/desk/quality/checks").status_code == 404
    assert Desk(_username("lx-slj", "head")).open(f"/desk/quality/checks?organ={organ('lx-zrzy')}").status_code == 404


@pytest.mark.parametrize("way", ["organ", "place", "month"])
def test_behind_every_root_stands_a_list_of_as_many_however_it_is_parted(way: str) -> None:
    city()
    desk = Desk("wuxia")
    page = desk.open(f"/desk/quality/roots?by={way}")
    found = re.findall(r'<a href="([^"]+behind/root[^"]+)">程序不到位 (\d+)</a>', page.content.decode())
    assert found and all(listed_at(desk, html.unescape(url)) == int(many) for url, many in found)
    assert "behind" not in Desk("zhengyu").open(f"/desk/quality/roots?by={way}").content.decode()


def _leaf(desk: Desk, page: str, title: str) -> list[tuple[Any, ...]]:
    from io import BytesIO

    from openpyxl import load_workbook

    answer: Any = desk.open(page)
    return list(load_workbook(BytesIO(answer.getvalue()))[title].iter_rows(values_only=True))


def _username(key: str, role: str) -> str:
    from huiyin.people.models import Person

    return Person.objects.get(id=at_organ(organ(key), role).person).username


def test_promises_are_counted_by_the_day_promised_first_and_silence_is_no_yes() -> None:
    """One confirmed in time, one denied, one that the organ says is done, one put off."""
    from huiyin.house.demo.clock import clock_at
    from tests.city import SITE, word
    from tests.oversight.test_undertakings import beside

    there = [Matter(lodge()).handled() for _ in range(4)]
    head = at_organ(organ("lx-slj"), "head")
    kept, denied, said, put_off = (beside(each, head, until="2026-11-20") for each in there)
    for row in (kept, denied, said):
        word(row, "report", head, days(3), **SITE)
    word(kept, "confirm", "petitioner", days(4))
    word(denied, "deny", "petitioner", days(4), reason="根本没有挖")
    word(put_off, "extend", head, days(3), until="2027-06-01", reason="下雨，挖不动")
    with clock_at(days(40)):
        page = words(Desk("wuxia").open("/desk/quality/promises?since=2026-11&until=2026-12"))
    assert "4 1／4 25.0% 1／4 25.0% 1／4 25.0% 1／4 25.0% 1／4 25.0%" in page
