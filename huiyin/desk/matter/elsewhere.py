"""Beside a matter, and beside the form that sends one on: which organs live elsewhere, whether it arrived."""

from __future__ import annotations

from dataclasses import dataclass

from huiyin.cases.models import Case
from huiyin.channels.exchange.account import living_elsewhere
from huiyin.channels.exchange.models import Exchanged
from huiyin.channels.registry import is_connected
from huiyin.law.terms import Act


@dataclass(frozen=True, slots=True)
class Card:
    """What stands beside a matter: since when it is there, and whether somebody must look."""

    arrived: bool
    number: str
    fault: bool


def of_matter(case: Case) -> Card | None:
    """Beside a matter that stands on another site too; asks nothing where no site is connected."""
    row = Exchanged.objects.filter(case=case.id).first() if is_connected("exchange") else None
    return None if row is None else Card(row.arrived_at is not None, row.their_number, bool(row.fault))


def organs_elsewhere(act: Act) -> list[str]:
    """Beside the form that sends a matter on: the organs to which it goes over the line."""
    return living_elsewhere() if act in (Act.TRANSFER, Act.ASSIGN) and is_connected("exchange") else []
