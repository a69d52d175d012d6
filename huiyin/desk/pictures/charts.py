"""A picture as a value (图): a table of numbers, each with its list behind it, and how it is drawn from that table.

The page holds the table; the script draws the picture from its cells (house/charts.js), so the two cannot differ, and
without a script, in print and for a screen reader the table is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from huiyin.law.words import P, Phrase

Label = Phrase | str


class Drawn(StrEnum):
    """How a table is drawn."""

    LINES = "lines"
    BARS = "bars"
    STACKED = "stacked"
    FLOW = "flow"


@dataclass(frozen=True, slots=True)
class Dot:
    """One number. ``text`` says it in full; ``url`` leads to what is behind it."""

    value: float | None
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its name, which may lead somewhere, and a number in each column."""

    label: Label
    dots: tuple[Dot, ...]
    url: str = ""
    #: For a flow: the names of the further steps between the row's name and its number.
    steps: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with its table.

    :param by: what the rows are; ``columns`` what is counted in each.
    :param steps: for a flow, what the further steps are called.
    """

    key: str
    drawn: Drawn
    title: Phrase
    by: Phrase
    columns: tuple[Label, ...]
    rows: tuple[Row, ...]
    unit: str = ""
    about: Phrase | None = None
    steps: tuple[Phrase, ...] = ()

    @property
    def empty(self) -> bool:
        return not any(dot.value for row in self.rows for dot in row.dots)


def number(value: int, url: str = "") -> Dot:
    return Dot(value, str(value), url if value else "")


def share(part: int, whole: int, url: str = "") -> Dot:
    """A part of a whole in per cent; nothing of nothing."""
    if not whole:
        return Dot(None, "—")
    percent = round(100 * part / whole, 1)
    return Dot(percent, f"{percent}%（{part}/{whole}）", url)


MONTH = P("月份")
