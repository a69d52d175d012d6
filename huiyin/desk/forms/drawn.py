"""A field of a form ready for its template: what stands in it, what may be chosen, what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from huiyin.law.chart.routes import Suggestion
from huiyin.law.words import Phrase


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. ``notes`` stand below it: reasons, roles."""

    value: str
    label: object
    chosen: bool = False
    notes: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """The part of a field that belongs to one claim."""

    seq: int
    request: str
    facts: str
    options: tuple[Option, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    hints: tuple[Suggestion, ...] = ()
    lacking: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A field ready for its template, ``desk/fields/{kind}.html``."""

    name: str
    kind: str
    label: str
    required: bool
    hint: str
    error: Phrase | None
    value: str = ""
    options: tuple[Option, ...] = ()
    rows: tuple[Any, ...] = ()

    @property
    def template(self) -> str:
        return f"desk/fields/{self.kind}.html"

    @property
    def in_a_line(self) -> bool:
        """Whether it is one box with a label; the others are several in a frame."""
        return self.kind in _IN_A_LINE

    @property
    def ticked(self) -> bool:
        """Whether one ticks among words."""
        return self.kind in ("choice", "choices", "flag", "claims")


_IN_A_LINE: Final = frozenset(
    {
        "text",
        "line",
        "case",
        "date",
        "days",
        "integer",
        "person",
        "organ_named",
        "person_named",
        "place",
        "listed",
        "files",
    }
)
