"""A web page with tables, which many systems call ``.xls`` because Excel opens it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, Final

from huiyin.channels.sheets.tables import Merged, Table, fill, weigh
from huiyin.typed.wholes import whole

_PAGE: Final = re.compile(r"<(?:!doctype\s+html|html|table|meta)\b", re.IGNORECASE)
_LOOKED_AT: Final = 4000
_WIDEST, _TALLEST = 1000, 100_000
_SPACES: Final = re.compile(r"[ \t\r\n]+")
_BREAKS: Final = frozenset({"br", "p", "div", "li"})
_UNSEEN: Final = frozenset({"script", "style", "head", "xml"})


def is_page(text: str) -> bool:
    """Whether a text is a page and not lines of cells."""
    return text.lstrip("\ufeff \t\r\n").startswith("<") and bool(_PAGE.search(text[:_LOOKED_AT]))


def tables(text: str) -> Iterator[Table]:
    """Every table of the page; one inside a cell of another is a table of its own."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    for number, (rows, merged) in enumerate(reader.found, 1):
        weigh(len(rows), max(map(len, rows), default=0))
        fill(rows, merged)
        yield Table(f"{number}" if len(reader.found) > 1 else "", rows)


class _Reader(HTMLParser):
    """Collects rows; what is not closed is closed by what follows, as browsers do."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[list[list[Any]], list[Merged]]] = []
        self._open: list[int] = []
        self._taken: dict[int, dict[int, int]] = {}
        self._cell: list[str] | None = None
        self._spans = (1, 1)
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self._end_cell()
            self._open.append(len(self.found))
            self.found.append(([], []))
        elif tag == "tr" and self._open:
            self._end_cell()
            self.found[self._open[-1]][0].append([])
        elif tag in ("td", "th") and self._open and self.found[self._open[-1]][0]:
            self._end_cell()
            said = dict(attrs)
            spans = whole(said.get("colspan"), 1, _WIDEST), whole(said.get("rowspan"), 1, _TALLEST)
            self._cell, self._spans = [], (spans[0] or 1, spans[1] or 1)
        elif tag in _BREAKS and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._unseen:
            self._cell.append(_SPACES.sub(" ", data))

    def _end_cell(self) -> None:
        """The cell into its row, right of what reaches down from rows above."""
        if self._cell is None:
            return
        text, (wide, tall) = "".join(self._cell), self._spans
        table = self._open[-1]
        rows, merged = self.found[table]
        row, down = rows[-1], self._taken.setdefault(table, {})
        while down.get(len(row), -1) >= len(rows) - 1:
            row.append("")
        at = len(row)
        row.extend([text, *[""] * (wide - 1)])
        if tall > 1:
            merged.append(Merged(at, len(rows) - 1, len(rows) + tall - 2))
            down.update(dict.fromkeys(range(at, at + wide), len(rows) + tall - 2))
        self._cell = None
