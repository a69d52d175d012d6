"""Opening a workbook that somebody exported: in a process apart, within limits, sheet after sheet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from huiyin.channels.sheets.cells import Cell
from huiyin.channels.sheets.mapping import WrongMapping
from huiyin.channels.sheets.unpacking import cell_of
from huiyin.media.apart.limits import MB, LimitMet, Limits
from huiyin.media.apart.reader import Apart

LARGEST: Final = 256 * MB
LIMITS: Final = Limits(memory=1536 * MB, seconds=120, patience=300.0)


@dataclass(frozen=True, slots=True)
class Opened:
    """One sheet: its rows from the first line on, and what the number 0 means where a date is a number."""

    name: str
    hidden: bool
    day_zero: date
    rows: list[list[Cell]] = field(default_factory=list)


def sheets(path: Path) -> Iterator[Opened]:
    """Each sheet of the file, the hidden ones as well.

    :raises WrongMapping: it is no workbook, or met a limit; the message says which.
    """
    if (size := path.stat().st_size) > LARGEST:
        raise WrongMapping(f"{path}: {size // MB} MB; more than {LARGEST // MB} MB are not opened.")
    yield from sheets_of(path.read_bytes(), str(path))


def sheets_of(data: bytes, name: str) -> Iterator[Opened]:
    """The same of a file at hand.

    :param name: how the message calls it. :raises WrongMapping: as above.
    """
    apart = Apart("huiyin.channels.sheets.unpacking", LIMITS)
    with closing(apart):
        try:
            yield from _by_sheet(apart, data, name)
        except LimitMet as met:
            raise WrongMapping(f"{name}: {met.phrase}") from None


def _by_sheet(apart: Apart, data: bytes, name: str) -> Iterator[Opened]:
    number, opened = -1, None
    for head, body in apart.ask({}, data):
        if "wrong" in head:
            raise WrongMapping(f"{name}: {head['wrong']}")
        if opened is None or head["number"] != number:
            if opened is not None:
                yield opened
            number = head["number"]
            opened = Opened(head["sheet"], head["hidden"], date.fromisoformat(head["day_zero"]))
        opened.rows.extend([cell_of(cell) for cell in row] for row in json.loads(body))
    if opened is not None:
        yield opened
