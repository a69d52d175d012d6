"""./run insight replies."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from huiyin.house.insight.files import read, table, tell
from huiyin.insights.replies import Answered, Fault, checked_all

REPLIES = ("id", *Fault)


LINES = ("id", "fault", "line")


def replies(source: Path, target: Path, lines: str | None = None) -> None:
    """Write, for every message with its answer, which faults the answer has.

    :param lines: a further file, with the line that each fault rests on where there is one: words of the answer, of the
        message (incomplete: what was passed over) or the other message's title (copied).
    """
    rows = read(source, ["id", "title", "text", "answer"])
    found = checked_all([Answered(row.title, row.text, row.answer) for row in rows])
    often: Counter[str] = Counter()
    with table(target, REPLIES) as out:
        for row, checked in zip(rows, found, strict=True):
            out.add((row.id, *(int(fault in checked.faults) for fault in Fault)))
            often.update(list(checked.faults))
    if lines:
        with table(Path(lines), LINES) as said:
            for row, checked in zip(rows, found, strict=True):
                for fault, words in checked.faults.items():
                    if words:
                        said.add((row.id, fault, words))
    tell(f"{out.written:,} answers: " + ", ".join(f"{name} {often[name]:,}" for name in Fault))
