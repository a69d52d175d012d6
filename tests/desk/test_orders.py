"""Sheets of work orders at the desk: shown row by row, columns pointed at, registered once; results go back."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huiyin.cases.models import Case, ExternalNumber
from huiyin.channels.arrivals.lists import on_shelf, seen_by_nobody
from huiyin.channels.arrivals.models import Arrival
from huiyin.channels.arrivals.taking import take_in
from huiyin.channels.arrivals.work import Readers, work_on_next
from huiyin.channels.notices import NotSent, tell
from huiyin.channels.orders.registering import register
from huiyin.channels.registry import connection
from huiyin.people.models import Person
from huiyin.record.models import Message
from tests.channels.mailroom import connect
from tests.channels.stands import workbook
from tests.city import IDEA_CLASS, Matter, actor, holder_as
from tests.desk.staff import Desk, words

pytestmark = pytest.mark.django_db
Open = Callable[..., Desk]
HEAD = ["工单编号", "来电时间", "诉求内容", "来电号码"]
ROWS = [
    ["G1", "2026-11-02 08:00", "路灯不亮", "13200007710"],
    ["G2", "后天", "井盖坏了", ""],
    ["G1", "2026-11-02 08:00", "再说一次", ""],
]


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    out = tmp_path / "out"
    out.mkdir()
    row = {"name": "hotline", "adapter": "orders", "organ": "qc-xfj", "mapping": "12345", "results": str(out)}
    connect(settings, tmp_path, row)
    return out


def put(desk: Desk, *rows: list[str], name: str = "工单.xlsx") -> Arrival:
    answer = desk.browser.post("/desk/sheets", {"file": SimpleUploadedFile(name, workbook(*rows))})
    assert answer.status_code in (302, 303), words(answer)
    readers = Readers()
    while work_on_next(readers):
        pass
    readers.close()
    return Arrival.objects.latest("id")


def take(desk: Desk, arrival: Arrival, query: str = "") -> Any:
    """Press the button, and let the worker do it."""
    answer = desk.browser.post(f"/desk/sheets/{arrival.id}{query}", {"take": "1"})
    register(Event(), once=True)
    arrival.refresh_from_db()
    return answer


def test_each_row_is_shown_with_what_would_become_of_it_and_nothing_is_written(desk: Open) -> None:
    client, before = desk("wanglan"), Case.objects.count()
    page = words(client.open(f"/desk/sheets/{put(client, HEAD, *ROWS).id}"))
    assert "新登记 1，没有收 2" in page and "看不懂" in page and "出现了两次" in page
    assert Case.objects.count() == before


def test_registered_as_shown_and_once(desk: Open) -> None:
    client = desk("wanglan")
    row = put(client, HEAD, *ROWS)
    for _ in range(2):
        take(client, row)
    assert ExternalNumber.objects.filter(system="12345热线", number="G1").count() == 1
    row.refresh_from_db()
    assert (row.settled_at, "没有收 2" in row.reason) == (None, True)  # what was refused waits for somebody to see it
    client.browser.post(f"/desk/sheets/{row.id}", {"aside": "1"})
    assert "没有等着看的表格" in words(client.open("/desk/sheets"))


def test_columns_nobody_knows_are_pointed_at(desk: Open) -> None:
    client = desk("wanglan")
    row = put(client, ["甲", "乙", "丙"], ["A1", "2026-11-02 08:00", "噪音"])
    assert "认不出这些列" in words(client.open(f"/desk/sheets/{row.id}"))
    query = "?system=街道台账&at-number=0&at-time=1&at-text=2"
    assert "新登记 1" in words(client.open(f"/desk/sheets/{row.id}{query}"))
    take(client, row, query)
    assert ExternalNumber.objects.get(system="街道台账").number == "A1"


def test_an_answer_in_the_sheet_is_no_answer_of_ours(desk: Open) -> None:
    client = desk("wanglan")
    row = put(
        client,
        [*HEAD[:3], "办理结果", "办结时间"],
        ["G7", "2026-11-02 08:00", "路灯不亮", "已修好", "2026-11-03 08:00"],
    )
    take(client, row)
    case = ExternalNumber.objects.get(number="G7").case
    assert case.answered_on is None and "已修好" in case.submissions.get().extra


@pytest.mark.parametrize("name", ["空.xlsx", "x.docx"])
def test_what_is_no_sheet_says_so(desk: Open, name: str) -> None:
    client = desk("wanglan")
    client.browser.post("/desk/sheets", {"file": SimpleUploadedFile(name, b"PK\x03\x04 broken")})
    readers = Readers()
    while work_on_next(readers):
        pass
    readers.close()
    assert "没有能读的表" in words(client.open(f"/desk/sheets/{Arrival.objects.latest('id').id}"))


def test_a_sheet_of_another_office_is_not_found(desk: Open) -> None:
    row = put(desk("wanglan"), HEAD, *ROWS)
    assert desk("xumei").open(f"/desk/sheets/{row.id}").status_code == 404


def given_back(desk: Open, folder: Path) -> tuple[Matter, list[Path]]:
    client = desk("wanglan")
    row = put(client, HEAD, ROWS[0])
    take(client, row)
    case = ExternalNumber.objects.get(number="G1").case
    matter = Matter(type("Lodged", (), {"case": case})())
    matter.do("classify", "chenhao", classes=IDEA_CLASS)
    matter.do("answer_on_spot", holder_as(matter, "reception"), answer="=灯已经修好了，请放心")
    for _ in range(2):
        tell(list(Message.objects.filter(record=case.id, topic="notice")))
    return matter, sorted(folder.iterdir())


def test_results_go_back_once_in_the_words_of_the_register(desk: Open, folder: Path) -> None:
    matter, files = given_back(desk, folder)
    assert len(files) == 2  # a file for each of the two steps
    said = json.loads(files[-1].read_text())
    assert (said["工单编号"], said["办理编号"], said["答复内容"]) == ("G1", matter.row.number, "=灯已经修好了，请放心")


def test_a_result_as_lines_runs_no_formula(desk: Open, folder: Path, settings: Any) -> None:
    own = folder.parent / "own.yaml"
    own.write_text(Path("data/mappings/12345.yaml").read_text().replace("results_as: json", "results_as: csv"))
    row = {"name": "hotline", "adapter": "orders", "organ": "qc-xfj", "mapping": str(own), "results": str(folder)}
    connect(settings, folder.parent, row)
    _, (*_rest, file) = given_back(desk, folder)
    head, cells = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
    assert dict(zip(head, cells, strict=True))["答复内容"] == "'=灯已经修好了，请放心"


def test_without_its_folder_results_wait(desk: Open, folder: Path) -> None:
    folder.rmdir()
    with pytest.raises(NotSent):
        given_back(desk, folder)


def test_what_is_no_scan_in_the_scanners_folder_is_named_and_can_be_put_aside(
    desk: Open, settings: Any, tmp_path: Path
) -> None:
    connect(settings, tmp_path, {"name": "scanner", "adapter": "scans", "organ": "qc-xfj", "folder": str(tmp_path)})
    channel = connection("scanner")
    assert channel is not None
    take_in(channel, b"PK\x03\x04 a letter of Word", "信.docx", timezone.now())
    readers = Readers()
    while work_on_next(readers):
        pass
    readers.close()
    client = desk("wanglan")
    assert "信.docx “信.docx”不是扫描件或照片" in words(client.open("/desk/letters"))
    client.browser.post("/desk/letters", {"no_scan": str(Arrival.objects.latest("id").id)})
    assert "信.docx" not in words(client.open("/desk/letters"))


@pytest.mark.parametrize("told", ["我举报青川市信访局王兰收受好处费，请查处。", "我要举报市信访局乱收费。"])
def test_a_row_that_reports_a_clerk_or_her_office_is_neither_shown_nor_counted_to_her(desk: Open, told: str) -> None:
    client = desk("wanglan")
    row = put(client, HEAD, ROWS[0], ["G9", "2026-11-02 09:00", told, ""])
    page = words(client.open(f"/desk/sheets/{row.id}"))
    assert "新登记 1" in page and "举报" not in page and "G9" not in page
    take(client, row)
    after = words(client.open("/desk/sheets?done=1"))
    assert "新登记 1" in after and "新登记 2" not in after
    assert ExternalNumber.objects.get(number="G9").case.report


REPORT = ["G9", "2026-11-02 09:00", "我举报柳溪县水利局局长受贿，请查处。", ""]


def fate(page: str, number: str) -> str:
    """What the preview says of a row."""
    return page.partition(f" {number} ")[2].partition(" G")[0]


def test_a_number_whose_matter_is_closed_is_answered_as_one_nobody_knows(desk: Open) -> None:
    client = desk("wanglan")
    take(client, put(client, HEAD, REPORT, ROWS[0]))
    assert ExternalNumber.objects.get(number="G9").case.report
    again = put(client, HEAD, [*REPORT[:2], "路灯还是不亮", ""], ["G3", *ROWS[0][1:]], ROWS[0])
    with CaptureQueriesContext(connections["default"]) as known:
        page = words(client.open(f"/desk/sheets/{again.id}"))
    other = put(client, HEAD, ["G8", REPORT[1], "路灯还是不亮", ""], ["G3", *ROWS[0][1:]], ROWS[0])
    with CaptureQueriesContext(connections["default"]) as unknown:
        client.open(f"/desk/sheets/{other.id}")
    assert "会登记" in fate(page, "G9") and "会登记" in fate(page, "G3") and "已经有了" in fate(page, "G1")
    assert len(known) == len(unknown)


def test_what_comes_under_the_number_of_a_closed_matter_is_kept_with_it_and_said_as_of_any_other(desk: Open) -> None:
    client = desk("wanglan")
    take(client, put(client, HEAD, REPORT))
    case = ExternalNumber.objects.get(number="G9").case
    before = Case.objects.count()
    row = put(client, HEAD, [*REPORT[:2], "他还收了一箱酒。", ""], ROWS[1])
    for _ in range(2):
        answer = take(client, row)
    assert case.events.filter(act="supplement").count() == 1 and Case.objects.count() == before
    page = words(client.open(answer["Location"]))
    assert "已经有了 1" in page and "会登记" not in page  # once taken in, like any other


def test_a_report_that_nobody_may_hold_does_not_keep_a_sheet_open(desk: Open) -> None:
    client = desk("wanglan")
    row = put(client, HEAD, ROWS[0], ["G9", "2026-11-02 09:00", "我举报青川市信访局和各级纪委受贿，请查处。", ""])
    take(client, row)
    row.refresh_from_db()
    assert (row.became, row.reason) == ("registered", "新登记 1")
    apart = Arrival.objects.get(report=True)
    assert Person.objects.get(username="wanglan").id in apart.withheld
    assert seen_by_nobody(timezone.now()) == 1
    assert client.open(f"/desk/sheets/{apart.id}").status_code == 404


def test_what_was_put_apart_is_neither_named_nor_counted_to_whom_it_may_mean(desk: Open) -> None:
    """Not while it waits to be read, and not where the list is cut."""
    client = desk("wanglan")
    take(client, put(client, HEAD, ["G9", "2026-11-02 09:00", "我举报青川市信访局和各级纪委受贿，请查处。", ""]))
    apart = Arrival.objects.get(report=True)
    assert apart.reading is None and "一行工单" not in words(client.open("/desk/sheets"))
    Arrival.objects.filter(id=apart.id).update(ready_at=None, arrived_at=apart.arrived_at.replace(year=2020))
    put(client, HEAD, ROWS[0])
    waiting, more = on_shelf("orders", actor("wanglan", timezone.now()), "", most=1)
    assert [each.report for each in waiting] == [False] and not more


def test_what_does_not_fit_is_shown_first_however_far_down_it_stands(desk: Open) -> None:
    client = desk("wanglan")
    good = [[f"H{n}", "2026-11-02 08:00", f"第{n}盏路灯不亮", ""] for n in range(120)]
    page = words(client.open(f"/desk/sheets/{put(client, HEAD, *good, ['H999', '后天', '井盖坏了', '']).id}"))
    assert page.index("看不懂") < page.index("第0盏路灯不亮")
