"""What an advice rests on (依据): records, or single steps of them, as typed; and what their journals say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from huiyin.cases.models import Case
from huiyin.cases.parts import part_of
from huiyin.law.advice.accountability import Told
from huiyin.law.frame.facts import Actor
from huiyin.record.kinds import KINDS, Kind
from huiyin.record.models import Event
from huiyin.record.reading import find, linked_to
from huiyin.record.worlds import beijing_day
from huiyin.vault.opening import read_out

#: A number, and the step of it that is meant.
_LINE: Final = re.compile(r"(?P<number>[A-Z]?\d{18,19})(?:\s*(?:第|#)?\s*(?P<seq>\d{1,6})\s*步?)?")


@dataclass(frozen=True, slots=True)
class Piece:
    """One record that an advice rests on; ``seq`` is the step that is meant, by the number its reader knows, 0 for all
    of it. ``entry`` is that step in the journal."""

    kind: str
    row: Any
    seq: int
    entry: int = 0


class NotFound(ValueError):
    """A line names nothing that the writer may read; ``line`` is it."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


def read(text: str, by: Actor, on: date) -> list[Piece]:
    """The records that the lines of ``text`` name.

    :raises NotFound: a line names none that ``by`` may read, or a step that is not theirs to read.
    """
    return [_piece(line.strip(), by, on) for line in text.splitlines() if line.strip()]


def _piece(line: str, by: Actor, on: date) -> Piece:
    said = _LINE.match(line)
    found = next(_named(said["number"], by, on), None) if said else None
    if said is None or found is None:
        raise NotFound(line)
    kind, row = found
    seq = int(said["seq"] or 0)
    if seq and not any(event.seq == seq for event in _events(row, by, on)):
        raise NotFound(line)
    return Piece(kind.key, row, seq, part_of(row, by, on).real(seq) if isinstance(row, Case) else seq)


def _named(number: str, by: Actor, on: date) -> Iterator[tuple[Kind, Any]]:
    for kind in KINDS:
        row = find(kind, by, on, number)
        if row is not None:
            yield kind, row


def _events(row: Any, by: Actor, on: date) -> list[Event]:
    """The journal of a record as the writer may read it."""
    events = row.journal()
    return list(part_of(row, by, on).events(events)) if isinstance(row, Case) else events


def told(pieces: list[Piece], by: Actor, on: date) -> list[Told]:
    """What the linked steps say; of a record without a step, all that the writer may read of it."""
    return [
        Told(
            event.record,
            event.seq,
            event.record_kind,
            event.act,
            read_out(event.payload)["said"],
            beijing_day(event.at),
        )
        for piece in pieces
        for event in _events(piece.row, by, on)
        if piece.seq in (0, event.seq)
    ]


def behind(row: Any, actor: Actor, on: date) -> list[Piece]:
    """What a record rests on, as far as the actor may read that."""
    found = [each for each in linked_to(row, actor, on) if each.rests]
    return [Piece(each.kind.key, each.row, each.seq) for each in found]
