"""Organs as SCIM sees them: read, made and renamed by the directory, with the checks of the desk.

Each request is a change of the reference data (:mod:`huiyin.gate.changes`). What moves rights, another superior,
another kind, an end, is for a person at the desk: there is no such member, and no DELETE.
"""

from __future__ import annotations

from typing import Any, Final

from django.db.models import QuerySet
from scim2_models import InvalidValueException, Meta, NotFoundException, UniquenessException

from huiyin.api.callers import Caller
from huiyin.api.scim.models import Organ, Superior
from huiyin.gate import changes
from huiyin.law.chart.organs import OrganKind
from huiyin.people import models
from huiyin.people.account_acts import administered
from huiyin.people.loading.sheets import Row
from huiyin.people.loading.tally import Rejected
from huiyin.people.models import Division, in_force
from huiyin.typed.texts import line_of
from huiyin.typed.wholes import row_id

#: How its own members are called in the rows of a file, with the longest that fits.
SAID: Final = {
    "display_name": ("name", 80), "short_name": ("short", 40), "phone": ("phone", 40), "address": ("address", 160),
    "hours": ("hours", 160),
}  # fmt: skip
LONGEST_HANDLE: Final = 40


def _seen(caller: Caller) -> QuerySet[models.Organ]:
    """The organs that the client's administrator looks after, as long as they are there."""
    charge = administered(caller.actor, caller.today)
    return models.Organ.objects.filter(in_force(caller.today), id__in=charge).order_by("id")


def organs(caller: Caller) -> list[Organ]:
    return [_told(caller, each) for each in _seen(caller)]


def organ(caller: Caller, number: str) -> Organ:
    return _told(caller, _found(caller, number))


def _found(caller: Caller, number: str) -> models.Organ:
    found = _seen(caller).filter(id=row_id(number) or 0).first()
    if found is None:
        raise NotFoundException(detail="no such organ")
    return found


def _told(caller: Caller, row: models.Organ) -> Organ:
    made = Organ(
        handle=row.key, display_name=row.name, short_name=row.short, kind=row.kind, division=row.code,
        phone=row.phone or None, address=row.address or None, hours=row.hours or None,
    )  # fmt: skip
    above = caller.world.chart.superior(row.id)
    if above is not None:
        made.superior = Superior(value=str(above), display=caller.world.chart.organ(above).name)
    made.id, made.meta = str(row.id), Meta(resource_type="Organ", location=f"/scim/v2/Organs/{row.id}")
    return made


def create(caller: Caller, said: Organ) -> Organ:
    """A new organ under one that is managed. It has nobody yet, so nobody reads more by it."""
    handle = line_of(said.handle or "")
    if not handle or len(handle) > LONGEST_HANDLE or not handle.isascii():
        raise InvalidValueException(detail=f"handle has 1 to {LONGEST_HANDLE} ASCII characters", attribute="handle")
    if models.Organ.objects.filter(key=handle).exists():
        raise UniquenessException(attribute="handle")
    above = _found(caller, str(said.superior.value or "")) if said.superior else None
    if above is None:
        raise InvalidValueException(detail="superior.value is the id of an organ", attribute="superior")
    if said.kind not in {each.value for each in OrganKind}:
        raise InvalidValueException(detail=f"kind is one of {', '.join(OrganKind)}", attribute="kind")
    division = line_of(said.division or "").ljust(12, "0")
    if not Division.objects.filter(code=division).exists():
        raise InvalidValueException(detail="division is the code of a place that is known here", attribute="division")
    since = caller.today.isoformat()
    rows = [
        _row("organs", key=handle, kind=said.kind, division=division, since=since, **_names(said)),
        _row("superiors", organ=handle, superior=above.key, primary="1", since=since),
    ]
    _changed(caller, f"SCIM：新设{said.display_name}", rows)
    return organ(caller, str(models.Organ.objects.values_list("id", flat=True).get(key=handle)))


def change(caller: Caller, number: str, said: Organ) -> Organ:
    """How it is called and reached, from now on; papers of before keep what they say."""
    row = _found(caller, number)
    names = _names(said)
    if names != {column: getattr(row, column) for column in names}:
        _changed(caller, f"SCIM：{row.short}改名称和联系方式", [_row("organs", key=row.key, **names)])
    return organ(caller, number)


def _names(said: Organ) -> dict[str, str]:
    found = {}
    for member, (column, longest) in SAID.items():
        found[column] = line_of(getattr(said, member) or "")
        if len(found[column]) > longest or (column in ("name", "short") and not found[column]):
            raise InvalidValueException(detail=f"{member} has at most {longest} characters", attribute=member)
    return found


def _row(table: str, **values: Any) -> Row:
    return Row(table, "SCIM", values)


def _changed(caller: Caller, title: str, rows: list[Row]) -> None:
    """:raises InvalidValueException: the command that loads files would refuse it, for these reasons."""
    try:
        wanted = changes.prepare(title, rows, by=caller.actor, at=caller.now)
        changes.ask(wanted, by=caller.actor, at=caller.now)
    except Rejected as rejected:
        raise InvalidValueException(detail="; ".join(rejected.faults)[:500]) from None
