"""Files of other times and places: Big5 from where it is written, workbooks as one XML text (Excel 2003)."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest
from django.core.management import CommandError

from huiyin.channels.sheets import sheetml, unpacking
from huiyin.channels.sheets.tables import NOT_WORKED_OUT, NoBook, TooLarge
from tests.channels.workbooks import HEADINGS, OPEN, matter, row, take

pytestmark = pytest.mark.django_db
OLD = ("留言編號", "留言用戶", "留言主題", "留言時間", "留言詳情", "答復意見", "答復時間")
TOLD = ("1002", "UU002", "菜市場漏雨", "2019-05-02 08:05", "菜市場屋頂漏雨，下雨天攤位全濕。", "", "")
TOP = (
    '<?xml version="1.0"{encoding}?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel"'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">{more}'
)


def lines(*rows: tuple[str, ...]) -> str:
    return "".join(",".join(each) + "\r\n" for each in rows)


def old_book(*sheets: str, encoding: str = "", more: str = "") -> str:
    return (
        TOP.format(encoding=f' encoding="{encoding}"' if encoding else "", more=more) + "".join(sheets) + "</Workbook>"
    )


def sheet(*rows: str, name: str = "Sheet1", after: str = "") -> str:
    return f"<Worksheet ss:Name={quoteattr(name)}><Table>{''.join(rows)}</Table>{after}</Worksheet>"


def cells(*values: object, **attributes: str) -> str:
    said = "".join(f' ss:{name}="{value}"' for name, value in attributes.items())
    return f"<Row{said}>{''.join(cell(each) for each in values)}</Row>"


def cell(value: object, kind: str = "String", **attributes: str) -> str:
    if value == "":
        return "<Cell/>"
    said = "".join(f' ss:{name}="{each}"' for name, each in attributes.items())
    kind = "Number" if isinstance(value, int | float) else kind
    return f'<Cell{said}><Data ss:Type="{kind}">{escape(str(value))}</Data></Cell>'


def rows_of(*sheets: str, **more: str) -> list[list[Any]]:
    return next(sheetml.tables(old_book(*sheets, **more))).rows


HIDDEN = (
    '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>'
)


# Big5 -----------------------------------------------------------------------------------------------------------------


def test_a_file_in_big5_is_read_with_its_old_forms(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(lines(OLD, TOLD).encode("big5"))
    assert take(path)["new"] == 1 and matter(1002).title == "菜市場漏雨"


def test_what_may_be_two_texts_is_two_sheets_called_by_their_encodings_and_the_headings_tell() -> None:
    told = list(unpacking.answer({}, "编号,1\n".encode("gb18030")))
    assert {head["sheet"] for head, _ in told} == {"gb18030", "big5hkscs"}


# One XML text ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("encoding", "name"), [("UTF-8", "a.xml"), ("GB2312", "a.xls"), ("", "a.xml")])
def test_a_workbook_as_xml_is_taken_in_like_any_other(tmp_path: Path, encoding: str, name: str) -> None:
    told = row(OPEN, 留言时间="2019-05-02T08:05:00.000")
    text = old_book(sheet(cells(*HEADINGS), cells(*told)), encoding=encoding)
    path = tmp_path / name
    path.write_bytes(text.encode("gb18030" if encoding == "GB2312" else "utf-8"))
    assert take(path)["new"] == 1 and matter(1002).title == "菜市场漏雨"
    assert matter(1002).lodged_at.isoformat() == "2019-05-02T00:05:00+00:00"


def test_rows_and_cells_stand_where_they_say(tmp_path: Path) -> None:
    first = f'<Row ss:Index="3">{cell("甲", Index="2")}{cell("乙")}{cell("丙", Index="6")}</Row>'
    assert rows_of(sheet(first, cells("丁"))) == [[], [], ["", "甲", "乙", "", "", "丙"], ["丁"]]


def test_merged_cells_say_what_is_over_them_as_in_every_workbook() -> None:
    first = f"<Row>{cell('柳溪县', MergeDown='1')}{cell('一', MergeAcross='1')}{cell('二')}</Row>"
    second = f"<Row>{cell('三', Index='2')}</Row>"
    assert rows_of(sheet(first, second)) == [["柳溪县", "一", "", "二"], ["柳溪县", "三"]]


def test_values_are_what_their_type_says() -> None:
    values = [
        cell("1900123456789012345", "Number"), cell("3.5", "Number"), cell("2019-05-02T08:05:00.000", "DateTime"),
        cell("1899-12-31T09:30:00.000", "DateTime"), cell("1", "Boolean"), cell("#N/A", "Error"),
        '<Cell ss:Formula="=R1C1"/>', '<Cell><ss:Data ss:Type="String"><html:B>粗</html:B>字</ss:Data></Cell>',
    ]  # fmt: skip
    (found,) = rows_of(sheet(f"<Row>{''.join(values)}</Row>"))
    assert [str(each) for each in found] == [
        "1900123456789012345", "3.5", "2019-05-02 08:05:00", "09:30:00", "True", "#N/A", NOT_WORKED_OUT, "粗字",
    ]  # fmt: skip


def test_hidden_sheets_and_the_old_beginning_of_days_are_told() -> None:
    more = '<ExcelWorkbook xmlns="urn:schemas-microsoft-com:office:excel"><Date1904/></ExcelWorkbook>'
    text = old_book(sheet(cells("甲"), name="一月"), sheet(cells("乙"), name="旧", after=HIDDEN), more=more)
    told = [(each.name, each.hidden, each.day_zero.year) for each in sheetml.tables(text)]
    assert told == [("一月", False, 1904), ("旧", True, 1904)]


@pytest.mark.parametrize(
    "text",
    [
        old_book(sheet(cells("甲")))[:-20],
        old_book(sheet("<Row>&a;</Row>")).replace("<Workbook", '<!DOCTYPE a [<!ENTITY a "甲">]><Workbook', 1),
        old_book(sheet("<Row>&b;</Row>")),
    ],
    ids=["cut off", "entities of its own", "entities of nobody"],
)  # fmt: skip
def test_what_is_not_whole_or_declares_something_is_refused_with_a_word(tmp_path: Path, text: str) -> None:
    with pytest.raises(NoBook):
        list(sheetml.tables(text))
    (tmp_path / "a.xml").write_text(text)
    with pytest.raises(CommandError, match=r"a\.xml"):
        take(tmp_path / "a.xml")


@pytest.mark.parametrize(
    "bomb",
    [
        '<Row ss:Index="1048576"><Cell ss:Index="1048576"/></Row>',
        '<Row><Cell ss:MergeAcross="999999" ss:MergeDown="999999"/></Row>',
        "<Row><Cell/></Row>" + '<Row ss:Index="1000000"><Cell ss:MergeAcross="16000"/></Row>',
    ],
)
def test_what_would_grow_is_not_opened(bomb: str) -> None:
    with pytest.raises(TooLarge):
        list(sheetml.tables(old_book(sheet(bomb))))
