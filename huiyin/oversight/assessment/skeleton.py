"""What of a journal an assessment rests on: who did what when, as every export shows it. No words, no persons.

The live journal and an export give the same steps in the same order, record by record, so that whoever holds an export
computes the same figures, and nobody holds more than one record in memory.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from huiyin.record.models import Event
from huiyin.record.worlds import beijing_day
from huiyin.vault.chain import stamp

KINDS = ("matter", "order")
_NOTHING: Set[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """One event: its act, its day, and the organ that did it (``None`` for petitioner and system)."""

    act: str
    day: date
    organ: int | None


Row = tuple[str, int, int, str, datetime, datetime, int | None, bytes]
#: Kind and id of a record, and its steps in order.
Told = tuple[str, int, list[Step]]


class Unreadable(ValueError):
    """A file is no export of a journal, or does not say what its events are."""


class Skeleton:
    """The records that count, each with its steps; read once, from the first to the last.

    :param leave_out: records that are not read at all.
    :param salt: what the digest begins with, so that nobody finds what was left out by trying.
    :ivar digest: of every event that was read: record, number and hash; when all has been read.
    """

    def __init__(self, rows: Iterable[Row], as_of: datetime, leave_out: Set[int] = _NOTHING, salt: str = "") -> None:
        self._rows, self._as_of, self._leave_out = rows, as_of, leave_out
        self._sum = hashlib.sha256(salt.encode())
        self.events = 0

    def __iter__(self) -> Iterator[Told]:
        for (kind, record), rows in groupby(self._counted(), key=lambda row: (row[0], row[1])):
            yield kind, record, [Step(act, beijing_day(at), organ) for _, _, _, act, at, _, organ, _ in rows]

    def _counted(self) -> Iterator[Row]:
        for row in self._rows:
            if row[5] <= self._as_of and row[1] not in self._leave_out:
                self.events += 1
                self._sum.update(f"{row[1]} {row[2]} {row[7].hex()}\n".encode())
                yield row

    @property
    def digest(self) -> str:
        return self._sum.hexdigest()


def from_database(as_of: datetime, leave_out: Set[int] = _NOTHING, salt: str = "") -> Skeleton:
    """The journal of this installation, as far as it was written by ``as_of``."""
    rows = Event.objects.filter(record_kind__in=KINDS, recorded_at__lte=as_of).order_by("record", "seq")
    names = ("record_kind", "record", "seq", "act", "at", "recorded_at", "organ", "hash")
    found = ((*row[:7], bytes(row[7])) for row in rows.values_list(*names).iterator(chunk_size=5000))
    return Skeleton(found, as_of, leave_out, salt)


def from_export(path: Path, as_of: datetime, leave_out: Set[int] = _NOTHING, salt: str = "") -> Skeleton:
    """The same from an export, with or without words; whether the export is true, the verifier says.

    :raises Unreadable: while it is read: it is none, or holds events that are closed.
    """
    return Skeleton(_lines(path), as_of, leave_out, salt)


def _lines(path: Path) -> Iterator[Row]:
    try:
        with path.open(encoding="utf-8") as file:
            for line in file:
                row = _row(json.loads(line))
                if row is not None:
                    yield row
    except (KeyError, TypeError, UnicodeDecodeError, json.JSONDecodeError) as fault:
        raise Unreadable(f"{path}: {type(fault).__name__}") from None


def _row(line: dict[str, Any]) -> Row | None:
    if line["kind"] == "closed":
        raise Unreadable("the export closes events of before November 2026; take one with --full")
    if line["kind"] != "event":
        return None
    body = line["body"]
    kind, record = body.get("kind", "matter"), body.get("record", body.get("case"))
    if kind not in KINDS:
        return None
    at, recorded = datetime.fromisoformat(body["at"]), datetime.fromisoformat(body["recorded_at"])
    return kind, record, body["seq"], body["act"], at, recorded, body["organ"], bytes.fromhex(line["hash"])


def moment(text: str) -> datetime:
    """A moment as a result names it."""
    return datetime.fromisoformat(text)


def spelled(at: datetime) -> str:
    """A moment as a journal writes it."""
    return stamp(at)
