"""The numbers of the figures page as it shows them: groups of figures, what people said, how it came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from huiyin.desk.pictures.charts import Label
from huiyin.desk.pictures.period import Looked
from huiyin.insights.figures import Ratings, Share, as_figures
from huiyin.insights.trends import Counts
from huiyin.law.matter.figures import FIGURES, GROUPS, Value
from huiyin.law.sources.articles import Citation
from huiyin.law.terms import Rating
from huiyin.law.words import P


@dataclass(frozen=True, slots=True)
class Number:
    """One line: what it is, part and whole with the lists behind them, and what it comes to."""

    label: Label
    unit: str
    about: Label
    part: int | None
    part_url: str
    whole: int | None
    whole_url: str
    rate: str
    article: Citation | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Figures under one name."""

    title: Label
    numbers: tuple[Number, ...]


#: A cell (in a sheet to take away also a number), or a cell with the list behind it.
Cell = Label | int | float | tuple[Label, str]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of several columns; the first cell of a row names it."""

    title: Label
    head: tuple[Label, ...]
    cells: tuple[tuple[Cell, ...], ...]

    @property
    def rows(self) -> list[list[tuple[Label, Label | int | float, str]]]:
        """Each cell with the name of its column and the address behind it."""
        rows = (zip(self.head, row, strict=True) for row in self.cells)
        return [[(head, *(cell if isinstance(cell, tuple) else (cell, ""))) for head, cell in row] for row in rows]


def groups(looked: Looked, counts: Counts) -> Iterator[Group]:
    """The figures of the book of figures, then what people said of result and service, then the channels."""
    for key, name in GROUPS.items():
        yield Group(name, tuple(_number(looked, each.value(counts)) for each in FIGURES.values() if each.group == key))
    channels = as_figures(counts, looked.span.since, looked.span.until).channels
    yield Group(
        P("怎么来的"),
        tuple(_line(channel.label, each, looked.behind(channel.value)) for channel, each in channels.items()),
    )


def what_people_said(looked: Looked, counts: Counts) -> Grid:
    """Of result and service, of office and unit: one does not make up for the other, and silence for none."""
    found = as_figures(counts, looked.span.since, looked.span.until)
    rows = (
        (P("对信访部门：结果"), found.office),
        (P("对信访部门：服务"), found.office_service),
        (P("对责任单位：结果"), found.unit),
        (P("对责任单位：服务"), found.unit_service),
    )
    head: tuple[Label, ...] = (P("评价"), *(term.label for term in Rating), P("没有评价"))
    return Grid(P("结果和服务分开评价"), head, tuple((title, *_parts(ratings)) for title, ratings in rows))


def _parts(ratings: Ratings) -> Iterator[str]:
    for each in (ratings.satisfied, ratings.fair, ratings.dissatisfied, ratings.unrated):
        yield f"{each.part}（{each.percent}%）" if each.percent is not None else "0"


def _number(looked: Looked, value: Value) -> Number:
    figure = value.figure
    rate = "" if value.rate is None else f"{value.rate}{figure.unit}" if figure.mean else f"{value.rate}%"
    # A sum of days leads nowhere; what it is the mean of does.
    part_url = "" if figure.mean or not value.part else _behind(looked, figure.part)
    part = None if figure.mean else value.part
    return Number(
        figure.name, figure.unit if not figure.mean else "", figure.about, part, part_url, value.whole,
        _behind(looked, figure.of) if value.whole else "", rate, figure.article,
    )  # fmt: skip


def _behind(looked: Looked, names: Sequence[str]) -> str:
    """Counts of people and of pieces have their matters behind them, too."""
    return looked.behind(*names)


def _line(label: Label, share: Share, url: str = "") -> Number:
    rate = "" if share.percent is None else f"{share.percent}%"
    return Number(label, "", "", share.part, url if share.part else "", share.whole, "", rate)
