"""Files as offices really have them: several sheets, merged cells, old dates, long numbers, CSV and pages in .xls."""

from __future__ import annotations

import csv
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from openpyxl import Workbook, load_workbook

from huiyin.cases.identity import open_identity
from huiyin.cases.models import Case, Party
from huiyin.typed.formulas import guarded
from tests.channels.workbooks import ANSWERED, HEADINGS, OPEN, matter, row, take, workbook

pytestmark = pytest.mark.django_db

PLAIN = tuple(str(cell) for cell in row(OPEN, 留言时间="2019-05-02 08:05"))


def book(folder: Path, **sheets: list[tuple[Any, ...]]) -> Path:
    made = Workbook()
    assert made.active is not None
    made.remove(made.active)
    for name, lines in sheets.items():
        sheet = made.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
        if name.startswith("hidden"):
            sheet.sheet_state = "hidden"
    made.save(folder / "book.xlsx")
    return folder / "book.xlsx"


def text_file(folder: Path, *lines: tuple[str, ...], encoding: str, sign: str = ",", name: str = "a.csv") -> Path:
    path = folder / name
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=sign).writerows((HEADINGS, *lines))
    return path


# Which sheets -------------------------------------------------------------------------------------------------------


def test_every_sheet_with_the_headings_is_read(tmp_path: Path) -> None:
    account = take(book(tmp_path, 一月=[HEADINGS, ANSWERED], 二月=[HEADINGS, OPEN]))
    assert (account["new"], [each["sheet"] for each in account["sheets"]]) == (2, ["一月", "二月"])


def test_a_sheet_that_is_not_read_is_named_with_the_reason(tmp_path: Path) -> None:
    account = take(book(tmp_path, 说明=[("怎么用这张表",)], 一月=[HEADINGS, OPEN], hidden旧=[HEADINGS, ANSWERED]))
    assert [each["sheet"] for each in account["not_read"]] == ["说明", "hidden旧"] and account["new"] == 1
    assert "“hidden旧”" in account["said"] and "--hidden" in account["said"]


@pytest.mark.parametrize(
    ("options", "new"), [(["--hidden"], 2), (["--sheet", "hidden旧"], 1), (["--sheet", "一月"], 1)]
)
def test_a_hidden_sheet_is_read_when_it_is_asked_for(tmp_path: Path, options: list[str], new: int) -> None:
    assert take(book(tmp_path, 一月=[HEADINGS, OPEN], hidden旧=[HEADINGS, ANSWERED]), *options)["new"] == new


def test_a_file_whose_only_fitting_sheet_is_hidden_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--hidden reads it"):
        take(book(tmp_path, 说明=[("怎么用",)], hidden旧=[HEADINGS, ANSWERED]))


def test_a_number_used_on_another_sheet_is_refused_with_its_place(tmp_path: Path) -> None:
    account = take(book(tmp_path, 一月=[HEADINGS, OPEN], 二月=[HEADINGS, OPEN]))
    assert "表“一月”第2行" in account["remarks"][0]["reason"]


# Headings -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "shown", ["留言\n时间", "*留言时间", "留言时间：", "留 言 时 间", "留言时间（必填）", "＊留言时间*:"]
)
def test_a_heading_is_known_whatever_people_add_to_it(tmp_path: Path, shown: str) -> None:
    headings = [shown if heading == "留言时间" else heading for heading in HEADINGS]
    assert take(workbook(tmp_path, OPEN, headings=headings))["new"] == 1


def test_headings_repeated_on_every_page_are_no_messages(tmp_path: Path) -> None:
    account = take(workbook(tmp_path, OPEN, HEADINGS, ANSWERED))
    assert (account["new"], account["refused"]) == (2, 0)


# Merged cells -------------------------------------------------------------------------------------------------------


def merged(folder: Path, cells: str, *lines: tuple[Any, ...]) -> Path:
    path = workbook(folder, *lines)
    made = load_workbook(path)
    assert made.active is not None
    made.active.merge_cells(cells)
    made.save(path)
    return path


def test_a_name_merged_over_several_rows_belongs_to_each(tmp_path: Path) -> None:
    take(merged(tmp_path, "B2:B3", OPEN, ANSWERED))
    assert [open_identity(matter(number).parties.get()).name for number in (1001, 1002)] == ["UU002", "UU002"]


def test_a_record_that_is_two_lines_high_is_one_matter(tmp_path: Path) -> None:
    path = workbook(tmp_path, OPEN, ("",) * 7, ANSWERED)
    made = load_workbook(path)
    for column in "ABCDEFG":
        made.active.merge_cells(f"{column}2:{column}3")  # type: ignore[union-attr]
    made.save(path)
    account = take(path)
    assert (account["new"], account["refused"]) == (2, 0)


# Dates and numbers --------------------------------------------------------------------------------------------------


def test_a_day_number_counts_from_where_its_book_counts(tmp_path: Path) -> None:
    path = workbook(tmp_path, row(OPEN, 留言时间=43890.5))
    made = load_workbook(path)
    made.epoch = datetime(1904, 1, 1)
    made.save(path)
    take(path)
    assert matter(1002).lodged_at.isoformat() == "2024-03-01T04:00:00+00:00"


@pytest.mark.parametrize(
    "written",
    [
        "2024/3/1 下午 3:20",
        "2024/3/1 3:20 PM",
        "2024年3月1日 星期五 15:20",
        "2024-03-01（周五）15:20",
        "2024年3月1日15点20分",
    ],
)
def test_a_time_is_understood_as_people_write_it(tmp_path: Path, written: str) -> None:
    take(workbook(tmp_path, row(OPEN, 留言时间=written)))
    assert matter(1002).lodged_at.isoformat() == "2024-03-01T07:20:00+00:00"


def test_long_numbers_that_the_sheet_has_spoilt_are_refused_with_a_sentence(tmp_path: Path) -> None:
    account = take(workbook(tmp_path, *(row(OPEN, 留言编号=1234567890123456780 + n) for n in (1, 2))))
    assert (account["new"], account["refused"]) == (0, 2) and "15 位" in account["remarks"][0]["reason"]


def test_long_numbers_that_stand_whole_in_the_file_are_read_whole(tmp_path: Path) -> None:
    path = workbook(tmp_path, *(row(OPEN, 留言编号=f"123456789012345678{n}") for n in (1, 2)))
    as_numbers(path)
    take(path)
    assert matter("1234567890123456781") != matter("1234567890123456782")


@pytest.mark.parametrize("cell", ["=VLOOKUP(A9,B:C,2,0)", "#REF!", "#N/A"])
def test_a_formula_without_a_result_is_no_empty_cell(tmp_path: Path, cell: str) -> None:
    path = book(tmp_path, 一月=[HEADINGS, row(OPEN, 留言用户=cell), ANSWERED])
    account = take(path)
    assert account["new"] == 1 and "“留言用户”是公式，没有算出来" in account["said"]


def test_a_formula_with_its_result_is_read_as_what_it_says(tmp_path: Path) -> None:
    path = book(tmp_path, 一月=[HEADINGS, row(OPEN, 留言用户="=B9")])
    worked_out(path)
    assert take(path)["new"] == 1 and open_identity(Party.objects.get()).name == "张三"


def worked_out(path: Path) -> None:
    """What a spreadsheet writes beside a formula when it is saved there."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    known = '<c r="\\1" t="str"><f>B9</f><v>张三</v>'.encode()
    told = re.sub(rb'<c r="(\w+)"><f>B9</f><v ?/?>(</v>)?', known, parts[sheet])
    assert told != parts[sheet]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in (parts | {sheet: told}).items():
            archive.writestr(name, content)


def as_numbers(path: Path) -> None:
    """The same workbook with its numbers as numbers, all digits written, as programs write them."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    sheet, changed = re.subn(rb't="inlineStr"><is><t>(\d{19})</t></is>', rb"><v>\1</v>", sheet)
    assert changed
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in {**parts, "xl/worksheets/sheet1.xml": sheet}.items():
            archive.writestr(name, data)


# CSV and pages ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-32-le", "gb18030"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_a_text_file_is_read_in_every_encoding_and_with_every_sign(tmp_path: Path, encoding: str, sign: str) -> None:
    take(text_file(tmp_path, PLAIN, encoding=encoding, sign=sign))
    assert matter(1002).title == "菜市场漏雨"


def test_a_cell_of_several_lines_stays_one_cell(tmp_path: Path) -> None:
    changed = (*PLAIN[:4], "一,二\n“三”", "", "")
    take(text_file(tmp_path, changed, encoding="gb18030"))
    assert matter(1002).submissions.get().text == "一,二\n“三”"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_page_that_calls_itself_xls_is_read(tmp_path: Path, encoding: str) -> None:
    cells = "".join(f"<td>{cell}</td>" for cell in PLAIN).replace("摊位", "摊位<br>\n  ")
    lines = "<tr>" + "".join(f"<th>{heading}" for heading in HEADINGS) + f"<tr>{cells}</tr>"
    path = tmp_path / "a.xls"
    page = f"<html><head><style>td{{color:red}}</style></head><body><table>{lines}</table></body></html>"
    path.write_bytes(page.encode(encoding))
    take(path)
    assert "下雨天摊位\n 全湿" in matter(1002).submissions.get().text


def test_a_page_whose_name_spans_rows_gives_it_to_each(tmp_path: Path) -> None:
    def line(cells: tuple[str, ...]) -> str:
        return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"

    first = line(PLAIN).replace("<td>UU002", '<td rowspan="2">UU002')
    second = line(tuple(str(cell) for index, cell in enumerate(ANSWERED) if index != 1))
    path = tmp_path / "a.xls"
    path.write_text(f"<table>{line(HEADINGS)}{first}{second}</table>", encoding="utf-8")
    take(path)
    assert open_identity(matter(1001).parties.get()).name == "UU002"


def test_bytes_that_are_no_sheet_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(bytes(range(256)) * 40)
    with pytest.raises(CommandError):
        take(path)


# Its own output -----------------------------------------------------------------------------------------------------

FORMULAS = ("=HYPERLINK(1)", "+cmd|' /C calc'!A0", "-1+1", "@SUM(1)", "'=1", "\t=1", "＝1+1")


@pytest.mark.parametrize("formula", FORMULAS)
def test_the_list_of_refused_rows_runs_nothing(tmp_path: Path, formula: str) -> None:
    account = take(workbook(tmp_path, row(OPEN, 留言时间="上周", 留言用户=f"'{formula}"[1:] + " ")))
    listed = Path(account["remarks_file"]).read_text(encoding="utf-8-sig")
    cells = [cell for line in csv.reader(listed.splitlines()) for cell in line]
    assert not [cell for cell in cells if cell[:1] in "=+-@\t＝" and cell]


def test_the_list_of_refused_rows_is_mended_and_read_again(tmp_path: Path) -> None:
    lines = [(str(n), "", guarded(formula), "上周", "正文", "", "") for n, formula in enumerate(FORMULAS, 1)]
    listed = Path(take(text_file(tmp_path, *lines, encoding="utf-8"))["remarks_file"])
    listed.write_text(listed.read_text(encoding="utf-8-sig").replace("上周", "2019-05-02 08:05"), encoding="utf-8")
    assert take(listed)["new"] == len(FORMULAS)
    assert [matter(n).title for n, _ in enumerate(FORMULAS, 1)] == [formula.strip() for formula in FORMULAS]


def test_an_answer_mended_in_the_list_reaches_the_matter_that_is_there(tmp_path: Path) -> None:
    listed = Path(take(workbook(tmp_path, row(留言编号="", 答复时间="不详")))["remarks_file"])
    listed.write_text(listed.read_text(encoding="utf-8-sig").replace("不详", "2019-04-11"), encoding="utf-8")
    assert (take(listed)["newly_answered"], Case.objects.count()) == (1, 1)
