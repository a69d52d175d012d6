"""How fast matters were answered that come from another system without clocks of their own: by days alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# 15 days to be told who deals with it (xf2022 Art. 22–23), 60 days to be answered (Art. 34).
SOON_DAYS = 15
LATEST_DAYS = 60


@dataclass(slots=True)
class Promptness:
    """Matters by the days from registration to the first answer. Unanswered is never in time."""

    received: int = 0
    answered: int = 0
    within_15: int = 0
    within_60: int = 0
    late: int = 0

    @property
    def unanswered(self) -> int:
        return self.received - self.answered

    def count(self, lodged_on: date, answered_on: date | None) -> None:
        """Add one matter; days are days of China, day 1 is the day after registration."""
        self.received += 1
        if answered_on is None:
            return
        days = (answered_on - lodged_on).days
        self.answered += 1
        self.within_15 += days <= SOON_DAYS
        self.within_60 += days <= LATEST_DAYS
        self.late += days > LATEST_DAYS
