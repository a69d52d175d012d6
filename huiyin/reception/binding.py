"""What of this room is bound to the ledger of readings: matters that a leader took on, and days made public."""

from __future__ import annotations

from typing import Final

from huiyin.people.bound import Bound
from huiyin.people.ledgers import READINGS
from huiyin.reception.models import ReceptionDay, Room, TakenOn

# The day of reception itself is taken away after a while.
BOUND: Final = (
    Bound(TakenOn, frozenset({"day_id"}), ledger=READINGS, later=True),
    Bound(ReceptionDay, ledger=READINGS, later=True),
    Bound(Room, ledger=READINGS, later=True),
)
