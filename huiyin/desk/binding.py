"""What of this room is bound to the ledger of readings: lists taken away."""

from __future__ import annotations

from typing import Final

from huiyin.desk.models import Export
from huiyin.people.bound import Bound
from huiyin.people.ledgers import READINGS

BOUND: Final = (Bound(Export, ledger=READINGS),)
