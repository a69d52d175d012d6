"""What changed between two versions of a paper (修改痕迹), for the head who must sign it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

from huiyin.papers.document import Block, Document, Heading, Paragraph, Table


class Change(StrEnum):
    """Whether words stayed, came or went."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words with what became of them."""

    change: Change
    text: str


def redline(old: Document, new: Document) -> list[list[Piece]]:
    """The newer version paragraph by paragraph, with the words that went still in it."""
    before, after = list(_lines(old)), list(_lines(new))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    rows: list[list[Piece]] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            rows += [[Piece(Change.SAME, line)] for line in after[j1:j2]]
        else:
            rows += [_within(a, b) for a, b in zip_longest(before[i1:i2], after[j1:j2], fillvalue="")]
    return rows


def changed(rows: Iterable[Sequence[Piece]]) -> bool:
    """Whether anything differs."""
    return any(piece.change is not Change.SAME for row in rows for piece in row)


def _within(old: str, new: str) -> list[Piece]:
    """Character by character, since Chinese has no spaces between words."""
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Change.SAME, new[j1:j2]))
            continue
        if i2 > i1:
            pieces.append(Piece(Change.REMOVED, old[i1:i2]))
        if j2 > j1:
            pieces.append(Piece(Change.ADDED, new[j1:j2]))
    return pieces


def _lines(document: Document) -> Iterator[str]:
    yield document.title
    for block in document.blocks:
        yield from _of_block(block)


def _of_block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield block.text
        case Paragraph():
            yield f"{block.lead}{block.text}"
        case Table():
            yield from (" ".join(row) for row in block.rows)
