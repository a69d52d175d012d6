"""The account of an import: what came in, what did not and why, and how fast the answers were."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from huiyin.cases.measures import Promptness
from huiyin.channels.sheets.mapping import OWN
from huiyin.channels.sheets.reading import Unread
from huiyin.channels.sheets.taking import Fate, Outcome
from huiyin.law.words import Phrase
from huiyin.typed.formulas import guarded


@dataclass(frozen=True, slots=True)
class Remark:
    """A row that needs somebody's eye. ``lost`` is false when the matter came in and only its answer did not."""

    sheet: str
    row: int
    number: str
    refused: bool
    reason: Phrase

    @property
    def what(self) -> str:
        return "refused" if self.refused else "without its answer"


@dataclass(slots=True)
class Account:
    """Counts every row of a file once, and times the whole."""

    fates: Counter[Fate] = field(default_factory=Counter)
    promptness: Promptness = field(default_factory=Promptness)
    remarks: list[Remark] = field(default_factory=list)
    seconds: float = 0.0
    peak_memory: float = 0.0

    def refuse(self, unread: Unread) -> None:
        self.fates[Fate.REFUSED] += 1
        self.remarks.append(Remark(unread.sheet, unread.row, unread.number, True, unread.reason))

    def count(self, outcome: Outcome) -> None:
        message, refused = outcome.message, outcome.fate is Fate.REFUSED
        self.fates[outcome.fate] += 1
        if outcome.reason:
            self.remarks.append(Remark(message.sheet, message.row, message.number, refused, outcome.reason))
        if not refused:
            self.promptness.count(outcome.lodged_on, outcome.answered_on)

    @property
    def rows(self) -> int:
        return self.fates.total()

    @property
    def refused(self) -> int:
        return self.fates[Fate.REFUSED]

    @property
    def speed(self) -> float:
        return self.rows / self.seconds if self.seconds else 0.0

    def for_machines(self) -> dict[str, Any]:
        """The same figures with names that programs read."""
        p = self.promptness
        return {
            "rows": self.rows,
            "new": self.fates[Fate.NEW],
            "already_there": self.fates[Fate.ALREADY],
            "newly_answered": self.fates[Fate.ANSWERED],
            "refused": self.refused,
            "without_their_answer": sum(not remark.refused for remark in self.remarks),
            "answered": p.answered,
            "within_15_days": p.within_15,
            "within_60_days": p.within_60,
            "late": p.late,
            "unanswered": p.unanswered,
            "seconds": round(self.seconds, 2),
            "rows_per_second": round(self.speed, 1),
            "peak_memory_mb": round(self.peak_memory, 1),
            "remarks": [
                {"sheet": r.sheet, "row": r.row, "number": r.number, "outcome": r.what, "reason": str(r.reason)}
                for r in self.remarks
            ],
        }

    def lines(self) -> Iterator[str]:
        """The figures for people, each with what it is a part of."""
        p, fates = self.promptness, self.fates
        yield f"rows 行数                {self.rows:>8,}"
        yield f"  new 新登记             {fates[Fate.NEW]:>8,}"
        yield f"  already there 已有     {fates[Fate.ALREADY] + fates[Fate.ANSWERED]:>8,}"
        if fates[Fate.ANSWERED]:
            yield f"    newly answered 补答复{fates[Fate.ANSWERED]:>8,}"
        yield f"  refused 未登记         {self.refused:>8,}"
        yield f"answered 已答复          {_of(p.answered, p.received)}"
        yield f"  within 15 days 15日内  {_of(p.within_15, p.received)}"
        yield f"  within 60 days 60日内  {_of(p.within_60, p.received)}"
        yield f"  late 超过60日          {_of(p.late, p.received)}"
        yield f"unanswered 未答复        {_of(p.unanswered, p.received)}"
        yield f"{self.seconds:.1f} s, {self.speed:,.0f} rows/s, peak memory {self.peak_memory:,.0f} MB"


def _of(part: int, whole: int) -> str:
    return f"{part:>8,} of {whole:,}  {100 * part / whole if whole else 0:5.1f} %"


def write_remarks(path: Path, rows: Sequence[tuple[Remark, Mapping[str, str]]]) -> None:
    """The rows that need an eye, with all their cells by heading, as a sheet that can be mended and read again.

    Opened in a spreadsheet it runs nothing: a cell that looks like a formula has an apostrophe before it.
    """
    headings = list(dict.fromkeys(heading for _, cells in rows for heading in cells))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*OWN, *map(guarded, headings)])
        for remark, cells in rows:
            outcome = "未登记" if remark.refused else "未录入答复"
            said = [remark.sheet, str(remark.row), outcome, str(remark.reason)]
            writer.writerow([guarded(cell) for cell in (*said, *(cells.get(heading, "") for heading in headings))])
