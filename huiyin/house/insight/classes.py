"""./run insight train and classify."""

from __future__ import annotations

import time
from pathlib import Path

from huiyin.house.faults import Refused
from huiyin.house.insight.files import read, table, tell
from huiyin.insights.learned.grams import plain
from huiyin.insights.learned.model import Model, UnusableModel
from huiyin.insights.learned.training import Labelled, TooLittle, train

PREDICTED = ("id", "label", "probability", "second", "abstained")


def train_from(data: Path, folder: Path) -> None:
    """Learn from a labelled file and write the model."""
    rows = read(data, ["id", "label", "title", "text"])
    started = time.monotonic()
    # Without a column for it, messages whose text begins alike are one group.
    labelled = [Labelled(row.title, row.text, row.label, row.group or plain(row.text)[:120]) for row in rows]
    try:
        model = train(labelled, tell)
    except TooLittle as fault:
        raise Refused(f"{data}: {fault}") from None
    model.about.update({"messages": len(rows), "seconds": round(time.monotonic() - started, 1)})
    model.save(folder)
    size = sum(each.stat().st_size for each in folder.iterdir()) / 1e6
    tell(f"{len(rows):,} messages learned in {model.about['seconds']} s; {folder}: {size:.1f} MB")
    tell(", ".join(f"{name} {value}" for name, value in model.about.get("measured", {}).items()))


def classify(folder: Path, source: Path, target: Path) -> None:
    """Answer every message of a file."""
    try:
        model = Model.load(folder)
    except UnusableModel as fault:
        raise Refused(str(fault)) from None
    rows = read(source, ["id", "title", "text"])
    started = time.monotonic()
    with table(target, PREDICTED) as out:
        for row, said in zip(rows, model.answers([(row.title, row.text) for row in rows]), strict=True):
            out.add((row.id, said.label, f"{said.probability:.4f}", said.second, int(said.abstained)))
    seconds = time.monotonic() - started
    tell(f"{out.written:,} messages answered, {out.written / max(seconds, 1e-6):,.0f} a second")
