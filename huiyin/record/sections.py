"""What a kind of record shows on its page beside what all kinds show: facts, each with the events that bear it out."""

from __future__ import annotations

from dataclasses import dataclass
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
class Section:
    """A part of the page; ``rows`` are figures with their names, as the record keeps them.

    ``more`` is what else there is to it beside the record's own page: its address from there, and what it is called.
    """

    title: Phrase
    facts: tuple[Fact, ...] = ()
    note: Phrase | None = None
    rows: tuple[tuple[str, str], ...] = ()
    more: tuple[str, Phrase] | None = None
