"""The people and organs of a registration, from what was typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from huiyin.cases.accused import Accused
from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, PartyText
from huiyin.desk.intake.form import IDENTITY

_PHONE = re.compile(r"[+\d][\d\s-]{5,}$")


def parties(said: Mapping[str, Any], accused: Accused) -> tuple[PartyText, ...]:
    """Everybody named in the form, and whom a report is about. Nobody is there for an anonymous submission."""
    return (*_petitioner(said), *representatives(said.get("representatives", "")), *accused.parties())


def _petitioner(said: Mapping[str, Any]) -> tuple[PartyText, ...]:
    identity = Identity(**{name: said.get(name, "") for name in IDENTITY})
    needs = "、".join(said.get("needs", ()))
    if identity == Identity() and not needs:
        return ()
    return (PartyText(Capacity.PETITIONER, identity, needs=needs, notify_by=said.get("notify_by", "")),)


def representatives(lines: str) -> tuple[PartyText, ...]:
    """One person a line, the phone number behind the name."""
    return tuple(PartyText(Capacity.REPRESENTATIVE, _person(line)) for line in lines.splitlines() if line.strip())


def _person(line: str) -> Identity:
    phone = _PHONE.search(line.strip())
    name = line[: phone.start()] if phone else line
    return Identity(name=name.strip(" \t，,、"), phone=phone.group() if phone else "")
