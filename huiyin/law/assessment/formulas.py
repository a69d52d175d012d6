"""The formulas of assessments (考核办法), kept in ``data/law/indicators``: what counts how much, and by which days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final

from huiyin.law.assessment.vocabulary import Indicator
from huiyin.law.sources.files import each_folder
from huiyin.law.sources.shapes import OneOf, Record, Table, Text, Whole, read
from huiyin.law.sources.tongues import Words

Formula = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Days:
    """Within how many days something counts as done in time; a result from before they stood in formulas has these."""

    sort: int = 15
    handle: int = 60
    extension: int = 30
    serve: int = 10
    feedback: int = 15
    rate: int = 30
    hold: int = 180


class NoFormula(ValueError):
    """No formula is meant for that year."""


_DAY: Final = Whole(1, 3650)
FILE: Final = Record(
    {
        "year": Whole(2000, 2999, "The first year for which it is meant."),
        "version": Text("Its name in every result; a change is a new version."),
        "title": Words("What people call it."),
        "least": Whole(1, 1000, "With fewer cases an indicator is shown with its interval and does not count."),
        "fewest": Whole(1, 50, "Of an organ with fewer indicators that count there is no score."),
        "object_days": Whole(1, 365, "Days in which an organ may object to its result."),
        "decide_days": Whole(1, 365, "Days in which an objection is decided."),
        "days": Record({each.name: _DAY for each in fields(Days)}, about="In how many days something is in time."),
        "weights": Table(
            Whole(1, 1000), OneOf(tuple(each.value for each in Indicator)), "How much each indicator counts."
        ),
    },
    needed=("year", "version", "title", "least", "fewest", "object_days", "decide_days", "weights"),
    about="How organs are assessed. Of one year the file that is read last counts.",
)
_formulas: dict[int, Formula] = {}


def _read(files: Sequence[Path]) -> None:
    for file in files:
        said = read(file, FILE)
        days = Days(**(said["days"].values if said["days"] else {}))
        _formulas[said["year"]] = {**said.values, "days": asdict(days)}


each_folder("indicators", _read)


def formulas() -> Mapping[int, Formula]:
    """Each by the first year for which it is meant."""
    return dict(sorted(_formulas.items()))


def formula_for(year: int) -> Formula:
    """The newest formula of the year, or of the last one before it that has any.

    :raises NoFormula: there is none.
    """
    found = [first for first in _formulas if first <= year]
    if not found:
        raise NoFormula(f"no formula for {year} in data/law/indicators")
    return {name: value for name, value in _formulas[max(found)].items() if name != "year"}


def days_of(formula: Formula) -> Days:
    """The days that a formula counts by."""
    return Days(**formula.get("days", {}))
