"""The demonstration's knowledge base (``data/demo/knowledge``): what its people wrote, kept as by their page."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import yaml

from huiyin.desk.answers.keeping import keep
from huiyin.desk.models import Answer, RouteNote
from huiyin.house.demo.cast import Cast
from huiyin.house.demo.stories import FOLDER, LOADER
from huiyin.law.frame.facts import Actor
from huiyin.record.worlds import beijing_day

ANSWERS = FOLDER.parent / "knowledge" / "answers.yaml"


def write_down(now: datetime, cast: Cast) -> None:
    """Every answer and every note on a way, by whoever wrote it, at their own organ."""
    said = yaml.load(ANSWERS.read_text(encoding="utf-8"), LOADER)
    for model, rows in ((Answer, said["answers"]), (RouteNote, said["notes"])):
        for row in rows:
            keep(*_read(model, row, now, cast))


def _read(model: Any, row: dict[str, Any], now: datetime, cast: Cast) -> tuple[Answer | RouteNote, Actor]:
    words, today = dict(row), beijing_day(now)
    by, review = cast.actor(words.pop("by"), today), words.pop("review")
    assert by.organ is not None
    return model(organ=by.organ, review_on=today + timedelta(days=review), **words), by
