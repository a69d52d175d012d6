"""Every message written is taken by somebody: by a listener of the worker, or by the daily seal."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import huiyin
from huiyin.cases import projections
from huiyin.house.management.commands.work import LISTENERS
from huiyin.record.journal import SEAL_TOPIC
from huiyin.record.projection import TOPICS, WANTED

ROOM = Path(huiyin.__file__).parent
WRITTEN = re.compile(r"\bMessage(?:\.objects\.create)?[(,]\s*topic=([A-Z][\w.]*)")


def topics() -> set[str]:
    """What the projections of an act tell, and every topic written anywhere else, by the constant that names it."""
    found = {*TOPICS, *WANTED, projections.SERVED}
    for path in ROOM.rglob("*.py"):
        for name in WRITTEN.findall(path.read_text()):
            if path.name not in ("projections.py", "projection.py"):
                module = ".".join(["huiyin", *path.relative_to(ROOM).with_suffix("").parts])
                found.add(getattr(import_module(module), name))
    return found


def test_every_topic_written_has_somebody_who_takes_it() -> None:
    assert topics() == {*LISTENERS, SEAL_TOPIC}
