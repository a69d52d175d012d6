"""How one organ does (办得怎样): its rates beside those of the whole area, and what its matters cost people.

Two columns beside each other are no ranking: an organ sees itself and the area, never another organ.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from huiyin.desk.pictures.charts import Chart, Dot, Drawn, Row
from huiyin.desk.pictures.numbers import Cell, Grid
from huiyin.desk.pictures.period import Looked
from huiyin.insights.trends import Counts, Spread, by_scope, costs
from huiyin.law.matter.cost import Burden, formula
from huiyin.law.matter.figures import FIGURES, Value
from huiyin.law.words import P

#: What an organ sees of itself beside the area.
COMPARED: Final = (
    "office_in_time", "unit_in_time", "answer_in_time", "unit_rated", "unit_liked", "first_contacted",
    "first_one_step", "lane_in_time", "first_answered_days", "repeats", "reworked",
)  # fmt: skip
#: Days are so many more than anything else that they have a picture of their own.
_BESIDE_DAYS: Final = tuple(burden for burden in Burden if burden is not Burden.DAYS)


def area_of(looked: Looked) -> str:
    """The scope beside which an organ is seen: that of the division it serves."""
    chart, organ = looked.desk.world.chart, looked.organ or looked.desk.organ.id
    return f"a{chart.organ(organ).area}"


def beside(looked: Looked) -> Grid:
    """Each rate of the organ, what it is made of, and that of the area."""
    area = area_of(looked)
    found = by_scope([looked.scope, area], looked.span)
    head = (P("指标"), P("本单位"), P("其中"), P("总数"), P("全地区"))
    rows = (_compared(looked, key, found[looked.scope], found[area]) for key in COMPARED)
    return Grid(P("本单位和全地区"), head, tuple(row for row in rows if row))


def _compared(looked: Looked, key: str, own: Counts, area: Counts) -> tuple[Cell, ...]:
    figure = FIGURES[key]
    mine, all_of_them = figure.value(own), figure.value(area)
    if not mine.whole:
        return ()
    part: Cell = "" if figure.mean else (str(mine.part), looked.behind(*figure.part) if mine.part else "")
    return (figure.name, _said(mine), part, (str(mine.whole), looked.behind(*figure.of)), _said(all_of_them))


def _said(value: Value) -> str:
    if value.rate is None:
        return "—"
    return f"{value.rate}{value.figure.unit if value.figure.mean else '%'}"


def cost_chart(looked: Looked) -> Chart:
    """What matters cost people, of the organ and of the area: the middle, and the tail."""
    area, tail = area_of(looked), formula().tail
    found = costs([looked.scope, area], looked.span)
    rows = tuple(_cost_row(burden, found[looked.scope][burden], found[area][burden]) for burden in _BESIDE_DAYS)
    columns = (
        P("本单位：一半人不超过"), P("本单位：{n}%的人不超过", n=tail), P("全地区：一半人不超过"),
        P("全地区：{n}%的人不超过", n=tail),
    )  # fmt: skip
    about = P("按记录里看得见的算：答复或者了结的事项，每件付出多少。")
    return Chart("cost", Drawn.BARS, P("群众付出了多少"), P("付出"), columns, rows, "", about)


def _cost_row(burden: Burden, own: Spread, area: Spread) -> Row:
    return Row(burden.label, (*_dots(own), *_dots(area)))


def _dots(spread: Spread) -> Iterator[Dot]:
    for value in (spread.median, spread.tail):
        yield Dot(value if spread.many else None, str(value) if spread.many else "—")
