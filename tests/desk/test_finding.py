"""Finding matters by number, words and person; and the figures."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from huiyin.insights.indexing import refresh
from tests.desk.life import Life, report_on
from tests.desk.staff import Desk, words

Open = Callable[..., Desk]
TITLE = "恢复灌溉渠四十二米"


def test_a_full_number_finds_its_matter(desk: Open, letter: Life) -> None:
    assert TITLE in words(desk("chenhao").open(f"/desk/search?q={letter.number}"))


def test_the_beginning_of_a_number_typed_with_blanks_is_enough(desk: Open, letter: Life) -> None:
    number = letter.number
    assert TITLE in words(desk("chenhao").open(f"/desk/search?q={number[:6]} {number[6:14]}"))


def test_a_number_somebody_may_not_read_is_not_found(desk: Open, letter: Life) -> None:
    assert "没有找到" in words(desk("qianwei").open(f"/desk/search?q={letter.number}"))


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


def test_figures_may_be_of_some_days(desk: Open) -> None:
    assert desk("chenhao").open("/desk/figures?since=2026-01-01&until=nonsense").status_code == 200
