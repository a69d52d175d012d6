"""What of this room is bound: lists taken away; ready answers and notes on routes, which people act on."""

from __future__ import annotations

from typing import Final

from huiyin.desk.models import Answer, Export, RouteNote
from huiyin.people.bound import Bound
from huiyin.people.ledgers import READINGS, REFERENCE

BOUND: Final = (
    Bound(Export, ledger=READINGS),
    Bound(Answer, ledger=REFERENCE, later=True),
    Bound(RouteNote, ledger=REFERENCE, later=True),
)
