"""What of this room is bound to the journals of its records: what was computed, drawn and read."""

from __future__ import annotations

from typing import Final

from huiyin.oversight.models import CheckFrame, CheckReading, CountedOrgan, Counting
from huiyin.people.bound import Bound

BOUND: Final = (Bound(Counting), Bound(CountedOrgan), Bound(CheckFrame), Bound(CheckReading))
