"""What a cell may say. Every reader takes the text of a cell and raises ValueError with a reason for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from difflib import get_close_matches
from enum import StrEnum

from huiyin.law.chart.organs import CODE_DIGITS, Level, OrganKind
from huiyin.law.sources.books import BOOKS
from huiyin.law.sources.books import book as rule_book
from huiyin.law.terms import Role
from huiyin.people.models import LONG_AGO, RoomPart

Reader = Callable[[str], object]

YES = frozenset({"1", "yes", "true", "是", "y"})
NO = frozenset({"", "0", "no", "false", "否", "n"})
SHOWN = 8
LONGEST_NAMES = 160
MOST_LINES = 21
LONGEST_LINE = 120
MILLIONTHS = 1_000_000


def text(cell: str) -> str:
    return cell


def filled(cell: str) -> str:
    if not cell:
        raise ValueError("is empty")
    return cell


def yes_or_no(cell: str) -> bool:
    if cell.lower() not in YES | NO:
        raise ValueError(f"'{cell}' is neither yes nor no")
    return cell.lower() in YES


def active(cell: str) -> bool:
    """Like yes_or_no, but an empty cell means yes."""
    return yes_or_no(cell or "1")


def day(cell: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise ValueError(f"'{cell}' is not a date like 2024-01-31") from None


def since(cell: str) -> date:
    return day(cell) if cell else LONG_AGO


def until(cell: str) -> date | None:
    return day(cell) if cell else None


def room_part(cell: str) -> str:
    known(cell, RoomPart.values)
    return cell


def line_number(cell: str) -> int:
    if not (cell.isascii() and cell.isdigit() and 0 < int(cell) < MOST_LINES):
        raise ValueError(f"'{cell}' is not the number of a line, 1 to {MOST_LINES - 1}")
    return int(cell)


def said_in_a_room(cell: str) -> str:
    if not cell or len(cell) > LONGEST_LINE:
        raise ValueError(f"is empty or longer than {LONGEST_LINE} characters")
    return cell


def division_code(cell: str) -> str:
    code = cell.ljust(CODE_DIGITS, "0")
    if not (code.isascii() and code.isdigit()) or len(code) != CODE_DIGITS:
        raise ValueError(f"'{cell}' is not a division code of up to {CODE_DIGITS} digits")
    return code


def several(cell: str) -> str:
    """Words joined by 、 however they were parted; a name that is too long is no name."""
    words = [each.strip() for each in cell.replace(",", "、").replace("；", "、").replace("，", "、").split("、")]
    if len(joined := "、".join(filter(None, words))) > LONGEST_NAMES:
        raise ValueError(f"is longer than {LONGEST_NAMES} characters")
    return joined


def initials(cell: str) -> str:
    if cell and not (cell.isascii() and cell.isalpha()):
        raise ValueError(f"'{cell}' is not the first letters of pinyin, like sqz")
    return cell.lower()


def longitude(cell: str) -> int | None:
    return _degrees(cell, 180)


def latitude(cell: str) -> int | None:
    return _degrees(cell, 90)


def _degrees(cell: str, most: int) -> int | None:
    if not cell:
        return None
    try:
        degrees = float(cell)
    except ValueError:
        degrees = float("inf")
    if not -most <= degrees <= most:
        raise ValueError(f"'{cell}' is no number of degrees up to {most}, like 116.39")
    return round(degrees * MILLIONTHS)


def level_of(code: str) -> Level:
    """The level of a division, told by the zeros at the end of its code."""
    return next(level for level in Level if not code[level.width :].strip("0"))


def kind(cell: str) -> str:
    return str(_term(cell, OrganKind))


def role(cell: str) -> str:
    return str(_term(cell, Role))


def book(cell: str) -> str:
    """A rule book, also with options: ``cn-2022``, ``cn-2022+simplified=10``."""
    plain, _, options = cell.partition("+")
    known(plain, BOOKS)
    try:
        rule_book(cell)
    except (TypeError, ValueError):
        raise ValueError(f"'{options}' are no options of {plain}; write them like {plain}+simplified=10") from None
    return cell


def language(cell: str) -> str:
    return known(cell or "zh-hans", ("zh-hans", "en"))


def known(cell: str, words: Iterable[str]) -> str:
    """The cell itself if it is one of the words; else a reason that shows the likeliest ones."""
    choices = list(words)
    if cell in choices:
        return cell
    near = get_close_matches(cell, choices, n=3, cutoff=0.5)
    shown = "; did you mean: " if near else "; known: "
    rest = " …" if not near and len(choices) > SHOWN else ""
    raise ValueError(f"'{cell}' is unknown{shown}{', '.join(near or choices[:SHOWN])}{rest}")


def _term(cell: str, terms: type[OrganKind] | type[Role]) -> StrEnum:
    found: StrEnum
    for found in terms:
        if cell in (found.value, found.label):
            return found
    known(cell, [term.value for term in terms])
    raise AssertionError
