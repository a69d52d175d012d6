"""The particulars of an act as a JSON Schema (2020-12), drawn from the form the law has for it; checked by the same."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final, cast

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from huiyin.law.chart.routes import ROUTES
from huiyin.law.frame.particulars import LONGEST_CELL, LONGEST_TEXT, MOST_DAYS, MOST_QUESTIONS, MOST_ROWS, PERSON, Field
from huiyin.law.terms import ClaimKind, Ground, Lacking, Outcome, Term
from huiyin.law.words import P, Phrase
from huiyin.typed.times import day_of
from huiyin.wording.words import say

Schema = dict[str, Any]
#: The number of a row, as text: half of the programs of this world round whole numbers of this size.
ROW: Final[Schema] = {"type": "string", "pattern": "^[1-9][0-9]{0,17}$"}
DAY: Final[Schema] = {"type": "string", "format": "date"}
#: Text that says something: the record drops signs that nobody sees.
SAYS: Final = r"\S"
#: The member of a body that holds the particulars of an act.
SAID: Final = "said"
NOT_A_MEMBER: Final = P("这里没有叫“{name}”的项。").text
_SHORT: Final[Schema] = {"type": "string", "minLength": 1, "maxLength": LONGEST_CELL, "pattern": SAYS}
_YUAN: Final[Schema] = {"type": "string", "pattern": "^[0-9]{1,10}(\\.[0-9]{1,2})?$"}
_CELL: Final[Schema] = {"type": "string", "maxLength": LONGEST_TEXT}


def _words(terms: type[Term]) -> Schema:
    return {"type": "string", "enum": [term.value for term in terms], "x-labels": {t.value: t.label for t in terms}}


def _list_of(cells: Mapping[str, Schema], needed: tuple[str, ...]) -> Schema:
    row = {"type": "object", "properties": dict(cells), "required": list(needed), "additionalProperties": False}
    return {"type": "array", "items": row, "maxItems": MOST_ROWS}


def _rows(**cells: Schema) -> Schema:
    """By the number of a claim."""
    row = {"type": "object", "properties": cells, "additionalProperties": False}
    return {
        "type": "object",
        "propertyNames": {"pattern": "^[1-9][0-9]{0,2}$"},
        "additionalProperties": row,
        "minProperties": 1,
    }


def _text(field: Field) -> Schema:
    return {"type": "string", "minLength": max(field.least, 1), "maxLength": LONGEST_TEXT, "pattern": SAYS}


def _choice(field: Field) -> Schema:
    if not field.choices:
        return {"type": "string", "minLength": 1, "maxLength": 200}
    return {"type": "string", "enum": list(field.choices), "x-labels": dict(field.choices)}


_KINDS: Final[Mapping[str, Any]] = {
    "text": _text,
    "line": _text,
    "case": lambda field: {"type": "string", "minLength": 1, "maxLength": 60, "pattern": SAYS},
    "date": lambda field: DAY,
    "days": lambda field: {"type": "integer", "minimum": 1, "maximum": MOST_DAYS},
    "integer": lambda field: {"type": "integer", "minimum": 0, "maximum": 2**53 - 1},
    "organ": lambda field: ROW,
    "person": lambda field: ROW,
    "choice": _choice,
    "flag": lambda field: {"type": "boolean"},
    "files": lambda field: {
        "type": "array",
        "items": {"type": "string", "minLength": 1, "maxLength": 2000},
        "minItems": 1,
        "maxItems": 20,
    },
    "choices": lambda field: {"type": "array", "items": _choice(field), "maxItems": 40},
    "place": lambda field: {"type": "string", "pattern": "^[0-9]{2,12}$"},
    "people": lambda field: _list_of(
        {**({"side": _choice(field)} if field.terms else {}), **dict.fromkeys(PERSON[1:], _SHORT)},
        ("side", "name") if field.terms else ("name",),
    ),
    "instalments": lambda field: _list_of({"on": DAY, "what": _SHORT, "amount": _YUAN}, ("on", "what")),
    "claims": lambda field: {
        "type": "array",
        "items": {"type": "integer", "minimum": 1, "maximum": 999},
        "minItems": 1,
        "maxItems": 999,
    },
    "classes": lambda field: _rows(kind=_words(ClaimKind), ground=_words(Ground)),
    "routes": lambda field: _rows(route={"type": "string", "enum": sorted(ROUTES)}),
    "answers": lambda field: {
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "properties": {"answer": _CELL, "note": _CELL},
            "required": ["answer"],
            "additionalProperties": False,
        },
        "minProperties": 1,
        "maxProperties": MOST_QUESTIONS,
    },
    "outcomes": lambda field: _rows(
        outcome=_words(Outcome), lacking=_words(Lacking), finding=_CELL, basis=_CELL, execute_by=DAY
    ),
}


def schema_of(field: Field) -> Schema:
    """One field. A kind of field that nobody here knows is text: the law still checks it."""
    drawn = {**_KINDS.get(field.kind, _text)(field), "title": field.label}
    return {**drawn, "description": field.hint} if field.hint else drawn


@lru_cache(maxsize=1024)
def _drawn(fields: tuple[Field, ...]) -> Schema:
    return {
        "type": "object",
        "properties": {field.name: schema_of(field) for field in fields},
        "required": [field.name for field in fields if field.required],
        "additionalProperties": False,
    }


def form_of(fields: tuple[Field, ...], more: Mapping[str, Schema] | None = None) -> Schema:
    """All fields of an act, and what the record takes beside them."""
    drawn = _drawn(fields)
    return {**drawn, "properties": {**drawn["properties"], **(more or {})}}


_formats: Final = FormatChecker(formats=())


@_formats.checks("date")
def _is_day(value: object) -> bool:
    return not isinstance(value, str) or (len(value) == 10 and value[4] == "-" and day_of(value) is not None)


def wrong_in(schema: Schema, said: object) -> dict[str, Phrase]:
    """Per member what does not fit the schema, in words; empty where all does."""
    found: dict[str, Phrase] = {}
    for error in Draft202012Validator(schema, format_checker=_formats).iter_errors(said):
        found.setdefault(_member(error), _why(error, schema))
    return found


def _member(error: ValidationError) -> str:
    """The member that is wrong, as the law names it: without the ``said`` around the particulars."""
    path = [str(part) for part in error.path]
    if error.validator == "required":
        path += [
            str(name)
            for name in cast("list[str]", error.validator_value)
            if name not in cast("dict[str, Any]", error.instance)
        ][:1]
    if error.validator == "additionalProperties":
        path += _unknown(error)[:1]
    return "/".join(path[1:] if len(path) > 1 and path[0] == SAID else path) or "body"


def _unknown(error: ValidationError) -> list[str]:
    """What stands there that the schema does not name."""
    known = cast("dict[str, Any]", cast("dict[str, Any]", error.schema).get("properties", {}))
    return [str(name) for name in cast("dict[str, Any]", error.instance) if name not in known]


def _label(error: ValidationError, schema: Schema) -> str:
    name = _member(error).partition("/")[0]
    fields = schema["properties"].get(SAID, {}).get("properties", {})
    return say({**schema["properties"], **fields}.get(name, {}).get("title", name))


def _why(error: ValidationError, schema: Schema) -> Phrase:
    label = _label(error, schema)
    match error.validator:
        case "required":
            return P("请填写“{label}”。", label=label)
        case "enum":
            return P(
                "“{label}”请从这些里选：{known}。",
                label=label,
                known=tuple(map(str, cast("list[str]", error.validator_value))),
            )
        case "minLength" | "pattern":
            return P("“{label}”太短，或者写法不对。", label=label)
        case "additionalProperties":
            return P(NOT_A_MEMBER, name="、".join(_unknown(error)))
        case "format":
            return P("“{label}”不是日期，请写成 2026-11-23 的样子。", label=label)
    return P("“{label}”的写法不对，请看接口说明。", label=label)
