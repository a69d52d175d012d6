"""The particulars (要素) of an act: what must be said with it, as fields that a form can be drawn from.

A field checks and normalises its own value; what it refuses, it refuses in a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Final, NamedTuple, TypeVar

from huiyin.law.chart.routes import ROUTES
from huiyin.law.terms import ClaimKind, Ground, Lacking, Outcome, Term
from huiyin.law.words import P, Phrase
from huiyin.typed.texts import line_of, text_of
from huiyin.typed.times import day_of, written
from huiyin.typed.wholes import HIGHEST_ROW, whole

LONGEST_TEXT = 100_000
MOST_DAYS = 3650
PLACE_DIGITS = 12
#: More questions no sheet has.
MOST_QUESTIONS = 200
#: Rows of people or instalments, and the longest of their cells.
MOST_ROWS = 60
LONGEST_CELL = 160
#: In place of somebody, once the record has put them apart.
MARK = "mark"
#: The cells of somebody.
PERSON = ("side", "name", "phone", "id_number", "address")
_YUAN = re.compile(r"([0-9]{1,10})(?:\.([0-9]{1,2}))?")
#: What is known of a file that was kept.
FILE = frozenset({"name", "media_type", "size", "sha256"})

T = TypeVar("T", bound=Term)


class Span(Enum):
    """Days a date may lie on, seen from the day of the act."""

    ANY = "any"
    #: What happened: not before the record began, not after the day of the act.
    DONE = "done"
    #: What happened, be it before the record began: not after the day of the act.
    PAST = "past"
    #: What is to come: from the day of the act on.
    AHEAD = "ahead"


class Days(NamedTuple):
    """Between which days an act speaks: the record's first day, and the day of the act."""

    begun: date
    on: date


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to be said.

    :param kind: text (long), line (short), date, days, organ, person, choice, claims (list of claim numbers),
        classes / outcomes / routes (claim number → ``{kind, ground}`` / ``{outcome, lacking, finding, basis,
        execute_by}`` / ``{route}``), case (a number), flag, integer, choices (several of the terms), place (the code of
        a division), people (who somebody is, ``{side, name, phone, id_number, address}``; the record keeps that apart
        from the journal), instalments (``{on, what, amount}``).
        execute_by}`` / ``{route}``), case (a number), flag, integer, files (what the record has kept of uploads:
        ``{name, media_type, size, sha256}``).
    :param label: what the form calls it.
    :param terms: for ``choice``, ``choices`` and the sides of ``people``, the vocabulary; ``listed`` a list kept as
        data instead, its words by their keys.
    :param least: the fewest characters of a text that means something.
    :param by_desk: asked only of staff, who act for somebody else.
    :param span: within which days a date, or the promise of an outcome, makes sense.
    """

    name: str
    kind: str
    label: str
    required: bool = True
    terms: type[Term] | None = None
    least: int = 1
    hint: str = ""
    by_desk: bool = False
    span: Span = Span.ANY
    listed: Callable[[], Mapping[str, str]] | None = None

    @property
    def choices(self) -> Mapping[str, str]:
        """What may be chosen, each with its words; empty where anything may be said."""
        if self.listed is not None:
            return self.listed()
        return {term.value: term.label for term in self.terms or ()}


class Unfit(ValueError):
    """A value that does not fit its field. ``phrase`` says why."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(str(phrase))
        self.phrase = phrase


def fit(
    fields: tuple[Field, ...], given: Mapping[str, Any], days: Days | None = None
) -> tuple[dict[str, Any], dict[str, Phrase]]:
    """Check ``given`` against ``fields``.

    :param days: between which days the act speaks; without them dates are only read.

    :returns: the normalised values (JSON types only), and per field name the sentence of what is wrong.
        Keys that no field names are passed through; the record adds its own there.
    """
    values = dict(given)
    wrong: dict[str, Phrase] = {}
    for field in fields:
        raw = given.get(field.name)
        if raw is None or raw == "" or raw == [] or raw == {}:
            values.pop(field.name, None)
            if field.required:
                wrong[field.name] = P("请填写“{label}”。", label=field.label)
            continue
        try:
            values[field.name] = _FIT[field.kind](field, raw)
            if days is not None and field.kind in _DATED:
                _all_within(field, values[field.name], days)
        except Unfit as unfit:
            wrong[field.name] = unfit.phrase
    return values, wrong


def _text(field: Field, raw: Any) -> str:
    text = text_of(str(raw))
    if len(text) < field.least:
        raise Unfit(P("“{label}”太短，至少写{n}个字，说清楚。", label=field.label, n=field.least))
    if len(text) > LONGEST_TEXT:
        raise Unfit(P("“{label}”太长，最多{n}个字。", label=field.label, n=LONGEST_TEXT))
    return text


def _line(field: Field, raw: Any) -> str:
    return line_of(_text(field, raw))


def _date(field: Field, raw: Any) -> str:
    day = day_of(raw)
    if day is None and written(raw):
        raise Unfit(P("“{label}”的年份不对，请核对。", label=field.label))
    if day is None:
        raise Unfit(P("“{label}”不是日期，请写成 2026-11-23 的样子。", label=field.label))
    return day.isoformat()


#: Kinds of field that say a day.
_DATED: Final = frozenset({"date", "instalments", "outcomes"})


def _all_within(field: Field, value: Any, days: Days) -> None:
    for day in _days_said(field, value):
        _within(field, day, days)


def _days_said(field: Field, value: Any) -> Iterator[date]:
    if field.kind == "date":
        yield date.fromisoformat(value)
    elif field.kind == "instalments":
        yield from (date.fromisoformat(row["on"]) for row in value)
    elif field.kind == "outcomes":
        yield from (date.fromisoformat(row["execute_by"]) for row in value.values() if "execute_by" in row)


def _within(field: Field, day: date, days: Days) -> None:
    if field.span in (Span.DONE, Span.PAST) and day > days.on:
        raise Unfit(P("“{label}”是{day}，不能晚于这一步的日子{on}。", label=field.label, day=day, on=days.on))
    if field.span is Span.DONE and day < days.begun:
        raise Unfit(P("“{label}”是{day}，不能早于收到的日子{begun}。", label=field.label, day=day, begun=days.begun))
    if field.span is Span.AHEAD and day < days.on:
        raise Unfit(P("“{label}”里的{day}已经过去了，请写{on}或以后的日子。", label=field.label, day=day, on=days.on))


def _integer(field: Field, raw: Any) -> int:
    number = whole(raw, 0, HIGHEST_ROW)
    if number is None:
        raise Unfit(P("“{label}”要填数字。", label=field.label))
    return number


def _days(field: Field, raw: Any) -> int:
    days = _integer(field, raw)
    if days < 1:
        raise Unfit(P("“{label}”至少是1天。", label=field.label))
    if days > MOST_DAYS:
        raise Unfit(P("“{label}”太长，最多{n}天。", label=field.label, n=MOST_DAYS))
    return days


def _choice(field: Field, raw: Any) -> str:
    if field.terms is not None:
        return choose(field.terms, raw, field.label).value
    known = field.choices
    if known and str(raw) not in known:
        raise Unfit(P("“{label}”请从这些里选：{known}。", label=field.label, known=tuple(known.values())))
    return str(raw)


def choose(terms: type[T], raw: Any, label: str) -> T:
    """The term stored as ``raw``; raises :class:`Unfit` naming the ones that may be chosen."""
    try:
        return terms(str(raw))
    except ValueError:
        raise Unfit(P("“{label}”请从这些里选：{known}。", label=label, known=tuple(terms))) from None


def _flag(field: Field, raw: Any) -> bool:
    return raw in (True, "on", "true", "1", "yes", 1)


def _claims(field: Field, raw: Any) -> list[int]:
    values = raw if isinstance(raw, list | tuple) else [raw]
    return sorted({_integer(field, value) for value in values})


def _rows(field: Field, raw: Any) -> dict[str, dict[str, Any]]:
    """Rows by claim number; cells left empty, and rows left empty, were not said."""
    if not isinstance(raw, Mapping) or not all(isinstance(row, Mapping) for row in raw.values()):
        raise Unfit(P("“{label}”要逐项填写。", label=field.label))
    rows = {str(claim): {k: v for k, v in row.items() if v not in (None, "")} for claim, row in raw.items()}
    said = {claim: row for claim, row in rows.items() if row}
    if not said and field.required:
        raise Unfit(P("“{label}”要逐项填写。", label=field.label))
    return said


def _classes(field: Field, raw: Any) -> dict[str, dict[str, Any]]:
    rows = _rows(field, raw)
    for row in rows.values():
        row["kind"] = choose(ClaimKind, row.get("kind", ""), field.label).value
        if "ground" in row:
            row["ground"] = choose(Ground, row["ground"], field.label).value
    return rows


def _outcomes(field: Field, raw: Any) -> dict[str, dict[str, Any]]:
    rows = _rows(field, raw)
    for row in rows.values():
        if "outcome" in row:
            row["outcome"] = choose(Outcome, row["outcome"], field.label).value
        if "lacking" in row:
            row["lacking"] = choose(Lacking, row["lacking"], field.label).value
        if "execute_by" in row:
            row["execute_by"] = _date(field, row["execute_by"])
    return rows


def _routes(field: Field, raw: Any) -> dict[str, dict[str, Any]]:
    rows = _rows(field, raw)
    for row in rows.values():
        if row.get("route") not in ROUTES:
            known = tuple(route.name for route in ROUTES.values())
            raise Unfit(P("“{label}”请从这些里选：{known}。", label=field.label, known=known))
    return rows


def _answers(field: Field, raw: Any) -> dict[str, Any]:
    """Rows by question; which questions there are, the record's own sheet says."""
    if not isinstance(raw, Mapping) or len(raw) > MOST_QUESTIONS:
        raise Unfit(P("“{label}”要逐项填写。", label=field.label))
    return {str(question): said for question, said in raw.items()}


def _choices(field: Field, raw: Any) -> list[str]:
    """Several of what may be chosen, in its order."""
    chosen = {_choice(field, each) for each in (raw if isinstance(raw, list | tuple) else [raw])}
    return [value for value in field.choices if value in chosen]


def _place(field: Field, raw: Any) -> str:
    """The code of a division, in full."""
    code = str(raw).strip()
    if not (code.isascii() and code.isdigit() and 2 <= len(code) <= PLACE_DIGITS):
        raise Unfit(P("“{label}”请从列出的地方里选。", label=field.label))
    return code.ljust(PLACE_DIGITS, "0")


def _said_rows(field: Field, raw: Any, known: tuple[str, ...]) -> list[dict[str, str]]:
    """Rows of certain cells; rows and cells left empty were not said."""
    if not isinstance(raw, list | tuple) or not all(isinstance(row, Mapping) for row in raw):
        raise Unfit(P("“{label}”要逐项填写。", label=field.label))
    rows = [{name: line_of(str(row[name])) for name in known if row.get(name) not in (None, "")} for row in raw]
    said = [{name: value for name, value in row.items() if value} for row in rows]
    found = [row for row in said if set(row) - {"side"}]
    if len(found) > MOST_ROWS:
        raise Unfit(P("“{label}”最多{n}项。", label=field.label, n=MOST_ROWS))
    if not found and field.required:
        raise Unfit(P("请填写“{label}”。", label=field.label))
    return found


def _people(field: Field, raw: Any) -> list[dict[str, str]]:
    rows = _said_rows(field, raw, (*PERSON, MARK))
    for row in rows:
        if "name" not in row and MARK not in row:
            raise Unfit(P("“{label}”里每个人都要写姓名；不知道全名的，写怎么称呼。", label=field.label))
        if any(len(value) > LONGEST_CELL for value in row.values()):
            raise Unfit(P("“{label}”里有一格太长，最多{n}个字。", label=field.label, n=LONGEST_CELL))
        if field.terms is not None:
            row["side"] = choose(field.terms, row.get("side", ""), field.label).value
    return rows


def _instalments(field: Field, raw: Any) -> list[dict[str, str]]:
    """What is to be done by when, the earliest first."""
    rows = _said_rows(field, raw, ("on", "what", "amount"))
    for row in rows:
        if "on" not in row or "what" not in row:
            raise Unfit(P("“{label}”每一期都要写日期和内容。", label=field.label))
        row["on"] = _date(field, row["on"])
        if "amount" in row:
            row["amount"] = _amount(field, row["amount"])
    return sorted(rows, key=lambda row: row["on"])


def _amount(field: Field, raw: str) -> str:
    """Yuan, with jiao and fen if there are any."""
    plain = raw.replace(",", "").replace("，", "").removesuffix("元").removeprefix("¥").strip()
    found = _YUAN.fullmatch(plain)
    if found is None:
        raise Unfit(P("“{label}”的金额不对，请写成 3000 或 3000.50 的样子。", label=field.label))
    return f"{int(found[1])}.{(found[2] or '').ljust(2, '0')}" if found[2] else str(int(found[1]))


def _files(field: Field, raw: Any) -> list[dict[str, Any]]:
    """Files that were kept already, each by its hash."""
    rows = raw if isinstance(raw, list | tuple) else [raw]
    if not all(isinstance(row, Mapping) and set(row) == FILE for row in rows):
        raise Unfit(P("“{label}”请重新选。", label=field.label))
    return [dict(row) for row in rows]


_FIT = {
    "choices": _choices, "place": _place, "people": _people, "instalments": _instalments,
    "text": _text, "line": _line, "date": _date, "days": _days, "integer": _integer, "organ": _integer,
    "person": _integer, "choice": _choice, "claims": _claims, "classes": _classes, "outcomes": _outcomes,
    "routes": _routes, "case": _line, "flag": _flag, "files": _files, "answers": _answers,
}  # fmt: skip
KINDS_OF_FIELD: Final = frozenset(_FIT)
