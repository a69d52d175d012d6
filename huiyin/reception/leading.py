"""How often leaders receive, and which matters are put before them: data with its source, in data/reception."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from huiyin.law.charge.vocabulary import Rule
from huiyin.law.chart.organs import Level, OrganKind
from huiyin.law.visit.vocabulary import Chosen

FOLDER: Final = Path(__file__).resolve().parents[2] / "data" / "reception"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """So often leaders of a level receive: ``days`` in every ``span`` (half_year, quarter, month or week)."""

    span: str
    days: int

    def around(self, day: date) -> tuple[date, date]:
        """First and last day of the stretch that holds ``day``."""
        return _SPANS[self.span](day)


@dataclass(frozen=True, slots=True)
class LevelRule:
    """From ``least`` on (months, times, orders, people) a matter goes to a leader of this level or higher."""

    rule: Rule
    least: int
    level: Level


@dataclass(frozen=True, slots=True)
class Charging:
    """Which matters leaders answer for (包案), by level; within how many days they meet the person, and within how many
    somebody comes after a leader who has left, and the person who says that it is not kept is answered."""

    meet_days: int
    succeed_days: int
    answer_days: int
    rules: tuple[LevelRule, ...]


@dataclass(frozen=True, slots=True)
class Leading:
    """One version of what is asked of leaders.

    :param source: whose rule it is; ``levels`` the rhythm by level of their organ, ``whose`` the kinds of organ whose
        heads count as leaders.
    :param choose: by which rule a matter is put before a leader, and the number in it.
    :param charging: by which rules a leader answers for one.
    """

    version: str
    source: str
    levels: Mapping[Level, Rhythm]
    choose: Mapping[Chosen, int]
    whose: frozenset[OrganKind]
    charging: Charging


def _month(day: date) -> tuple[date, date]:
    return _months(day, day.month, 1)


def _quarter(day: date) -> tuple[date, date]:
    return _months(day, (day.month - 1) // 3 * 3 + 1, 3)


def _half_year(day: date) -> tuple[date, date]:
    return _months(day, (day.month - 1) // 6 * 6 + 1, 6)


def _months(day: date, first: int, months: int) -> tuple[date, date]:
    after = date(day.year + (first + months > 12), (first + months - 1) % 12 + 1, 1)
    return date(day.year, first, 1), after - timedelta(days=1)


def _week(day: date) -> tuple[date, date]:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


_SPANS: Final = {"week": _week, "month": _month, "quarter": _quarter, "half_year": _half_year}


def leading_on(day: date) -> Leading:
    """The version in force: the newest file whose year is not after ``day``'s."""
    return _read(newest("leaders", day.year))


def newest(stem: str, year: int) -> Path:
    """The newest file of a sort, of that year or the last one before it that has any; of years before the first file
    that one tells, and says its version.

    :raises IndexError: there is none.
    """
    found = sorted(FOLDER.glob(f"{stem}-*.yaml"))
    return next((path for path in reversed(found) if int(path.stem.rpartition("-")[2]) <= year), found[0])


@cache
def _read(path: Path) -> Leading:
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    levels = {Level(level): Rhythm(str(row["in"]), int(row["days"])) for level, row in said["rhythm"].items()}
    choose = {Chosen(rule): int(row) for rule, row in said["choose"].items()}
    whose = frozenset(OrganKind(kind) for kind in said["whose"])
    return Leading(str(said["version"]), str(said["source"]), levels, choose, whose, _charging(said["charge"]))


def _charging(said: Mapping[str, Any]) -> Charging:
    rules = (LevelRule(Rule(row["rule"]), int(row["least"]), Level(row["level"])) for row in said["rules"])
    return Charging(int(said["meet_days"]), int(said["succeed_days"]), int(said["answer_days"]), tuple(rules))
