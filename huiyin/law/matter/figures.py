"""The figures in the forms that offices use (统计指标): what each counts is data (``data/law/figures``).

Pure: the counts come in (huiyin.insights.models.DailyFigure keeps them by the day).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from huiyin.law.sources.articles import Citation
from huiyin.law.sources.files import each_folder
from huiyin.law.sources.shapes import Flag, Many, OneOf, Record, Text, read

#: What is counted of matters; each is a column of the daily figures, and means what huiyin.insights.counted counts.
COUNTS: Final = (
    "received", "repeats", "reworked", "answered", "ended", "sorted", "sorted_in_time", "told", "told_in_time",
    "decided", "decided_in_time", "decided_overdue", "web", "email", "letter", "phone", "telegram", "visit",
    "office_satisfied", "office_fair", "office_dissatisfied", "unit_satisfied", "unit_fair", "unit_dissatisfied",
    "office_service_satisfied", "office_service_fair", "office_service_dissatisfied", "unit_service_satisfied",
    "unit_service_fair", "unit_service_dissatisfied", "pieces", "people", "visits", "visit_people", "group_visits",
    "group_people", "office_in_time", "office_late", "office_open", "unit_in_time", "unit_late", "unit_open",
    "answer_in_time", "answer_late", "answer_open", "office_liked", "office_disliked", "office_silent", "unit_liked",
    "unit_disliked", "unit_silent", "first", "first_contacted", "first_one_step", "first_taken", "first_taken_days",
    "first_answered", "first_answered_days", "lane_in_time", "lane_late", "lane_open", "waiting",
)  # fmt: skip
#: Of what is still open only that whose last day is over.
PAST: Final = ".past"
#: Counts by name; with :data:`PAST` those whose day is over.
Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    :param part: names of counts that are added up; ``of`` those of the whole, empty for a number by itself.
    :param mean: part divided by whole is a mean, in ``unit``, and no share.
    """

    key: str
    group: str
    name: str
    part: tuple[str, ...]
    of: tuple[str, ...] = ()
    unit: str = ""
    mean: bool = False
    about: str = ""
    article: Citation | None = None

    def value(self, counts: Counts) -> Value:
        whole = _sum(self.of, counts) if self.of else None
        return Value(self, _sum(self.part, counts), whole)


@dataclass(frozen=True, slots=True)
class Value:
    """What a figure comes to: a part, and a whole where it is a part of one."""

    figure: Figure
    part: int
    whole: int | None

    @property
    def rate(self) -> float | None:
        """Per cent, or the mean, with one decimal; ``None`` of nothing and of a number by itself."""
        if not self.whole:
            return None
        return round(self.part / self.whole * (1 if self.figure.mean else 100), 1)


def _sum(names: Sequence[str], counts: Counts) -> int:
    return sum(counts.get(name, 0) for name in names)


_groups: dict[str, str] = {}
_figures: dict[str, Figure] = {}
#: By key what a group is called, in the order in which they are shown; and every figure.
GROUPS: Final[Mapping[str, str]] = MappingProxyType(_groups)
FIGURES: Final[Mapping[str, Figure]] = MappingProxyType(_figures)


def values(counts: Counts) -> Iterator[Value]:
    """Every figure."""
    return (figure.value(counts) for figure in FIGURES.values())


# Read from data/law/figures -------------------------------------------------------------------------------------------

_KEY: Final = Text("Its name; never changed.", "[a-z][a-z_]{1,31}", "answer_in_time")
_COUNT: Final = OneOf((*COUNTS, *(f"{name}{PAST}" for name in COUNTS)), "A count, or of it what is over.")
_FIGURE: Final = Record(
    {
        "key": _KEY,
        "group": _KEY,
        "name": Text("What it is called."),
        "unit": Text("In what it is counted: 件, 件次, 人次, 批次, 天."),
        "part": Many(_COUNT, "Counts that are added up."),
        "of": Many(_COUNT, "Those of the whole; without it the figure is a number."),
        "mean": Flag("Part by whole is a mean and no share."),
        "about": Text("What it counts, in a sentence."),
        "article": Text("By which article: law, article, paragraph, item.", r"[a-z0-9]+:[0-9.]+", "xf2022:34"),
    },
    needed=("key", "group", "name", "part"),
)
FILE: Final = Record(
    {
        "version": Text("Changes with every change."),
        "source": Text("Where it comes from."),
        "groups": Many(Record({"key": _KEY, "name": Text("What it is called.")}, needed=("key", "name"))),
        "figures": Many(_FIGURE),
    },
    needed=("version", "source", "groups", "figures"),
    about="Figures (统计指标). One of the same key in a folder read later takes the place of the earlier.",
)


def _read(files: Sequence[Path]) -> None:
    for file in files:
        said = read(file, FILE)
        _groups.update({group["key"]: group["name"] for group in said["groups"]})
        for row in said["figures"]:
            if row["group"] not in _groups:
                raise row.spot("group").wrong(f"there is no group {row['group']!r}")
            figure = Figure(
                row["key"], row["group"], row["name"], row["part"], row["of"] or (), row["unit"] or "",
                bool(row["mean"]), row["about"] or "", Citation.parse(row["article"]) if row["article"] else None,
            )  # fmt: skip
            _figures[figure.key] = figure


each_folder("figures", _read)
