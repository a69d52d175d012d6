"""Fields of several rows (people, instalments) in a form without scripts: some empty rows below those filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict

from huiyin.desk.forms.drawn import Option
from huiyin.law.frame.particulars import MOST_ROWS, PERSON, Field
from huiyin.law.words import P, Phrase

#: The cells of each such kind of field.
CELLS: Final[Mapping[str, tuple[str, ...]]] = {"people": PERSON, "instalments": ("on", "what", "amount")}
LABELS: Final[Mapping[str, Phrase]] = {
    "side": P("哪一方"), "name": P("姓名"), "phone": P("电话"), "id_number": P("证件号码"), "address": P("地址"),
    "on": P("哪天以前"), "what": P("做什么"), "amount": P("多少元"),
}  # fmt: skip
#: So many rows a form shows at least, and so many are empty.
SHOWN: Final = 6
EMPTY: Final = 4
#: So many stand open; the others unfold.
OPEN: Final = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """One box. ``shown_as`` is how it is typed."""

    name: str
    label: Phrase
    value: str
    shown_as: str
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """``folded`` begins those that unfold."""

    cells: tuple[Cell, ...]
    folded: bool = False


def rows_of(field: Field, said: Sequence[Mapping[str, Any]] | None) -> list[Row]:
    """The rows of a form: what is filled, and some that are not."""
    filled = list(said or ())
    shown = min(max(SHOWN, len(filled) + EMPTY), MOST_ROWS)
    rows = [filled[number - 1] if number <= len(filled) else {} for number in range(1, shown + 1)]
    fold = max(OPEN, len(filled)) + 1
    return [Row(_cells(field, number, said), number == fold) for number, said in enumerate(rows, 1)]


def _cells(field: Field, number: int, said: Mapping[str, Any]) -> tuple[Cell, ...]:
    """Each row begins on a side of its own; where nothing else is said, it says nothing."""
    names = [name for name in CELLS[field.kind] if name != "side" or field.terms]
    sides = [term.value for term in field.terms or ()]
    begun = {"side": sides[number - 1] if number <= min(OPEN, len(sides)) else ""} | dict(said)
    return tuple(_cell(field, number, name, str(begun.get(name, ""))) for name in names)


def _cell(field: Field, number: int, name: str, value: str) -> Cell:
    spot, terms = f"{field.name}-{number}-{name}", field.terms if name == "side" else None
    options = tuple(Option(term.value, term.label, term.value == value) for term in terms or ())
    shown_as = "select" if terms else {"on": "date", "phone": "tel"}.get(name, "text")
    return Cell(spot, LABELS[name], value, shown_as, options)


def typed_rows(field: Field, typed: QueryDict | None) -> list[dict[str, str]]:
    """What was typed, row by row; a row of which only the side was chosen says nothing."""
    if typed is None:
        return []
    names = CELLS[field.kind]
    rows = [
        {name: value for name in names if (value := str(typed.get(f"{field.name}-{number}-{name}", "")).strip())}
        for number in range(1, MOST_ROWS + 1)
    ]
    return [row for row in rows if set(row) - {"side"}]
