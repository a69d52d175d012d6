"""Lines as they were read, and the text they make: pure values, shared by the reading process and the pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median
from typing import Final

UNSURE: Final = 80
"""Percent. A character below it is marked for the clerk."""

Box = tuple[int, int, int, int]
"""Left, top, width, height in pixels of the upright picture."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; ``sure`` has a percentage for each character of ``words``."""

    words: str
    box: Box
    sure: tuple[int, ...]

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The words in pieces, each with whether it was read for sure."""
        runs = groupby(zip(self.words, self.sure, strict=True), key=lambda each: each[1] >= UNSURE)
        return [("".join(char for char, _ in run), certain) for certain, run in runs]


@dataclass(frozen=True, slots=True)
class Placed:
    """A line within the text of its letter: ``page`` counts from 1, ``start`` and ``end`` are places in the text."""

    page: int
    number: int
    line: Line
    start: int
    end: int

    @property
    def unsure(self) -> list[int]:
        """Places in the text of characters that may be wrong."""
        return [self.start + at for at, sure in enumerate(self.line.sure) if sure < UNSURE]


def to_json(lines: Iterable[Line]) -> str:
    return json.dumps([[line.words, line.box, line.sure] for line in lines], ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> list[Line]:
    return [Line(words, (box[0], box[1], box[2], box[3]), tuple(sure)) for words, box, sure in json.loads(text)]


def text_of(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[Placed, ...]]:
    """The running text of a letter, with the place of every line in it.

    A line that reaches the right margin runs on into the next unless that is indented; columns are not told apart.
    """
    text, placed = "", []
    for page, lines in enumerate(pages, 1):
        for number, (joint, line) in enumerate(_joined(_rows(lines)), 1):
            text += ("\n" if text and number == 1 else "") + joint
            placed.append(Placed(page, number, line, len(text), len(text) + len(line.words)))
            text += line.words
    return text, tuple(placed)


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines side by side are one row, read from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=_middle):
        if rows and abs(_middle(line) - _middle(rows[-1][0])) < 0.5 * min(line.box[3], rows[-1][0].box[3]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.box[0]) for row in rows]


def _middle(line: Line) -> float:
    return line.box[1] + line.box[3] / 2


def _joined(rows: list[list[Line]]) -> Iterable[tuple[str, Line]]:
    """Each line with what stands before it: nothing, a space or a line break."""
    if not rows:
        return
    left = min(row[0].box[0] for row in rows)
    right = max(_end(row) for row in rows)
    sign = median(line.box[3] for row in rows for line in row)
    for before, row in pairwise([None, *rows]):
        assert row is not None
        for place, line in enumerate(row):
            if place:
                yield " ", line
            else:
                runs_on = before and right - _end(before) < 2.2 * sign and row[0].box[0] - left < 1.3 * sign
                yield "" if not before or runs_on else "\n", line


def _end(row: list[Line]) -> int:
    return row[-1].box[0] + row[-1].box[2]
