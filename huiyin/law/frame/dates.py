"""Where a date may lie, by what its field means (When): nothing is investigated in 2030 or promised for 9999."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from huiyin.law.frame.facts import Frame
from huiyin.law.frame.particulars import Field, When
from huiyin.law.words import P, Phrase

YEAR = timedelta(days=366)
_FARTHEST = {When.AHEAD: 2 * YEAR, When.PROMISE: 10 * YEAR}


def out_of_bounds(fields: tuple[Field, ...], said: Mapping[str, Any], facts: Frame, on: date) -> dict[str, Phrase]:
    """Per field the sentence of what is wrong with its date.

    :param said: the normalised values; ``on`` the day of the act.
    """
    found: dict[str, Phrase] = {}
    for field in fields:
        for when, day in _days(field, said.get(field.name)):
            wrong = _wrong(field.label, when, day, facts, on)
            if wrong is not None:
                found[field.name] = wrong
    return found


def _days(field: Field, value: Any) -> Iterator[tuple[When, date]]:
    if value is None:
        return
    if field.kind == "date" and field.when is not When.ANY:
        yield field.when, date.fromisoformat(value)
    elif field.kind == "outcomes":
        yield from (
            (When.PROMISE, date.fromisoformat(row["execute_by"])) for row in value.values() if "execute_by" in row
        )


def _wrong(label: str, when: When, day: date, facts: Frame, on: date) -> Phrase | None:
    if when is When.PAST:
        return _not_yet(label, day, facts.lodged_on, on)
    if day < on:
        return P("“{label}”不能早于{day}。", label=label, day=on)
    last = on + _FARTHEST[when]
    return P("“{label}”太远，最迟{day}。", label=label, day=last) if day > last else None


def _not_yet(label: str, day: date, first: date, on: date) -> Phrase | None:
    if day > on:
        return P("“{label}”不能在{day}以后。", label=label, day=on)
    return P("“{label}”不能早于收到信访事项的{day}。", label=label, day=first) if day < first else None
