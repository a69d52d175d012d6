"""What a matter cost the person who brought it (信访人的付出), and the lane of first-time matters (马上就办).

Pure: what counts is data (``data/law/cost``), what happened comes in. Everything is counted of a matter and an organ,
nothing of a person over several matters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from huiyin.law.frame.workdays import WorkCalendar
from huiyin.law.sources.files import each_folder
from huiyin.law.sources.shapes import Flag, Many, OneOf, Record, Text, Whole, read
from huiyin.law.terms import Act, Channel, Term, Unit


class Burden(Term):
    """What it cost."""

    DAYS = "days", "从提出到答复的天数"
    TRIPS = "trips", "跑了几趟"
    ASKED = "asked", "被要求补充、又来催问"
    ORGANS = "organs", "经过几个单位"
    RETOLD = "retold", "从头再讲"
    PAPERS_AGAIN = "papers_again", "材料要了又要"


#: Those that are counted by acts.
COUNTED: Final = (Burden.TRIPS, Burden.ASKED, Burden.RETOLD, Burden.PAPERS_AGAIN)


@dataclass(frozen=True, slots=True)
class Counts:
    """An act that counts: only by a channel, only of a matter that came before, only beyond the first few."""

    act: Act
    channel: Channel | None = None
    again: bool = False
    beyond: int = 0


@dataclass(frozen=True, slots=True)
class CostFormula:
    """What counts, and the period of the lane."""

    version: str = ""
    counts: Mapping[Burden, tuple[Counts, ...]] = field(default_factory=dict)
    lane_days: int = 10
    lane_unit: Unit = Unit.WORKDAYS
    tail: int = 90

    def lane_ends(self, lodged_on: date, calendar: WorkCalendar) -> date:
        """The last day within which a first-time matter should be answered."""
        if self.lane_unit is Unit.WORKDAYS:
            return calendar.add_workdays(lodged_on, self.lane_days)
        return lodged_on + timedelta(days=self.lane_days)


@dataclass(frozen=True, slots=True)
class Done:
    """One event as far as it may cost somebody something; ``channel`` how what it brought came in."""

    act: Act
    channel: Channel | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What happened with one matter.

    :param until: the day of the answer or of the end; of what is open the day on which it is asked.
    :param again: it came before about the same thing.
    """

    lodged_on: date
    until: date
    organs: int
    again: bool
    done: Sequence[Done]


_formula: list[CostFormula] = [CostFormula()]


def formula() -> CostFormula:
    """That of the file that was read last."""
    return _formula[-1]


def cost_of(course: Course, by: CostFormula | None = None) -> dict[Burden, int]:
    """What it cost, each burden with its number."""
    by = by or formula()
    counted = {burden: _counted(by.counts.get(burden, ()), course) for burden in COUNTED}
    days = max(0, (course.until - course.lodged_on).days)
    found = {Burden.DAYS: days, Burden.ORGANS: course.organs, **counted}
    return {burden: found[burden] for burden in Burden}


def _counted(rows: Iterable[Counts], course: Course) -> int:
    return sum(_row(row, course) for row in rows)


def _row(row: Counts, course: Course) -> int:
    if row.again and not course.again:
        return 0
    many = sum(each.act is row.act and (row.channel in (None, each.channel)) for each in course.done)
    return max(0, many - row.beyond)


def known_costs(course: Course) -> list[tuple[Burden, int]]:
    """What it cost so far, without what it did not cost: the days and the organs are always told."""
    always = (Burden.DAYS, Burden.ORGANS)
    return [(burden, many) for burden, many in cost_of(course).items() if many or burden in always]


def in_lane(repeat: bool, report: bool, follows: int | None) -> bool:
    """Whether a matter is brought for the first time: those go on the lane. A report of wrongdoing never does."""
    return not repeat and not report and follows is None


# Read from data/law/cost ----------------------------------------------------------------------------------------------

_ROW: Final = Record(
    {
        "act": OneOf(tuple(act.value for act in Act), "An act of a matter."),
        "channel": OneOf(tuple(channel.value for channel in Channel), "Only what was brought by this channel."),
        "again": Flag("Only of a matter that came before about the same thing."),
        "beyond": Whole(0, 100, "The first so many do not count."),
    },
    needed=("act",),
)
_LANE: Final = Record(
    {"days": Whole(1, 365), "unit": OneOf(tuple(unit.value for unit in Unit))}, needed=("days", "unit")
)
FILE: Final = Record(
    {
        "version": Text("Changes with every change."),
        "source": Text("Where it comes from."),
        **{burden.value: Many(_ROW, burden.label) for burden in COUNTED},
        "lane": _LANE,
        "tail": Whole(50, 99, "The value that so many of a hundred matters do not exceed."),
    },
    needed=("version", "source", *COUNTED, "lane", "tail"),
    about="What a matter cost the person who brought it (信访人的付出), and the lane of first-time matters (马上就办).",
)


def _read(files: Sequence[Path]) -> None:
    for file in files:
        said = read(file, FILE)
        counts = {
            burden: tuple(
                Counts(Act(row["act"]), Channel(row["channel"]) if row["channel"] else None, bool(row["again"]),
                       row["beyond"] or 0)
                for row in said[burden.value]
            )
            for burden in COUNTED
        }  # fmt: skip
        lane = said["lane"]
        _formula.append(CostFormula(said["version"], counts, lane["days"], Unit(lane["unit"]), said["tail"]))


each_folder("cost", _read)
