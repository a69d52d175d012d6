"""The columns of the register (登记表): said with the registration, completed when the matter is classed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from huiyin.cases.models import Case
from huiyin.law.matter.forms import REGISTER
from huiyin.law.terms import Act
from huiyin.record.models import Event
from huiyin.vault.opening import read_out

#: Acts with which the columns may be said.
SAYING: Final = (Act.LODGE.value, Act.CLASSIFY.value)
_NAMES: Final = frozenset(field.name for field in REGISTER)


def registered(said: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What stands in the columns: of each the last that was said, the entries coming in their order."""
    columns: dict[str, Any] = {}
    for each in said:
        columns |= {name: value for name, value in each.items() if name in _NAMES}
    return columns


def register_of(case: Case) -> dict[str, Any]:
    """The columns of a matter; its reader was asked for before."""
    rows = Event.objects.filter(record=case.id, act__in=SAYING).order_by("seq")
    return registered(read_out(payload)["said"] for payload in rows.values_list("payload", flat=True))
