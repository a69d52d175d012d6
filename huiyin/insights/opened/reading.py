"""Reading what was published, for pages and files: only what stands there, never a count of the record."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from huiyin.insights.models import OpenFigures
from huiyin.insights.trends import after


@dataclass(frozen=True)
class Period:
    """One published period. ``whole`` and cells are ``None`` where they are hidden."""

    key: str
    area: str
    published_on: date
    body: Mapping[str, Any]

    @property
    def half(self) -> bool:
        return "-H" in self.key

    @cached_property
    def since(self) -> date:
        year, _, part = self.key.partition("-")
        month = (1 if part == "H1" else 7) if self.half else int(part)
        return date(int(year), month, 1)

    @cached_property
    def until(self) -> date:
        """Its last day."""
        month = date(self.since.year, self.since.month + 5, 1) if self.half else self.since
        return after(month) - timedelta(days=1)

    def whole(self, measure: str) -> int | None:
        found: int | None = self.body.get(measure, {}).get("whole")
        return found

    def cut(self, measure: str, cut: str) -> Mapping[str, int | None]:
        found: Mapping[str, int | None] = self.body.get(measure, {}).get("cuts", {}).get(cut, {})
        return found

    def left(self, measure: str, cut: str) -> int | None:
        """What is hidden in a cut, together; ``None`` where the whole is."""
        whole = self.whole(measure)
        return None if whole is None else whole - sum(many or 0 for many in self.cut(measure, cut).values())


def published() -> list[Period]:
    """Every period, the newest first; months before halves of years."""
    rows = [Period(row.period, row.area, row.published_on, json.loads(row.body)) for row in OpenFigures.objects.all()]
    return sorted(rows, key=lambda each: (each.half, -each.since.toordinal()))


# What became of matters about one thing ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of ``whole`` matters about one thing; ``ends`` and ``days`` hold what is not hidden of it."""

    topic: str
    whole: int
    ends: Mapping[str, int]
    days: Mapping[str, int]

    @property
    def left(self) -> int:
        """How many stand in no line, because a small number would."""
        return self.whole - sum(self.ends.values())


def fates(halves: Sequence[Period]) -> Iterator[Fate]:
    """By topic, added up over halves of years as they were published; the most matters first."""
    wholes: Counter[str] = Counter()
    sums: dict[tuple[str, str], Counter[str]] = {}
    for half in halves:
        for topic, many in half.cut("ended", "topic").items():
            wholes[topic] += many or 0
            for cut in ("ends", "days"):
                said = {name: n for name, n in half.body["topics"][topic][cut].items() if n is not None}
                sums.setdefault((topic, cut), Counter()).update(said)
    for topic in sorted(wholes, key=lambda each: (not each, -wholes[each], each)):
        yield Fate(topic, wholes[topic], sums[topic, "ends"], sums[topic, "days"])
