"""The pages of quality to take away (导出): part, whole, share and interval of each figure; no matter, no name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import FileResponse

from huiyin.desk.pictures.charts import Chart
from huiyin.desk.pictures.numbers import Grid
from huiyin.desk.pictures.sheets import sheet_of
from huiyin.desk.quality.asked import Asked, Cell
from huiyin.law.matter.roots import ROOTS
from huiyin.law.words import P, Phrase

Named = Phrase | str


def taken_away(told: Asked, name: str, grids: Sequence[Grid], charts: Sequence[Chart] = ()) -> FileResponse:
    """A leaf for each table; its name says which page and until when."""
    return sheet_of(charts, [], grids, f"quality-{name}-{told.months.last:%Y-%m}")


def spread(title: Named, by: Named, figures: Iterable[Named], rows: Iterable[tuple[Named, Iterable[Cell]]]) -> Grid:
    """Each figure in four columns: how many, of how many, the share in per cent, and its interval."""
    head = (by, *(column for each in figures for column in _columns(each)))
    return Grid(title, head, tuple((name, *(text for cell in cells for text in _said(cell))) for name, cells in rows))


def _columns(figure: Named) -> Iterator[Named]:
    yield figure
    for text in ("{what}：总数", "{what}：比例（%）", "{what}：95%区间"):
        yield P(text, what=figure)


def _said(cell: Cell) -> tuple[Any, ...]:
    """What is too small to be told is told as small here, too."""
    if cell.few:
        return (few(cell), "", "", "")
    if not cell.whole:
        return (0, 0, "—", "—")
    return (cell.part, cell.whole, cell.percent, "～".join(cell.between))


def few(cell: Cell) -> Any:
    """A number as it may be told."""
    return P("少于{n}", n=cell.few) if cell.few else cell.part


def of_roots(title: Named, by: Named, rows: Iterable[dict[str, Any]]) -> Grid:
    """Root causes: a row for whatever they are told by, a column for each root that was ever chosen there."""
    rows = list(rows)
    chosen = {key for row in rows for key, _, _ in row["cells"]}
    known = [key for key in (*ROOTS, *sorted(chosen - set(ROOTS))) if key in chosen]
    head = (by, P("件数"), *(ROOTS[key].name if key in ROOTS else key for key in known))
    return Grid(title, head, tuple(_root_row(row, known) for row in rows))


def _root_row(row: dict[str, Any], known: Sequence[str]) -> tuple[Any, ...]:
    cells = {key: few(cell) for key, _, cell in row["cells"]}
    return (row["name"], few(row["many"]), *(cells.get(key, "") for key in known))
