"""What a kind of record shows on its page beside what all kinds show: facts, each with the events that bear it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from huiyin.law.sources.articles import Citation
from huiyin.law.words import Phrase


@dataclass(frozen=True, slots=True)
class Pointer:
    """An event of a record that the reader may read."""

    kind: Any
    row: Any
    seq: int
    label: Phrase | str
    on: date


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what it says, by which article, and where that stands; ``known`` is False where no record can tell."""

    label: Phrase | str
    citation: Citation | None = None
    events: tuple[Pointer, ...] = ()
    known: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    :param page: the page of the desk behind it, by name, with ``args`` and ``query``; its list is fetched by the right
        of whoever opens it.
    :param value: the number that a picture draws of it; none where it is words.
    :param names: the row of the record that the cell names: it is called by the words it borrows for its reader.
    """

    text: Phrase | str
    page: str = ""
    args: tuple[str, ...] = ()
    query: Mapping[str, str] = field(default_factory=dict)
    value: float | None = None
    names: Any = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of a row names it. All columns but the first are figures, except those in ``words``."""

    head: tuple[Phrase, ...]
    rows: tuple[tuple[Cell, ...], ...]
    words: frozenset[int] = frozenset()

    @classmethod
    def of_words(cls, head: tuple[Phrase, ...], rows: tuple[tuple[Cell, ...], ...]) -> Table:
        """One without figures."""
        return cls(head, rows, frozenset(range(len(head))))


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page; ``rows`` are figures with their names, as the record keeps them.

    ``notes`` are sentences under it, ``code`` lines for a machine (commands, digests). ``drawn`` says how a picture is
    drawn from the table (huiyin.desk.pictures.charts.Drawn), empty for none.
    """

    title: Phrase
    facts: tuple[Fact, ...] = ()
    note: Phrase | None = None
    rows: tuple[tuple[Any, Any], ...] = ()
    table: Table | None = None
    notes: tuple[Phrase, ...] = ()
    code: tuple[str, ...] = ()
    drawn: str = ""
