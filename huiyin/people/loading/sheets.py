"""Rows out of CSV, Excel and YAML files. What a row means is not known here."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import yaml

SUFFIXES = frozenset({".csv", ".xlsx", ".yaml", ".yml"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row of one table, with the place a person finds it at: ``organs.csv line 17``."""

    table: str
    place: str
    values: Mapping[str, Any]

    def text(self, column: str) -> str:
        """The cell as text without spaces around it; empty when missing."""
        return plain(self.values.get(column))


def plain(value: object) -> str:
    """A cell as text: Excel's numbers lose their ".0", its dates their time."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def read_folder(folder: Path) -> list[Row]:
    """All rows of all files in a folder, not of the folders in it.

    :raises FileNotFoundError: if there is no such folder.
    """
    if not folder.is_dir():
        raise FileNotFoundError(2, "no such folder", str(folder))
    files = sorted(
        path for path in folder.iterdir() if path.suffix in SUFFIXES and not path.name.startswith((".", "~"))
    )
    return [row for path in files for row in read_file(path)]


def read_file(path: Path) -> Iterator[Row]:
    """The rows of one file: a CSV is one table, a workbook one for each sheet, a YAML file one for each top key."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as lines:
            yield from table(path.stem, f"{path.name} line", csv.reader(lines))
    elif path.suffix == ".xlsx":
        workbook = openpyxl.load_workbook(path, read_only=True, data_only=True)
        for sheet in workbook.worksheets:
            yield from table(sheet.title, f"{path.name} sheet {sheet.title} line", sheet.iter_rows(values_only=True))
        workbook.close()
    else:
        yield from _document(path)


def table(name: str, place: str, lines: Iterable[Iterable[object]]) -> Iterator[Row]:
    """The rows of one table, the first line that is none of spaces and notes (``#``) being its columns."""
    header: list[str] = []
    for number, line in enumerate(lines, start=1):
        cells = list(line)
        if not any(plain(cell) for cell in cells) or plain(cells[0]).startswith("#"):
            continue
        if not header:
            header = [plain(cell) for cell in cells]
            continue
        yield Row(name, f"{place} {number}", dict(zip(header, cells, strict=False)))


def _document(path: Path) -> Iterator[Row]:
    content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    for name, entries in content.items():
        for number, entry in enumerate(entries, start=1):
            yield Row(name, f"{path.name} {name} entry {number}", entry)
