"""The rule books (规则书) there are, each from a file of its own in ``data/law/books`` or an office's folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from huiyin.law.sources.bookfiles import BOOK, amended, written
from huiyin.law.sources.files import each_folder
from huiyin.law.sources.following import follow
from huiyin.law.sources.rulebook import Options, Power, Representatives, RuleBook
from huiyin.law.sources.shapes import Read, read

__all__ = ["BOOKS", "NATIONAL_BOOKS", "Options", "Power", "Representatives", "RuleBook", "as_of", "book", "book_for"]

_books: dict[str, RuleBook] = {}
BOOKS: Final[Mapping[str, RuleBook]] = MappingProxyType(_books)
"""Every book, in the order of the files' names."""
#: What binds where an office names no book of its own, the newest first.
NATIONAL_BOOKS: Final = ("cn-2022", "cn-2005")


def book(key: str) -> RuleBook:
    """The book of that key, with the options the key names.

    :raises KeyError: no such book. :raises TypeError: no such option. :raises ValueError: not a number.
    """
    return BOOKS.get(key) or _variant(key)


@lru_cache
def _variant(key: str) -> RuleBook:
    plain, *said = key.split("+")
    pairs = (option.partition("=") for option in said)
    return BOOKS[plain].with_options(**{name: None if value == "off" else int(value) for name, _, value in pairs})


def as_of(key: str, day: date) -> RuleBook:
    """The book of that key as it stands on ``day``: the newest amendment in force takes its place, and before an
    amendment is in force what it amends stands. A book that is not in force at all on that day stays what it is.

    :raises KeyError: no such book. :raises TypeError: no such option. :raises ValueError: not a number.
    """
    plain, plus, options = key.partition("+")
    standing = [each for each in _line(plain) if each.in_force_on(day)]
    return book((standing[-1].key if standing else plain) + plus + options)


def _line(key: str) -> list[RuleBook]:
    """A book with what it amends and what amends it, the oldest first."""
    first = BOOKS[key]
    while first.amends:
        first = BOOKS[first.amends]
    line = [first]
    for each in line:
        line += sorted((later for later in BOOKS.values() if later.amends == each.key), key=lambda it: it.in_force)
    return line


def book_for(day: date, preferred: str = NATIONAL_BOOKS[0]) -> RuleBook:
    """The book a matter lodged on ``day`` falls under: the preferred one if in force, else the national one.

    :raises LookupError: no book was in force on that day.
    """
    for key in (preferred, *NATIONAL_BOOKS):
        found = as_of(key, day)
        if found.in_force_on(day):
            return found
    raise LookupError(f"no rule book was in force on {day}")


# The files ------------------------------------------------------------------------------------------------------------


def _read(files: Sequence[Path]) -> None:
    for said in _in_order([read(file, BOOK) for file in files]):
        if said["amends"]:
            _amend(said)
        else:
            _books[said["key"]] = written(said, BOOKS)
    _books.update(follow(BOOKS))
    _variant.cache_clear()


def _amend(said: Read) -> None:
    before = BOOKS[said["amends"]]
    after = amended(said, before)
    _books[after.key] = after
    _books[before.key] = replace(before, repealed_on=min(after.in_force, before.repealed_on or after.in_force))


def _in_order(said: list[Read]) -> Iterator[Read]:
    """A book after the one that it amends or takes from."""
    left = said
    while left:
        ready = [each for each in left if _needs(each) is None or _needs(each) in BOOKS]
        if not ready:
            wanting = left[0]
            name = "amends" if wanting["amends"] else "under"
            raise wanting.spot(name).wrong(f"there is no book {wanting[name]!r}; there are: {', '.join(BOOKS)}")
        for each in ready:
            if each["key"] in BOOKS:
                raise each.spot("key").wrong("there is such a book already, and matters keep it; give this one its own")
            yield each
        left = [each for each in left if each not in ready]


def _needs(said: Read) -> str | None:
    found: str | None = said["amends"] or said["under"]
    return found


each_folder("books", _read)
