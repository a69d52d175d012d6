"""Facts and events as JSON, and back. Only what differs from the default is written, so most rows stay small."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache, partial
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from huiyin.law.frame.deadlines import Clock
from huiyin.law.frame.facts import Frame
from huiyin.law.frame.procedure import Procedure
from huiyin.law.frame.verdict import Decision, Event
from huiyin.law.papers import Paper
from huiyin.law.terms import Role, Term
from huiyin.vault.opening import read_out, stored

Load = Callable[[Any], Any]


def canonical(value: object) -> str:
    """JSON in the one spelling the journal hashes: sorted keys, no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def dump_facts(facts: Frame) -> str:
    """Facts as text; :func:`facts_from` gives the same value back."""
    return canonical(_plain(facts))


def facts_from(procedure: Procedure, text: str) -> Any:
    """The facts of a record of this kind, from the text of its row; what rests in an envelope remembers how it lies."""
    return procedure.facts(**_typed(read_out(text), _loads_of(procedure)))


@cache
def _loads_of(procedure: Procedure) -> Mapping[str, Load]:
    def clocks(rows: list[Any]) -> tuple[Clock, ...]:
        return tuple(_clock(procedure, row) for row in rows)

    facts: Any = procedure.facts
    return {**_loads(facts), "stage": _Terms(procedure.stages).__getitem__, "clocks": clocks}


def _clock(procedure: Procedure, row: Mapping[str, Any]) -> Clock:
    return Clock(**_typed(row, _clock_loads(procedure)))


@cache
def _clock_loads(procedure: Procedure) -> Mapping[str, Load]:
    return {**_loads(Clock), "kind": _Terms(procedure.clocks).__getitem__}


def clock_rows(clocks: tuple[Clock, ...]) -> list[dict[str, Any]]:
    return [_plain(clock) for clock in clocks]


def payload_of(decision: Decision, said: Mapping[str, Any]) -> dict[str, Any]:
    """What an event keeps: what was said, and what followed by law."""
    return {
        "said": said,
        "follows": {
            "to": decision.to.value,
            "holder": decision.holder,
            "owner": decision.owner,
            "opens": clock_rows(decision.opens),
            "stops": [kind.value for kind in decision.stops],
            "papers": [paper.value for paper in decision.papers],
            "citation": decision.citation.key,
        },
    }


def happened(
    procedure: Procedure,
    act: str,
    on: date,
    organ: int | None,
    person: int | None,
    role: str,
    payload: Mapping[str, Any],
) -> Event:
    """A stored event as the law reads it."""
    follows = payload["follows"]
    return Event(
        act=procedure.acts(act),
        on=on,
        to=procedure.stages(follows["to"]),
        holder=follows["holder"],
        owner=follows["owner"],
        organ=organ,
        person=person,
        role=Role(role),
        opens=tuple(_clock(procedure, row) for row in follows["opens"]),
        stops=tuple(procedure.clocks(kind) for kind in follows["stops"]),
        papers=tuple(Paper(paper) for paper in follows["papers"]),
        particulars=payload["said"],
    )


def _plain(value: Any) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name, default in _defaults(type(value)):
        item = getattr(value, name)
        if item != default:
            row[name] = _json(item)
    return row


def _json(item: Any) -> Any:
    if isinstance(item, str):
        return stored(item)
    if isinstance(item, date):
        return item.isoformat()
    if isinstance(item, frozenset):
        return sorted(item)
    if isinstance(item, tuple):
        return [_plain(part) if is_dataclass(part) else _json(part) for part in item]
    return item


_DEFAULTS: dict[type, tuple[tuple[str, Any], ...]] = {}


def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    if kind not in _DEFAULTS:
        _DEFAULTS[kind] = tuple((field.name, _default(field)) for field in fields(kind))
    return _DEFAULTS[kind]


def _default(field: Any) -> Any:
    return object() if field.default is MISSING else field.default


# Back into values, by what the fields of a class say of themselves ----------------------------------------------------


def _typed(row: Mapping[str, Any], loads: Mapping[str, Load]) -> dict[str, Any]:
    return {name: loads[name](value) if name in loads and value is not None else value for name, value in row.items()}


def _built(kind: type, row: Mapping[str, Any]) -> Any:
    return kind(**_typed(row, _loads(kind)))


@cache
def _loads(kind: Any) -> Mapping[str, Load]:
    """How each field that is not plain JSON comes back."""
    hints = get_type_hints(kind)
    found = ((field.name, _load(hints[field.name])) for field in fields(kind))
    return {name: load for name, load in found if load is not None}


def _load(hint: Any) -> Load | None:
    """The way back for one type; ``None`` where JSON keeps it as it is."""
    arguments = [each for each in get_args(hint) if each not in (type(None), Ellipsis)]
    origin = get_origin(hint)
    if origin is UnionType:
        return _load(arguments[0])
    if origin is frozenset:
        return frozenset
    if origin is tuple:
        return _sequence(arguments, Ellipsis in get_args(hint))
    if hint is date:
        return date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Term):
        return _Terms(hint).__getitem__
    if isinstance(hint, type) and is_dataclass(hint):
        return partial(_built, hint)
    return None


class _Terms(dict[str, Term]):
    """The terms of a kind by their values: an eighth of the time that the class itself takes to find one."""

    def __init__(self, kind: type[Term]) -> None:
        super().__init__((each.value, each) for each in kind)
        self._kind = kind

    def __missing__(self, value: str) -> Term:
        return self._kind(value)  # says what is wrong with it


def _sequence(arguments: list[Any], any_length: bool) -> Load:
    loads = [_load(each) or _same for each in arguments]
    if any_length:
        return lambda items: tuple(loads[0](item) for item in items)
    return lambda items: tuple(load(item) for load, item in zip(loads, items, strict=True))


def _same(item: Any) -> Any:
    return item
