"""The people and organs of a registration, from what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from huiyin.cases.accused import Accused
from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, PartyText
from huiyin.desk.intake.form import IDENTITY
from huiyin.typed.people import people_in


def parties(said: Mapping[str, Any], accused: Accused) -> tuple[PartyText, ...]:
    """Everybody named in the form, and whom a report is about. Nobody is there for an anonymous submission."""
    return (*_petitioner(said), *representatives(said.get("representatives", "")), *accused.parties())


def is_nameless(found: Iterable[PartyText]) -> bool:
    """Whether nobody who brought it is known by anything: such a matter is registered only when somebody says so."""
    brought = (each for each in found if each.capacity in (Capacity.PETITIONER, Capacity.REPRESENTATIVE))
    return all(each.identity == Identity() for each in brought)


def _petitioner(said: Mapping[str, Any]) -> tuple[PartyText, ...]:
    identity = Identity(**{name: said.get(name, "") for name in IDENTITY})
    needs = "、".join(said.get("needs", ()))
    if identity == Identity() and not needs:
        return ()
    return (PartyText(Capacity.PETITIONER, identity, needs=needs, way=said.get("way", "")),)


def representatives(typed: str) -> tuple[PartyText, ...]:
    """Each person with their phone number."""
    return tuple(
        PartyText(Capacity.REPRESENTATIVE, Identity(name=name, phone=phone)) for name, phone in people_in(typed)
    )
