"""What of the records of oversight is bound to their journals: from what was drawn, and what each reader saw."""

from __future__ import annotations

from typing import Final

from huiyin.oversight.models import CheckFrame, CheckReading
from huiyin.people.bound import Bound

BOUND: Final = (Bound(CheckFrame), Bound(CheckReading))
