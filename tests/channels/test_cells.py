"""Cells as people and programs leave them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from huiyin.channels.sheets.cells import stand_in_number, text_of, time_of

NINE = "2019-04-25T09:32:09+08:00"


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2019/4/25 9:32:09", NINE),
        (" 2019-04-25 09:32:09 ", NINE),
        ("２０１９/４/２５ ９：３２：０９", NINE),
        ("2019年4月25日9时32分09秒", NINE),
        ("2019-04-25T01:32:09Z", NINE),
        (datetime(2019, 4, 25, 9, 32, 9), NINE),
        (43580.397326388889, NINE),
        ("2019.4.25", "2019-04-25T00:00:00+08:00"),
        (date(2019, 4, 25), "2019-04-25T00:00:00+08:00"),
    ],
)
def test_a_time_is_read_however_it_is_written(cell: object, moment: str) -> None:
    assert time_of(cell) == datetime.fromisoformat(moment)


@pytest.mark.parametrize("cell", ["", None, "昨天", "2019/13/1", "2019/2/30 9:00", 7.0, "9:32"])
def test_what_is_no_time_is_not_guessed(cell: object) -> None:
    assert time_of(cell) is None


def test_blank_lines_tabs_and_wide_spaces_around_a_text_are_left_out() -> None:
    assert text_of("\n\n\t\u3000\u3000路灯坏了。\r\n请修。\u3000\n") == "路灯坏了。\n请修。"


def test_a_whole_number_loses_its_point() -> None:
    assert text_of(1001.0) == "1001"


def test_a_row_without_a_number_gets_the_same_one_every_time() -> None:
    assert stand_in_number("甲", "乙") == stand_in_number("甲", "乙") != stand_in_number("甲乙", "")
