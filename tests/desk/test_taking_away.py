"""What leaves the desk: sheets without identities, each noted; a calendar that tells no matter's words."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import time, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from huiyin.desk.lists import exports
from huiyin.desk.models import Export
from huiyin.reception.models import ReceptionDay
from huiyin.record.models import Reading
from huiyin.typed.leaves import as_csv, as_xlsx
from tests.city import organ, person
from tests.desk.life import Life, ago, begin, report_on
from tests.desk.staff import Answer, Desk

Open = Callable[..., Desk]


def cells(answer: Answer) -> list[tuple[object, ...]]:
    return list(load_workbook(BytesIO(answer.getvalue())).active.values)


def address(desk: Desk) -> str:
    page = desk.browser.post("/desk/calendar", {"make": "1"}).content.decode()
    return page[page.index("/desk/calendar/") : page.index(".ics") + 4]


def test_a_queue_leaves_as_a_sheet_with_one_line_for_each_matter(desk: Open, letter: Life) -> None:
    rows = cells(desk("chenhao").open("/desk/export/mine.xlsx"))
    assert rows[0][:2] == ("编号", "事项") and rows[1][1] == "恢复灌溉渠四十二米" and len(rows) == 2


def test_a_sheet_tells_nobodys_name(desk: Open, letter: Life) -> None:
    assert "陈大山" not in str(cells(desk("chenhao").open("/desk/export/organ.xlsx")))


def test_a_title_that_looks_like_a_formula_stays_a_title(desk: Open) -> None:
    begin(title="=1+1")
    answer = desk("chenhao").open("/desk/export/mine.xlsx")
    assert load_workbook(BytesIO(answer.getvalue())).active["B2"].data_type == "s"


def test_who_took_a_sheet_away_is_noted(desk: Open, letter: Life) -> None:
    answer = desk("chenhao").open("/desk/export/organ.xlsx?shelf=sort")
    assert Export.objects.get().rows == 0, "noted before the first byte"
    assert answer.getvalue()
    noted = Export.objects.get()
    assert (noted.person, noted.what, noted.rows) == (person("chenhao"), "organ?shelf=sort", 1)


def test_a_report_that_is_taken_away_counts_as_opened_and_not_as_a_line(desk: Open, letter: Life) -> None:
    report = report_on("lx-slj")
    assert desk("chenhao").open("/desk/export/organ.xlsx").getvalue()
    assert Export.objects.get().rows == 1 and Reading.objects.filter(record=report.id).exists()


def test_a_list_leaves_as_csv_in_which_nothing_runs(desk: Open, letter: Life) -> None:
    begin(title="=1+1")
    rows = list(csv.reader(desk("chenhao").open("/desk/export/organ.csv").getvalue().decode("utf-8-sig").splitlines()))
    assert rows[0][:2] == ["编号", "事项"] and sorted(row[1] for row in rows[1:]) == ["'=1+1", "恢复灌溉渠四十二米"]


def test_the_rows_of_a_long_list_are_read_while_they_go_out() -> None:
    read = list[int]()

    def rows() -> Iterator[tuple[str, int]]:
        for number in range(3000):
            read.append(number)
            yield f"第{number}件\x00<&", number

    for form in (as_xlsx("办件", ("编号", "数"), rows(), most=1001), as_csv(("编号", "数"), rows())):
        read.clear()
        assert next(form) and len(read) <= 500
        assert sum(map(len, form)) and len(read) == 3000
    book = load_workbook(BytesIO(b"".join(as_xlsx("办件", ("编号", "数"), rows(), most=1001))))
    assert book.sheetnames == ["办件", "办件 2", "办件 3"]
    assert list(book["办件 3"].values)[-1] == ("第2999件\ufffd<&", 2999)


def test_a_queue_is_read_portion_by_portion_and_each_row_once(desk: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "AT_ONCE", 2)
    for number in range(5):
        begin(title=f"第{number}件")
    rows = cells(desk("chenhao").open("/desk/export/organ.xlsx"))
    assert len(rows) == 6 and len({row[0] for row in rows}) == 6


def test_a_result_of_a_search_leaves_as_a_sheet(desk: Open, letter: Life) -> None:
    assert len(cells(desk("chenhao").open(f"/desk/export/search.xlsx?q={letter.number}"))) == 2


def test_an_unknown_list_is_not_found(desk: Open) -> None:
    assert desk("chenhao").open("/desk/export/everything.xlsx").status_code == 404


def test_the_feed_tells_days_and_numbers_and_no_words(desk: Open, letter: Life) -> None:
    text = Client().get(address(desk("chenhao"))).content.decode()
    assert "BEGIN:VEVENT" in text and letter.number[-5:] in text and "灌溉渠" not in text


def test_no_line_of_the_feed_is_longer_than_75_octets(desk: Open, letter: Life) -> None:
    text = Client().get(address(desk("chenhao"))).content
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))


def test_a_new_address_ends_the_old_one(desk: Open) -> None:
    chen = desk("chenhao")
    old = address(chen)
    address(chen)
    assert Client().get(old).status_code == 404


def test_a_feed_that_was_stopped_is_not_found(desk: Open) -> None:
    chen = desk("chenhao")
    old = address(chen)
    chen.browser.post("/desk/calendar", {"stop": "1"})
    assert Client().get(old).status_code == 404


def test_a_colleagues_matter_is_in_no_feed_of_mine(desk: Open) -> None:
    begin(ago(hours=2))
    assert "VEVENT" not in Client().get(address(desk("zhaoning"))).content.decode()


# The leader's calendar ---------------------------------------------------------------------------------------------


def feed(desk: Desk) -> str:
    """The lines of a feed, put together again."""
    return Client().get(address(desk)).content.decode().replace("\r\n ", "")


def receives(**said: object) -> ReceptionDay:
    """周平 receives the day after tomorrow."""
    usual = {
        "organ": organ("qc-xfj"), "leader": person("zhouping"), "leader_name": "周平", "post": "局长",
        "on": timezone.localdate() + timedelta(days=2), "begins": time(9), "ends": time(11, 30),
        "place": "一楼，接待厅", "topic": "拖欠工资", "published_at": timezone.now(),
    }  # fmt: skip
    return ReceptionDay.objects.create(**{**usual, **said})


def takes_on(matter: Life, **said: str) -> Any:
    from tests.reception.test_charges import take_on

    return take_on(matter, timezone.now() - timedelta(hours=1), by="wanglan", leader="周平", post="局长", **said)


def test_a_leaders_reception_day_stands_in_the_calendar_with_its_hours(desk: Open) -> None:
    on = receives().on
    text = feed(desk("zhouping"))
    assert f"DTSTART:{on:%Y%m%d}T010000Z" in text and f"DTEND:{on:%Y%m%d}T033000Z" in text  # Beijing is 8 h ahead
    assert "接访 · 拖欠工资" in text and "LOCATION:一楼，接待厅" in text


def test_a_cancelled_day_is_cancelled_in_the_calendar(desk: Open) -> None:
    receives(cancelled="出差")
    assert "STATUS:CANCELLED" in feed(desk("zhouping"))


def test_what_was_typed_cannot_add_an_entry(desk: Open) -> None:
    receives(topic="工资\r\nEND:VEVENT\r\nBEGIN:VEVENT; x")
    assert feed(desk("zhouping")).count("\r\nBEGIN:VEVENT") == 1


def test_a_matter_taken_on_stands_with_its_last_day_and_no_words(desk: Open, letter: Life) -> None:
    until = takes_on(letter).until
    text = feed(desk("zhouping"))
    assert f"DTSTART;VALUE=DATE:{until:%Y%m%d}" in text and "包案" in text and "灌溉渠" not in text


def test_nobody_else_has_the_leaders_days(desk: Open, letter: Life) -> None:
    receives()
    takes_on(letter)
    text = feed(desk("wanglan"))
    assert "接访" not in text and "包案" not in text
