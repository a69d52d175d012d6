"""What of this room is bound to the ledger of readings: days made public, and rooms."""

from __future__ import annotations

from typing import Final

from huiyin.people.bound import Bound
from huiyin.people.ledgers import READINGS
from huiyin.reception.models import ReceptionDay, Room

BOUND: Final = (Bound(ReceptionDay, ledger=READINGS, later=True), Bound(Room, ledger=READINGS, later=True))
