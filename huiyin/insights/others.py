"""Finding records of any kind but the matter by number or title. The index proposes; the record's readers decide."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from huiyin.insights import storage
from huiyin.insights.marks import OTHER, marks_for
from huiyin.insights.words import words_asked
from huiyin.law.frame.facts import Actor
from huiyin.record.kinds import KINDS, Kind
from huiyin.record.models import Event
from huiyin.record.reading import of_these

#: So often the index is asked for more, if what it proposed was closed to the seeker.
PATIENCE: Final = 3


def find_others(actor: Actor, on: date, words: str, most: int) -> list[tuple[Kind, Any]]:
    """Records that the actor may read with all the words in number or title, the newest first, ``most`` at most."""
    asked, marks = words_asked(words), [OTHER + mark for mark in marks_for(actor, on)]
    if not asked or not marks:
        return []
    found: list[tuple[Kind, Any]] = []
    before: int | None = None
    for _ in range(PATIENCE):
        proposed = storage.find_rare(asked, marks, before, most)
        found += _readable(actor, on, proposed)
        if len(proposed) < most or len(found) >= most:
            break
        before = proposed[-1]
    return found[:most]


def _readable(actor: Actor, on: date, ids: list[int]) -> list[tuple[Kind, Any]]:
    by_kind: dict[str, list[int]] = {}
    for record, kind in Event.objects.filter(record__in=ids, seq=1).values_list("record", "record_kind"):
        by_kind.setdefault(kind, []).append(record)
    seen = {
        record: (kind, row)
        for kind in KINDS
        if kind.key in by_kind
        for record, row in of_these(kind, actor, on, by_kind[kind.key]).items()
    }
    return [seen[record] for record in ids if record in seen]
