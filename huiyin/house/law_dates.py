"""./run law dates: play histories against the rule books, without a database. What goes in and out: docs/law.md."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from huiyin.law.frame.workdays import WorkCalendar
from huiyin.law.sources import files
from huiyin.law.trial.cast import world
from huiyin.law.trial.play import Unplayable, answered

_JSON = json.JSONEncoder(ensure_ascii=False)
CALENDAR = Path(__file__).resolve().parents[2] / "data/reference/calendar.yaml"


def main(arguments: Sequence[str]) -> int:
    """0 when every line was answered, 1 when one was not or a rule book is wrong."""
    parser = argparse.ArgumentParser(prog="./run law dates", description=__doc__)
    parser.add_argument("--in", dest="source", required=True, type=Path, help="JSON Lines, one history a line")
    parser.add_argument("--out", dest="target", required=True, type=Path, help="JSON Lines, one answer a line")
    parser.add_argument("--books", type=Path, metavar="DIR", help="an office's own folder of laws and rule books")
    given = parser.parse_args(arguments)
    try:
        if given.books is not None:
            files.also(given.books)
    except files.BadFile as fault:
        print(fault, file=sys.stderr)
        return 1
    surroundings, unplayed = world(calendar_of(CALENDAR)), 0
    with given.source.open(encoding="utf-8-sig") as lines, given.target.open("w", encoding="utf-8") as out:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                answer = answered(json.loads(line), surroundings)
            except (Unplayable, ValueError, RecursionError) as fault:
                unplayed += 1
                print(f"{given.source}:{number}: {fault}", file=sys.stderr)
                continue
            out.write(_JSON.encode(answer) + "\n")
    if unplayed:
        print(f"{unplayed} lines could not be played.", file=sys.stderr)
    return 1 if unplayed else 0


def calendar_of(path: Path) -> WorkCalendar:
    """The working days of the reference file, each year in its newest version."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))["calendar"]
    newest = {row["year"]: row for row in sorted(rows, key=lambda row: row["version"])}
    years = newest.values()
    return WorkCalendar(
        version=path.name,
        holidays=frozenset(day for row in years for spans in row["holidays"].values() for day in _days(spans)),
        makeups=frozenset(day for row in years for day in _days(row["makeups"])),
        settled_years=frozenset(row["year"] for row in years if row["settled"]),
    )


def _days(spans: Iterable[Any]) -> Iterator[date]:
    for span in spans:
        first, _, last = str(span).partition("..")
        day, end = date.fromisoformat(first), date.fromisoformat(last or first)
        while day <= end:
            yield day
            day += timedelta(days=1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
