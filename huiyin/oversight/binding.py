"""What of this room is bound to the journals of its records: what an assessment computed."""

from __future__ import annotations

from typing import Final

from huiyin.oversight.models import CountedOrgan, Counting
from huiyin.people.bound import Bound

BOUND: Final = (Bound(Counting), Bound(CountedOrgan))
