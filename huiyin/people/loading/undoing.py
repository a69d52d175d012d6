"""Taking back what loading did: rows become what they were, as long as nobody changed them since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.db.models import Field, Model

from huiyin.people.loading.sheets import Row
from huiyin.people.loading.tables import BY_NAME
from huiyin.people.loading.tally import ADDED, CHANGED, Rejected, Told, plainly
from huiyin.people.loading.write import CALENDAR_TABLE, bind, twisted_edges
from huiyin.people.models import CalendarDay, Dated
from huiyin.people.stamps import look_again, touch

SINCE_THEN: Final = "was changed since: make a new change from how it is now"
#: Rows without days of their own stay; nothing points at them any more.
STAYS: Final = "stays in the list: it has no days on which it could end"


def inverse(told: Sequence[Told]) -> list[Told]:
    """What taking these back would do, the last first; rows of lists without dates stay."""
    return [line for each in reversed(told) for line in _inverse(each)]


def _inverse(told: Told) -> Iterator[Told]:
    if told.what != ADDED:
        yield replace(told, what=CHANGED, was=told.now, now=told.was)
    elif issubclass(BY_NAME[told.table].model, Dated):
        # A row that ends on its first day was never in force.
        first = told.key.get("since") or told.now.get("since")
        yield replace(told, what=CHANGED, was={"until": told.now.get("until")}, now={"until": first})


def take_back(told: Sequence[Told], *, on: date) -> list[Told]:
    """Do what :func:`inverse` says.

    :raises Rejected: a row was changed since, or the organs would stand in a circle; nothing was written then.
    """
    lines = inverse(told)
    try:
        with transaction.atomic():
            faults = [fault for each in lines if (fault := _taken_back(each))] or twisted_edges(on)
            if faults:
                raise Rejected(faults)
            touch(*sorted({BY_NAME[each.table].stamp for each in lines}))
    except Rejected:
        look_again()
        raise
    return lines


def _taken_back(told: Told) -> str:
    model = BY_NAME[told.table].model
    row = model._base_manager.select_for_update().filter(pk=told.row).first()
    columns: dict[str, Field[Any, Any]] = {each.attname: each for each in model._meta.concrete_fields}
    if row is None or plainly({name: getattr(row, name) for name in told.was}) != dict(told.was):
        return f"{told.table} {told.row}: {SINCE_THEN}"
    for name, value in told.now.items():
        setattr(row, name, columns[name].to_python(value))
    _save(row, told)
    return ""


def _save(row: Model, told: Told) -> None:
    row.save(update_fields=list(told.now))
    bind([row])


def calendar_again(told: Told) -> Row | None:
    """The row of a calendar that says again what was said before; nothing where nothing was."""
    was = told.was
    if not was:
        return None
    holidays: dict[str, list[str]] = {}
    makeups = []
    for each, (kind, name) in was["days"].items():
        if kind == CalendarDay.MAKEUP:
            makeups.append(each)
        else:
            holidays.setdefault(name, []).append(each)
    values = {
        "year": told.key["year"], "version": told.key["version"] + 1, "settled": was["settled"],
        "source": was["source"], "holidays": holidays, "makeups": makeups,
    }  # fmt: skip
    return Row(CALENDAR_TABLE, f"{told.key['year']}", values)
