"""What a kind of record shows of itself beside what all kinds show (its sections), as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from huiyin.record.sections import Cell, Fact, Section
from huiyin.wording.words import say


def sections_of(shown: Iterable[Section]) -> list[dict[str, Any]]:
    """Every section; what it does not have is left out."""
    return [{name: value for name, value in _section(each).items() if value} for each in shown]


def _section(part: Section) -> dict[str, Any]:
    table = part.table
    return {
        "title": say(part.title),
        "facts": [_fact(each) for each in part.facts],
        "rows": [{"name": say(name), "value": say(value)} for name, value in part.rows],
        "head": [say(each) for each in table.head] if table else [],
        "table": [[_cell(cell) for cell in row] for row in table.rows] if table else [],
        "notes": [say(each) for each in (part.note, *part.notes) if each],
        "code": list(part.code),
    }


def _cell(cell: Cell) -> str:
    return str(say(cell.text))


def _fact(fact: Fact) -> dict[str, Any]:
    events = [{"kind": each.kind.key, "number": each.row.number, "seq": each.seq} for each in fact.events]
    return {"label": say(fact.label), "known": fact.known, "events": events}
