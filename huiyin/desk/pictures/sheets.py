"""The same numbers as a sheet to take away (导出): a leaf for each picture and group of figures, and no matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from tempfile import TemporaryFile
from typing import Any, Final

from django.http import FileResponse
from openpyxl import Workbook

from huiyin.desk.lists.exports import SHEET
from huiyin.desk.pictures.charts import Chart
from huiyin.desk.pictures.numbers import Grid, Group
from huiyin.law.words import P
from huiyin.wording.words import say

#: Signs that the name of a leaf may not have, and its length.
_FORBIDDEN: Final = re.compile(r"[\\/*?:\[\]]")
_LONGEST: Final = 31
HEAD: Final = (P("指标"), P("件数"), P("总数"), P("比例"), P("怎么算"))


def sheet_of(charts: Sequence[Chart], groups: Sequence[Group], grids: Sequence[Grid], name: str) -> FileResponse:
    book = Workbook(write_only=True)
    for group in groups:
        _leaf(book, say(group.title), HEAD, _figures(group))
    for grid in grids:
        _leaf(book, say(grid.title), grid.head, ([_cell(text) for _, text, _ in row] for row in grid.rows))
    for chart in charts:
        head = (chart.by, *chart.steps, *chart.columns)
        _leaf(book, say(chart.title), head, _rows(chart))
    if not book.worksheets:
        book.create_sheet(say(P("统计")))
    file = TemporaryFile()  # noqa: SIM115 the response closes it
    book.save(file)
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=f"huiyin-{name}.xlsx", content_type=SHEET)
    response.headers["Cache-Control"] = "no-store"
    return response


def _figures(group: Group) -> Iterable[list[Any]]:
    for each in group.numbers:
        unit = f"（{say(each.unit)}）" if each.unit else ""
        part, whole = ("" if many is None else many for many in (each.part, each.whole))
        yield [f"{say(each.label)}{unit}", part, whole, each.rate, say(each.about)]


def _rows(chart: Chart) -> Iterable[list[Any]]:
    for row in chart.rows:
        yield [say(row.label), *map(say, row.steps), *(dot.value for dot in row.dots)]


def _cell(said: Any) -> Any:
    """A number stays one, so that it can be added up."""
    return said if isinstance(said, int | float) else say(said)


def _leaf(book: Any, title: str, head: Sequence[Any], rows: Iterable[list[Any]]) -> None:
    leaf = book.create_sheet(_FORBIDDEN.sub(" ", title)[:_LONGEST])
    leaf.append([say(each) for each in head])
    for row in rows:
        leaf.append([_harmless(each) for each in row])


def _harmless(cell: Any) -> Any:
    """No cell is read as a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@")) else cell
