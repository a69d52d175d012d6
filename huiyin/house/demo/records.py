"""Stories of records that are no matters: ``data/demo/records/KIND.yaml``, a file for each kind that has any.

They are told like a matter's steps, the first of which opens the record: ``- -40 raise by wuxia: {to_organ: lx-slj}``.
Organs and people are handles, dates are days counted from loading, and ``{irrigation-ditch}`` in a text is the number
of what that story opened, be it a matter or a record. A record that another one opened begins with what is its own:
``- -33 show: {from: year-assessment, to_organ: lx-slj}``; what a matter opened likewise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from huiyin.cases.models import Case
from huiyin.house.demo.cast import Cast
from huiyin.house.demo.stories import FOLDER, LOADER, Line, StoryFault, read_line
from huiyin.house.demo.timetable import WORKING, Timetable
from huiyin.law.frame.facts import SYSTEM, Actor
from huiyin.law.frame.particulars import Field, Span
from huiyin.law.terms import Role
from huiyin.record.door import open_record, perform
from huiyin.record.kinds import KINDS, Kind
from huiyin.record.models import Link
from huiyin.record.snapshots import facts_from
from huiyin.record.worlds import beijing_day

RECORDS = FOLDER.parent / "records"
#: Where a text names what a story opened.
NUMBER = re.compile(r"\{([a-z][a-z-]+)\}")


@dataclass(frozen=True, slots=True)
class RecordStory:
    """One record of a kind, by the name of its kind."""

    key: str
    kind: str
    steps: tuple[Line, ...]


def read_record_stories(folder: Path = RECORDS) -> list[RecordStory]:
    """Every story of every kind's file.

    :raises StoryFault: with the story's name, when something in it cannot be read.
    """
    return [story for path in sorted(folder.glob("*.yaml")) for story in _read(path)]


def _read(path: Path) -> Iterator[RecordStory]:
    for key, steps in yaml.load(path.read_text(encoding="utf-8"), LOADER).items():
        try:
            yield RecordStory(key, path.stem, tuple(read_line(step) for step in steps))
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            raise StoryFault(f"{path.name}, {key}: {fault}") from fault


class Clerk:
    """Plays the steps of record stories.

    :param number_of: the number of what a story opened.
    """

    def __init__(self, cast: Cast, table: Timetable, number_of: Callable[[str], str]) -> None:
        self._cast, self._table, self._number_of = cast, table, number_of
        self.rows: dict[str, Any] = {}

    def do(self, story: RecordStory, number: int, at: datetime, key: str) -> None:
        """One step, through the door."""
        kind, step, day = _kind(story.kind), story.steps[number - 1], beijing_day(at)
        act = kind.procedure.acts(step.act)
        if "from" in step.given:
            self.rows[story.key] = self._opened_by(kind, **step.given)
            return
        given = self._given(kind, act, step.given, day)
        if number == 1:
            by = self._cast.actor(step.by or "", day)
            self.rows[story.key] = open_record(kind, by=by, at=at, given=given, key=key)
            return
        row = kind.model.objects.get(id=self.rows[story.key].id)
        by = self._cast.actor(step.by, day) if step.by else self._whoever(kind, act, row, day)
        perform(kind, record=row.id, act=act, by=by, at=at, given=given, key=key)

    def _opened_by(self, kind: Kind, to_organ: str = "", **said: str) -> Any:
        """What the act of another record, or of a matter, opened; the one for an organ, where there are several."""
        parent = self.rows.get(said["from"]) or Case.objects.get(number=self._number_of(said["from"]))
        ids = Link.objects.filter(other=parent.id, record_kind=kind.key).values_list("record", flat=True)
        whose = {"holder": self._cast.organ(to_organ)} if to_organ else {}
        return kind.model.objects.get(id__in=list(ids), **whose)

    def _whoever(self, kind: Kind, act: Any, row: Any, day: date) -> Actor:
        """The owner if the act is theirs, else whoever is on duty for it where the record lies."""
        facts = facts_from(kind.procedure, row.facts)
        move = next(move for move in kind.procedure.by_act[act] if facts.stage in move.from_)
        if Role.SYSTEM in move.by:
            return SYSTEM
        owner = self._cast.actor_at(facts.owner, facts.holder, day)
        return owner if owner.roles & set(move.by) else self._cast.somebody(facts.holder, move.by, day)

    def _given(self, kind: Kind, act: Any, said: Mapping[str, Any], day: date) -> dict[str, Any]:
        fields = {field.name: field for field in kind.procedure.needs(act)}
        if strange := set(said) - set(fields):
            raise ValueError(f"unknown: {', '.join(sorted(strange))}")
        spelled = self._table.spell(dict(said), day)
        return {name: self._plain(fields[name], value, day) for name, value in spelled.items()}

    def _plain(self, field: Field, value: Any, day: date) -> Any:
        match field.kind, value:
            case "date", int() if field.span in (Span.DONE, Span.PAST):
                # An office acts on the working day before; what it tells of was not later.
                return min(self._table.day(value), day).isoformat()
            case "organ", _:
                return self._cast.organ(value)
            case "person", str():
                return self._cast.person(value)
            case "date", int():
                return self._table.day(value).isoformat()
            case "date", str() if WORKING.fullmatch(value):
                return self._table.working_day(int(value.partition(" ")[0])).isoformat()
            case "instalments", list():
                return [{**row, "on": self._table.day(row["on"]).isoformat()} for row in value]
            case _, str():
                return NUMBER.sub(lambda found: self._number_of(found[1]), value)
        return value


def _kind(key: str) -> Kind:
    kind = KINDS.get(key)
    if kind is None:
        raise StoryFault(f"no kind of record is called {key}")
    return kind
