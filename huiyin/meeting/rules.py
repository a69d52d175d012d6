"""How the joint conference works where the law leaves it to the office: data with its source, in data/meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import yaml

FOLDER: Final = Path(__file__).resolve().parents[2] / "data" / "meeting"


@dataclass(frozen=True, slots=True)
class Rules:
    """One version of an office's own rules.

    :param quorum: more than so large a part of the member organs must be there.
    :param minutes_days: in how many days the minutes are out, unless somebody says another day.
    :param disputed_days: a dispute over who accepts is proposed for the agenda after so many days, ``organs``: what is
        late while so many have to do with it, ``months``: what is open for so long.
    """

    version: str
    source: str
    quorum: float
    minutes_days: int
    disputed_days: int
    organs: int
    months: int

    def least(self, members: int) -> int:
        """How many of so many member organs must be there."""
        return int(members * self.quorum) + 1


def rules_on(day: date) -> Rules:
    """The version in force: the newest file whose year is not after ``day``'s; before the first file that one."""
    found = sorted(FOLDER.glob("conferences-*.yaml"))
    path = next((each for each in reversed(found) if int(each.stem.rpartition("-")[2]) <= day.year), found[0])
    return _read(path)


@cache
def _read(path: Path) -> Rules:
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    choose = {name: int(number) for name, number in said["choose"].items()}
    return Rules(
        str(said["version"]), str(said["source"]), float(said["quorum"]), int(said["minutes_days"]), **choose
    )  # fmt: skip
