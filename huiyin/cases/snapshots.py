"""Facts and events as JSON, and back. Only what differs from the default is written, so most rows stay small."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import date
from typing import Any

from huiyin.law.frame.deadlines import Clock
from huiyin.law.frame.verdict import Decision, Event
from huiyin.law.matter.facts import ClaimFacts, Facts
from huiyin.law.terms import (
    Act,
    Channel,
    ClaimKind,
    ClockKind,
    Closure,
    Execution,
    Ground,
    Outcome,
    Paper,
    Role,
    Ruling,
    Stage,
    Unit,
)

Load = Callable[[Any], Any]


def canonical(value: object) -> str:
    """JSON in the one spelling the journal hashes: sorted keys, no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def dump_facts(facts: Facts) -> str:
    """Facts as text; :func:`load_facts` gives the same value back."""
    return canonical(_plain(facts))


def load_facts(text: str) -> Facts:
    return Facts(**_typed(json.loads(text), _FACTS))


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


def happened(act: str, on: date, organ: int | None, person: int | None, role: str, payload: Mapping[str, Any]) -> Event:
    """A stored event as the law reads it."""
    follows = payload["follows"]
    return Event(
        act=Act(act),
        on=on,
        to=Stage(follows["to"]),
        holder=follows["holder"],
        owner=follows["owner"],
        organ=organ,
        person=person,
        role=Role(role),
        opens=tuple(_clock(row) for row in follows["opens"]),
        stops=tuple(ClockKind(kind) for kind in follows["stops"]),
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
    if isinstance(item, date):
        return item.isoformat()
    if isinstance(item, frozenset):
        return sorted(item)
    if isinstance(item, tuple):
        return [_plain(part) if isinstance(part, Clock | ClaimFacts) else _json(part) for part in item]
    return item


_DEFAULTS: dict[type, tuple[tuple[str, Any], ...]] = {}


def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    if kind not in _DEFAULTS:
        _DEFAULTS[kind] = tuple((field.name, _default(field)) for field in fields(kind))
    return _DEFAULTS[kind]


def _default(field: Any) -> Any:
    return object() if field.default is MISSING else field.default


def _typed(row: Mapping[str, Any], loads: Mapping[str, Load]) -> dict[str, Any]:
    return {name: loads[name](value) if name in loads and value is not None else value for name, value in row.items()}


def _clock(row: Mapping[str, Any]) -> Clock:
    return Clock(**_typed(row, _CLOCK))


def _claim(row: Mapping[str, Any]) -> ClaimFacts:
    return ClaimFacts(**_typed(row, _CLAIM))


def _quashed(pairs: list[list[str]]) -> tuple[tuple[Outcome, str], ...]:
    return tuple((Outcome(outcome), finding) for outcome, finding in pairs)


_day = date.fromisoformat
_CLOCK: Mapping[str, Load] = {
    "kind": ClockKind,
    "started": _day,
    "unit": Unit,
    "fixed": _day,
    "stopped": _day,
    "paused": _day,
}
_CLAIM: Mapping[str, Load] = {
    "kind": ClaimKind,
    "ground": Ground,
    "outcome": Outcome,
    "quashed": _quashed,
    "execution": Execution,
    "execute_by": _day,
}
_SETS = (
    "accused_organs", "accused_persons", "unsure_organs", "unsure_persons",
    "handled_by", "reviewed_by", "rereviewed_by", "organs", "recused", "awaited", "urgent_told",
)  # fmt: skip
_DAYS = (
    "lodged_on", "hearing_since", "hearing_on", "accepted_on", "decided_on", "served_on", "executed_on", "last_on",
    "moved_on",
)  # fmt: skip
_FACTS: Mapping[str, Load] = {
    "stage": Stage,
    "channel": Channel,
    "ruling": Ruling,
    "closure": Closure,
    "claims": lambda rows: tuple(_claim(row) for row in rows),
    "clocks": lambda rows: tuple(_clock(row) for row in rows),
    "co_handlers": tuple,
    **{name: frozenset for name in _SETS},
    **{name: _day for name in _DAYS},
}
