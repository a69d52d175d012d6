"""Finding matters by number, words and person; and the figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import urlencode

from huiyin.cases.models import Case, ExternalNumber, Submission
from huiyin.desk.models import Export, SavedSearch
from huiyin.insights import storage
from huiyin.insights.facets import Facets
from huiyin.insights.finding import find_matters
from huiyin.insights.indexing import refresh
from huiyin.people.models import Person
from tests.city import PETITION_CLASS, at_organ, organ
from tests.desk.life import Life, ago, begin, report_on
from tests.desk.staff import Desk, words

Open = Callable[..., Desk]
TITLE = "恢复灌溉渠四十二米"


def people_at(key: str) -> str:
    """The name under which the dispatcher of an organ signs in."""
    return Person.objects.get(id=at_organ(organ(key), "dispatcher", timezone.now()).person).username


def test_a_full_number_finds_its_matter(desk: Open, letter: Life) -> None:
    assert TITLE in words(desk("chenhao").open(f"/desk/search?q={letter.number}"))


def test_the_beginning_of_a_number_typed_with_blanks_is_enough(desk: Open, letter: Life) -> None:
    number = letter.number
    assert TITLE in words(desk("chenhao").open(f"/desk/search?q={number[:6]} {number[6:14]}"))


def test_a_number_somebody_may_not_read_is_not_found(desk: Open, letter: Life) -> None:
    assert "没有找到" in words(desk("qianwei").open(f"/desk/search?q={letter.number}"))


@pytest.fixture
def known_elsewhere(letter: Life) -> Life:
    ExternalNumber.objects.create(case=Case.objects.get(number=letter.number), system="领导留言板", number="LY-2019-7")
    Submission.objects.filter(case__number=letter.number).update(sub_channel="领导留言板")
    return letter


@pytest.mark.parametrize("typed", ["LY-2019-7", "ly-2019-7", "ＬＹ－２０１９－７", " LY-2019-7 "])
def test_the_number_another_system_gave_finds_its_matter(desk: Open, known_elsewhere: Life, typed: str) -> None:
    assert TITLE in words(desk("chenhao").open(f"/desk/search?{urlencode({'q': typed})}"))


def test_the_number_another_system_gave_finds_nothing_for_who_may_not_read_it(
    desk: Open, known_elsewhere: Life
) -> None:
    assert "没有找到" in words(desk("qianwei").open("/desk/search?q=LY-2019-7"))


def test_the_number_another_system_gave_stands_on_the_page_of_the_matter(desk: Open, known_elsewhere: Life) -> None:
    assert "领导留言板 · 编号 LY-2019-7" in words(desk("chenhao").open(f"/desk/cases/{known_elsewhere.number}"))


@pytest.mark.parametrize("typed", [{"name": "陈大山"}, {"phone": "199-0000-7710"}, {"id_number": "990121195001010011"}])
def test_a_person_is_found_by_exact_value(desk: Open, letter: Life, typed: dict[str, str]) -> None:
    answer = desk("chenhao").browser.post("/desk/search", typed)
    assert TITLE in words(answer)


def test_a_part_of_a_name_finds_nobody(desk: Open, letter: Life) -> None:
    assert "没有找到" in words(desk("chenhao").browser.post("/desk/search", {"name": "陈"}))


def test_a_persons_data_stand_in_no_address(desk: Open, letter: Life) -> None:
    assert TITLE not in words(desk("chenhao").open("/desk/search?name=陈大山"))


def test_looking_up_the_accused_does_not_tell_of_the_report(desk: Open) -> None:
    report_on("lx-slj")
    assert "没有找到" in words(desk("chenhao").browser.post("/desk/search", {"name": "被反映的单位"}))


def test_words_find_what_the_index_holds(desk: Open, letter: Life) -> None:
    refresh([letter.id])
    assert TITLE in words(desk("chenhao").open("/desk/search?q=灌溉"))


def test_an_empty_page_asks_for_nothing(desk: Open) -> None:
    assert "没有找到" not in words(desk("chenhao").open("/desk/search"))


def test_figures_show_the_part_and_the_whole(desk: Open) -> None:
    said = words(desk("chenhao").open("/desk/figures"))
    assert "还没有答复 0 0 —" in said and "没有评价就是没有评价，不算满意" in said
    assert "及时受理率" in said and "人次" in said


def test_figures_show_result_and_service_of_both_sides_apart(desk: Open) -> None:
    said = words(desk("chenhao").open("/desk/figures"))
    sides = [f"对{side}：{what}" for side in ("信访部门", "责任单位") for what in ("结果", "服务")]
    places = [said.index(each) for each in sides]
    assert places == sorted(places)


def test_figures_may_be_of_some_days(desk: Open) -> None:
    assert desk("chenhao").open("/desk/figures?since=2026-01-01&until=nonsense").status_code == 200
    assert desk("chenhao").open("/desk/figures?organ=1").status_code == 404


def test_pictures_and_figures_can_be_taken_away_as_a_sheet(desk: Open, letter: Life) -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    refresh([letter.id])
    for page in ("figures", "pictures", "figures/organ"):
        answer = desk("chenhao").open(f"/desk/{page}?xlsx=1")
        book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
        assert any(leaf.max_row > 1 for leaf in book), page


# Narrowing ----------------------------------------------------------------------------------------------------------

NARROWED = {
    "organ": "青川市信访局", "stage": "registered", "channel": "letter", "place": "柳溪县",
    "since": "2020-01-01", "until": "2099-12-31", "due_since": "2020-01-01", "due_until": "2099-12-31",
}  # fmt: skip
ELSEWHERE = {
    "organ": "柳溪县水利局", "stage": "closed", "channel": "visit", "place": "云河区",
    "since": "2099-01-01", "until": "2000-12-31", "due_since": "2098-01-01", "due_until": "2000-12-31",
}  # fmt: skip


@pytest.fixture
def indexed(letter: Life) -> Life:
    refresh([letter.id])
    return letter


@pytest.mark.parametrize("name", NARROWED)
def test_a_matter_that_fits_is_found_by_each_filter_alone(desk: Open, indexed: Life, name: str) -> None:
    said = words(desk("chenhao").open(f"/desk/search?{urlencode({name: NARROWED[name]})}"))
    assert TITLE in said, said


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_matter_that_does_not_fit_is_not_found_even_with_its_words(desk: Open, indexed: Life, name: str) -> None:
    said = words(desk("chenhao").open(f"/desk/search?{urlencode({'q': '灌溉', name: ELSEWHERE[name]})}"))
    assert TITLE not in said


@pytest.mark.parametrize(("kind", "there"), [("grievance", True), ("grievance.6", True), ("grievance.2", False)])
def test_a_class_finds_its_matters(desk: Open, letter: Life, kind: str, there: bool) -> None:
    letter.do("classify", "chenhao", classes=PETITION_CLASS)
    refresh([letter.id])
    assert (TITLE in words(desk("chenhao").open(f"/desk/search?class={kind}"))) is there


def test_filters_hold_for_a_number_and_a_person_too(desk: Open, indexed: Life) -> None:
    clerk = desk("chenhao")
    by_number = words(clerk.open(f"/desk/search?q={indexed.number}&channel=visit"))
    by_person = words(clerk.browser.post("/desk/search?channel=visit", {"name": "陈大山"}))
    assert TITLE not in by_number and TITLE not in by_person


def test_a_stage_that_the_index_has_not_heard_of_yet_is_not_shown_wrongly(desk: Open, indexed: Life) -> None:
    indexed.transferred_at(indexed.row.lodged_at)
    assert TITLE not in words(desk("chenhao").open("/desk/search?stage=registered"))


def test_a_report_is_not_found_by_filters_by_the_accused(desk: Open) -> None:
    report = report_on("lx-slj")
    refresh([report.id])
    clerk = Desk(people_at("lx-slj"))
    assert report.row.title not in words(clerk.open("/desk/search?class=accusation"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("organ=没有这个局", "没有找到叫“没有这个局”的机关"),
        ("place=没有这里", "没有找到叫“没有这里”的地方"),
        ("since=昨天", "日期要写成"),
        ("since=2026-05-01&until=2026-04-01", "请对调"),
    ],
)
def test_what_cannot_be_understood_is_said_beside_its_field(desk: Open, typed: str, said: str) -> None:
    assert said in words(desk("chenhao").open(f"/desk/search?{typed}"))


@pytest.mark.parametrize(("what", "typed", "name"), [("organ", "水利", "柳溪县水利局"), ("place", "柳溪", "柳溪县")])
def test_names_are_offered_while_somebody_types(desk: Open, what: str, typed: str, name: str) -> None:
    assert name in desk("chenhao").open(f"/desk/search/names/{what}?{what}={typed}").content.decode()


def test_a_search_is_kept_under_a_name_for_its_owner_only(desk: Open, indexed: Life) -> None:
    desk("chenhao").browser.post("/desk/search/saved", {"name": "来信的", "channel": "letter"})
    assert "来信的" in words(desk("chenhao").open("/desk/search"))
    assert "来信的" not in words(desk("zhaoning").open("/desk/search"))


def test_a_saved_search_finds_again(desk: Open, indexed: Life) -> None:
    desk("chenhao").browser.post("/desk/search/saved", {"name": "来信的", "channel": "letter", "q": "灌溉"})
    assert TITLE in words(desk("chenhao").open(f"/desk/search?{SavedSearch.objects.get().query}"))


def test_a_persons_data_are_not_kept_with_a_search(desk: Open, indexed: Life) -> None:
    desk("chenhao").browser.post("/desk/search/saved", {"name": "x", "q": "灌溉", "phone": "19900007710"})
    assert "7710" not in SavedSearch.objects.get().query


def test_somebody_elses_saved_search_is_not_deleted(desk: Open, indexed: Life) -> None:
    desk("chenhao").browser.post("/desk/search/saved", {"name": "来信的", "channel": "letter"})
    desk("zhaoning").browser.post(f"/desk/search/saved/{SavedSearch.objects.get().id}/forget")
    assert SavedSearch.objects.exists()


def test_what_is_exported_is_what_was_found_and_is_noted(desk: Open, indexed: Life) -> None:
    assert desk("chenhao").open("/desk/export/search.xlsx?channel=letter&q=灌溉").getvalue()
    assert Export.objects.get().rows == 1


def test_a_search_with_every_filter_stays_within_its_questions(desk: Open, indexed: Life) -> None:
    clerk, url = desk("chenhao"), f"/desk/search?{urlencode({'q': '灌溉', **NARROWED, 'class': 'grievance'})}"
    clerk.open(url)
    with CaptureQueriesContext(connection) as queries:
        clerk.open(url)
    assert sum("referencestamp" not in each["sql"] for each in queries.captured_queries) <= 12


def test_filters_are_walked_by_the_search_index(desk: Open, indexed: Life) -> None:
    facets = Facets(stage="registered", channel="letter", since=date(2026, 1, 1), due_until=date(2099, 1, 1))
    groups = facets.marks(date(2026, 11, 23))
    proposes, plan = _plan(["_o1"], groups)
    with connection.cursor() as cursor:
        cursor.execute(f"{plan}{storage._FIND[connection.vendor]}", [proposes, 2**62, 20])
        said = " ".join(str(row) for row in cursor.fetchall())
    assert "VIRTUAL TABLE INDEX" in said or "Index" in said, said


def _plan(marks: list[str], groups: list[tuple[str, ...]]) -> tuple[str, str]:
    """The query as the index of this database reads it, and how to ask for its plan."""
    if connection.vendor == "sqlite":
        return storage._match([], [marks, *groups]), "EXPLAIN QUERY PLAN "
    with connection.cursor() as cursor:
        # So few rows would be read from end to end; the question is whether an index can serve at all.
        cursor.execute("SET LOCAL enable_seqscan = off")
    return storage._tsquery([], [marks, *groups]), "EXPLAIN "


def test_past_days_find_what_was_entered_then_and_what_was_entered_later(desk: Open) -> None:
    then, later = begin(ago(days=60)), begin(ago(days=60))
    # As if the first had been entered on the day it came: its id tells the time of its making.
    Case.objects.filter(id=then.id).update(lodged_at=timezone.now() - timedelta(days=2))
    refresh([then.id, later.id])
    today = timezone.localdate()
    near = Facets(since=today - timedelta(days=5), until=today - timedelta(days=1))
    far = Facets(since=today - timedelta(days=70), until=today - timedelta(days=50))
    actor = at_organ(organ("qc-xfj"), "dispatcher", timezone.now())
    found = [[case.id for case in find_matters(actor, today, "", facets).cases] for facets in (near, far)]
    assert found == [[then.id], [later.id]]


def test_what_is_found_has_the_columns_somebody_keeps(desk: Open, letter: Life) -> None:
    chen = desk("chenhao")
    chen.browser.post("/desk/lists/search/keep", {"view": "col=moved&q=evil"})
    shown = chen.open(f"/desk/search?q={letter.number}").content.decode()
    assert 'data-label="最近动静"' in shown and 'data-label="阶段"' not in shown
    assert 'data-label="阶段"' in chen.open(f"/desk/search?q={letter.number}&col=stage").content.decode()


def test_the_columns_of_matters_are_not_those_of_other_records(desk: Open) -> None:
    from huiyin.insights.indexing import refresh_others
    from huiyin.oversight.modules import MODULES
    from tests.desk.test_inserting import write

    row = write()
    refresh_others(MODULES, [row.id])
    shown = desk("qianwei").open(f"/desk/search?q={row.number}&col=moved").content.decode()
    assert row.title in shown and 'data-label="时限"' in shown
