"""A number that somebody typed becomes a matter here and nowhere else (按编号查找).

Numbers can be counted through, so a number is never a key: whoever asks gets what they may read. What is unknown and
what they may not read give the same answer, found by the same question.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from typing import Any, Final

from huiyin.cases.identity import encrypt_code
from huiyin.cases.models import Case, ExternalNumber
from huiyin.cases.numbers import code_fits
from huiyin.cases.queries import find, of_these, screened
from huiyin.law.frame.facts import Actor
from huiyin.law.frame.verdict import to_correct
from huiyin.law.sources.articles import Citation
from huiyin.law.terms import OfKind
from huiyin.law.words import P
from huiyin.record.door import Refused
from huiyin.store.rows import one, read
from huiyin.typed.petitions import number_of
from huiyin.typed.signs import plain_digits
from huiyin.typed.texts import line_of

_misses: ContextVar[list[str] | None] = ContextVar("_misses", default=None)
MOST_TYPED: Final = 200
MOST_ALIKE: Final = 20
"""Systems that may have given the same number."""


def asked(number: object, actor: Actor, on: date) -> Case | None:
    """The matter with this number, ours or the one another system gave it, if the actor may read it.

    :param number: as typed, with or without spaces. What finds nothing counts (:func:`counting`).
    """
    found = find(actor, on, number_of(number)) or next(iter(by_other_number(number, actor, on)), None)
    if found is None and number and (misses := _misses.get()) is not None:
        misses.append(str(number))
    return found


def matter_for(
    act: OfKind, given: Mapping[str, Any], by: Actor, on: date, law: Citation, *, whole: bool = True
) -> Case:
    """The matter on which a record of another kind is to rest, by the number in ``given["matter"]``.

    :param law: the article under which ``act`` is done.
    :param whole: whether all of it must be readable, not only its outline.
    :raises Refused: it is unknown or unreadable, which are one answer.
    """
    case = asked(given.get("matter"), by, on)
    if case is None or (whole and screened(case, by, on)):
        wrong = {"matter": P("没有找到这件信访事项，或者您不能看它。")}
        raise Refused(to_correct(act, law, wrong, P("请核对编号。")))
    return case


def for_the_operator(number: str) -> int:
    """The id of the matter with this number, for a command of whoever runs the machine and may read its database
    anyway; 0 if there is none."""
    found = one(Case, number=number_of(number))
    return found.id if found else 0


@contextmanager
def counting() -> Iterator[list[str]]:
    """The numbers that led nowhere inside the block, unknown and unreadable alike; also where a transaction failed."""
    misses: list[str] = []
    token = _misses.set(misses)
    try:
        yield misses
    finally:
        _misses.reset(token)


def by_other_number(number: object, actor: Actor, on: date) -> list[Case]:
    """The matters that another system knows by this number, those the actor may read whole, the newest first."""
    typed = line_of(str(number or "")[:MOST_TYPED])
    written = sorted({typed, plain_digits(typed), typed.upper(), plain_digits(typed).upper()} - {""})
    if not written:
        return []
    among = f"number IN ({','.join(['%s'] * len(written))})"
    rows = [row.case_id for row in read(ExternalNumber, among, written, f"ORDER BY id DESC LIMIT {MOST_ALIKE}")]
    return [case for case in of_these(actor, on, rows).values() if not screened(case, actor, on)]


def known_numbers(numbers: Collection[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Of the numbers that systems gave those that a matter has, and which; whether the asker reads it is not said."""
    rows = ExternalNumber.objects.filter(
        system__in={system for system, _ in numbers}, number__in={number for _, number in numbers}
    )
    found = {(system, number): case for system, number, case in rows.values_list("system", "number", "case")}
    return {each: case for each, case in found.items() if each in numbers}


def among(number: object, held: Iterable[Case]) -> Case | None:
    """The matter with this number, if it is one of those that a visitor has opened; the record is not asked."""
    wanted = number_of(number)
    return next((case for case in held if case.number == wanted), None)


def named(number: object) -> Case | None:
    """The matter with this number, for whoever proves the right to it by a code or a signature that comes with it.

    Its title stays unread until then: of a report it lies in an envelope, and to ask for the key took a stranger's
    wrong guess one statement longer than a number that nobody has.
    """
    return next(iter(Case.objects.filter(number=number_of(number)).defer("title")[:1]), None)


def with_code(number: object, code: str) -> Case | None:
    """The matter with this number, if the query code is its own; a number that nobody has takes as long to refuse."""
    case = named(number)
    fits = code_fits(case or _nobody(), code)
    return case if fits else None


@cache
def _nobody() -> Case:
    return Case(id=0, query_code=encrypt_code(0, "--------"))
