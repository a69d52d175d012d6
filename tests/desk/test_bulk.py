"""One act on many: looked over first, done one by one, and what is refused says by which article."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from huiyin.law.matter.procedure import MATTER
from huiyin.record.models import Event
from tests.desk.life import Life, ago, begin, report_on
from tests.desk.staff import Desk, asked, form_on, words

pytestmark = pytest.mark.django_db
Open = Callable[..., Desk]


def sheet(desk: Desk, act: str, *matters: Life) -> dict[str, list[str]]:
    chosen = "&".join(f"case={each.number}" for each in matters)
    return form_on(desk.open(f"/desk/bulk?act={act}&{chosen}"))


def of(matter: Life, act: str) -> int:
    return Event.objects.filter(record=matter.id, act=act).count()


def test_many_get_a_colleague_each_with_its_own_entry(desk: Open) -> None:
    some, head = [begin(ago(days=day)) for day in (1, 2)], desk("zhouping")
    typed = sheet(head, "name_handler", *some) | {"to_person": str(some[0].at("dispatcher").person)}
    said = words(head.browser.post("/desk/bulk", typed))
    assert "办好了 2 件" in said and [of(each, "name_handler") for each in some] == [1, 1]


def test_the_same_sheet_sent_again_counts_once_and_goes_on_with_the_rest(desk: Open) -> None:
    some, head = [begin(ago(days=day)) for day in (1, 2)], desk("zhouping")
    typed = sheet(head, "name_handler", *some) | {"to_person": str(some[0].at("dispatcher").person)}
    head.browser.post("/desk/bulk", {**typed, "case": [some[0].number]})
    head.browser.post("/desk/bulk", typed)
    assert [of(each, "name_handler") for each in some] == [1, 1]


def test_what_the_law_does_not_let_is_said_before_anything_is_done(desk: Open, letter: Life) -> None:
    page = desk("zhouping").open(f"/desk/bulk?act=archive&case={letter.number}")
    assert "现在不能办的" in words(page) and 'class="law' in page.content.decode() and of(letter, "archive") == 0


def test_what_is_refused_meanwhile_keeps_nothing_else_back(desk: Open) -> None:
    some, head = [begin(ago(days=day)) for day in (1, 2)], desk("zhouping")
    typed = sheet(head, "name_handler", *some) | {"to_person": str(some[0].at("dispatcher").person)}
    some[1].transferred()
    said = words(head.browser.post("/desk/bulk", typed))
    assert "办好了 1 件" in said and "没有办成 1 件" in said


def test_what_somebody_may_not_read_is_on_no_sheet(desk: Open) -> None:
    report = report_on("lx-slj")
    assert "一件都没有选中" in words(desk("qianwei").open(f"/desk/bulk?case={report.number}"))


def test_what_was_found_can_be_ticked_and_done_together(desk: Open, letter: Life) -> None:
    page = desk("zhouping").open(f"/desk/search?q={letter.number}").content.decode()
    assert f'name="case" value="{letter.number}"' in page and 'action="/desk/bulk"' in page


def test_nothing_ticked_does_nothing(desk: Open) -> None:
    assert "什么都没有做" in words(desk("zhouping").browser.post("/desk/bulk", {"act": "close"}))
    assert desk("zhouping").open("/desk/bulk?act=serve").status_code == 404
    assert "一件都没有选中" in words(desk("zhouping").open("/desk/bulk"))


def test_nothing_that_must_be_said_of_one_alone_or_signed_is_done_to_many() -> None:
    acts = [act.value for act in MATTER.of_many]
    assert acts == ["name_handler", "admit_review", "close", "archive"]


def test_more_than_a_sheet_takes_is_said(desk: Open, letter: Life) -> None:
    many = "&".join(f"case={number}" for number in [letter.number, *range(60)])
    assert "一次最多办 50 件" in words(desk("zhouping").open(f"/desk/bulk?{many}"))


def test_a_long_sheet_asks_no_more_than_a_few_questions(desk: Open) -> None:
    numbers = "&".join(f"case={begin().number}" for _ in range(9))
    assert asked(desk("zhouping"), f"/desk/bulk?act=name_handler&{numbers}") <= 9 + 12
