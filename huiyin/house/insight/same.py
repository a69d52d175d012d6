"""./run insight same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from huiyin.house.insight.files import read, table, tell
from huiyin.insights.same.compare import Same, Told
from huiyin.insights.same.pairs import likely_pairs

PAIRS = ("id_a", "id_b", "score", "same")


def same(source: Path, target: Path) -> None:
    """Write every likely pair of a file with its answer."""
    rows = read(source, ["id", "title", "text"])
    messages = [Told.of(row.title, row.text, row.user) for row in rows]
    answers: Counter[Same] = Counter()
    with table(target, PAIRS) as out:
        for pair in likely_pairs(messages, tell):
            verdict = pair.verdict
            out.add((rows[pair.one].id, rows[pair.other].id, f"{verdict.score:.4f}", verdict.same))
            answers[verdict.same] += 1
    said = f"{answers[Same.YES]:,} the same, {answers[Same.ASK]:,} to ask, {answers[Same.NO]:,} different"
    tell(f"{len(rows):,} messages, {out.written:,} likely pairs: {said}")
