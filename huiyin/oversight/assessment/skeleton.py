"""What of a journal an assessment rests on: who did what when, as every export shows it. No words, no persons.

The live journal and an export give the same steps, so that whoever holds an export computes the same figures.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from huiyin.record.models import Event
from huiyin.record.worlds import beijing_day
from huiyin.vault.chain import stamp

KINDS = ("matter", "order")


@dataclass(frozen=True, slots=True)
class Step:
    """One event: its act, its day, and the organ that did it (``None`` for petitioner and system)."""

    act: str
    day: date
    organ: int | None


@dataclass(slots=True)
class Skeleton:
    """All records of the kinds that count, each with its steps in order.

    :param digest: of every event that was read: record, number and hash.
    """

    records: dict[tuple[str, int], list[Step]] = field(default_factory=dict)
    events: int = 0
    digest: str = ""


class Unreadable(ValueError):
    """A file is no export of a journal, or does not say what its events are."""


Row = tuple[str, int, int, str, datetime, datetime, int | None, bytes]


def from_database(as_of: datetime) -> Skeleton:
    """The journal of this installation, as far as it was written by ``as_of``."""
    rows = Event.objects.filter(record_kind__in=KINDS, recorded_at__lte=as_of).order_by("record", "seq")
    names = ("record_kind", "record", "seq", "act", "at", "recorded_at", "organ", "hash")
    return _taken(((*row[:7], bytes(row[7])) for row in rows.values_list(*names).iterator(chunk_size=5000)), as_of)


def from_export(path: Path, as_of: datetime) -> Skeleton:
    """The same from an export, with or without words; whether the export is true, the verifier says.

    :raises Unreadable: it is none, or holds events that are closed.
    """
    return _taken(_lines(path), as_of)


def _taken(rows: Iterable[Row], as_of: datetime) -> Skeleton:
    found, sum_ = Skeleton(), hashlib.sha256()
    for kind, record, seq, act, at, recorded_at, organ, hash_ in rows:
        if recorded_at > as_of:
            continue
        found.records.setdefault((kind, record), []).append(Step(act, beijing_day(at), organ))
        found.events += 1
        sum_.update(f"{record} {seq} {hash_.hex()}\n".encode())
    found.digest = sum_.hexdigest()
    return found


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
