"""./run insight replies."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from huiyin.house.insight.files import read, table, tell
from huiyin.insights.replies import Answered, Fault, checked_all

REPLIES = ("id", *Fault)


def replies(source: Path, target: Path) -> None:
    """Write, for every message with its answer, which faults the answer has."""
    rows = read(source, ["id", "title", "text", "answer"])
    found = checked_all([Answered(row.title, row.text, row.answer) for row in rows])
    often: Counter[str] = Counter()
    with table(target, REPLIES) as out:
        for row, checked in zip(rows, found, strict=True):
            out.add((row.id, *(int(fault in checked.faults) for fault in Fault)))
            often.update(list(checked.faults))
    tell(f"{out.written:,} answers: " + ", ".join(f"{name} {often[name]:,}" for name in Fault))
