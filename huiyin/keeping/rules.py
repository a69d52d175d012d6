"""The schedule of periods (保管期限表) as data with its source, in data/keeping."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from huiyin.law.disposal.schedule import Rule, Schedule

FOLDER: Final = Path(__file__).resolve().parents[2] / "data" / "keeping"


def schedule_on(day: date) -> Schedule:
    """The version in force: the newest file whose year is not after ``day``'s; before the first file that one."""
    found = sorted(FOLDER.glob("retention-*.yaml"))
    path = next((each for each in reversed(found) if int(each.stem.rpartition("-")[2]) <= day.year), found[0])
    return _read(path)


@cache
def _read(path: Path) -> Schedule:
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    rules = tuple(
        Rule(str(row["key"]), frozenset(row["when"]), int(row["years"]), str(row["says"]), str(row["certainty"]))
        for row in said["rules"]
    )
    return Schedule(str(said["version"]), str(said["source"]), str(said["certainty"]), rules)
