"""What became of the rows of an order, as it is kept: encrypted, and told again in the words it was told in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from huiyin.cases.identity import ring
from huiyin.cases.rotation import Encrypted
from huiyin.channels.orders.models import SheetOrder, SheetPart
from huiyin.channels.orders.taking import Line
from huiyin.channels.sheets.taking import Fate
from huiyin.law.words import Phrase, plain
from huiyin.store.ids import new_id
from huiyin.vault.fields import decrypt, encrypt

#: A row by the place of its sheet in the file and its line there.
Place = tuple[int, int]


def keep(order: SheetOrder, lines: Iterable[tuple[int, Line]]) -> None:
    """Write down what became of rows; the caller's transaction has it or not.

    :param lines: each with the place of its sheet in the file.
    """
    said = [[sheet, *_told(line)] for sheet, line in lines]
    if said:
        part = SheetPart(id=new_id(), order=order)
        part.lines = encrypt(ring(), json.dumps(said, ensure_ascii=False), _context(part))
        part.save(force_insert=True)


def kept(order: SheetOrder) -> list[tuple[Place, Line]]:
    """All that is written down of an order, in the order of the sheet; of two words on a row the first holds, for the
    second was said by a worker that came too late."""
    found: dict[Place, Line] = {}
    for part in SheetPart.objects.filter(order=order).order_by("id"):
        for place, line in _rows(part):
            found.setdefault(place, line)
    return sorted(found.items(), key=lambda row: row[0])


def _rows(part: SheetPart) -> Iterator[tuple[Place, Line]]:
    for sheet, *told in json.loads(decrypt(ring(), bytes(part.lines), _context(part))):
        yield (sheet, told[0]), _line(*told)


def _told(line: Line) -> tuple[Any, ...]:
    return line.row, line.number, line.title, line.fate.value, _said(line.reason), sorted(line.away), line.secret


def _line(
    row: int, number: str, title: str, fate: str, reason: list[Any] | None, away: list[int], secret: bool
) -> Line:
    return Line(row, number, title, Fate(fate), _phrase(reason), frozenset(away), secret)


def _said(phrase: Phrase | None) -> list[Any] | None:
    """A day stays a day, for a page in another language; anything else is kept in the words it was told in."""
    if phrase is None:
        return None
    return [phrase.text, {name: _value(value) for name, value in phrase.args}]


def _value(value: object) -> object:
    if isinstance(value, date):
        return {"day": value.isoformat()[:10]}
    return value if isinstance(value, int) else str(plain(value))


def _phrase(said: list[Any] | None) -> Phrase | None:
    if said is None:
        return None
    text, args = said
    known = ((name, date.fromisoformat(v["day"]) if isinstance(v, dict) else v) for name, v in args.items())
    return Phrase(text, tuple(known))


def _context(part: SheetPart) -> str:
    return f"sheet-part:{part.pk}:lines"


PARTS: Final = Encrypted(SheetPart, {"lines": _context})
