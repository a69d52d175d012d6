"""What became of the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class Rejected(ValueError):
    """Some rows are wrong, so none was written; ``faults`` says where and why."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = list(faults)


@dataclass
class Tally:
    """How many rows of one table were added, changed, closed or left as they were."""

    table: str
    stamp: str
    added: int = 0
    changed: int = 0
    closed: int = 0
    unchanged: int = 0

    @property
    def moved(self) -> bool:
        return bool(self.added or self.changed or self.closed)

    @property
    def seen(self) -> bool:
        return self.moved or bool(self.unchanged)

    def __str__(self) -> str:
        counts = (self.added, self.changed, self.closed, self.unchanged)
        return f"{self.table:18}" + "".join(f"{count:6} {word}" for count, word in zip(counts, WORDS, strict=True))


WORDS = ("added", "changed", "closed", "unchanged")
