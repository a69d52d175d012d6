"""What became of the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

ADDED: Final = "added"
CHANGED: Final = "changed"
CLOSED: Final = "closed"


class Rejected(ValueError):
    """Some rows are wrong, so none was written; ``faults`` says where and why."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = list(faults)


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one row, in values that JSON knows, so that it can be shown and taken back.

    :param row: the row's own key in its table.
    :param key: the fields that identify it; ``was`` and ``now`` hold what differs.
    """

    table: str
    what: str
    row: int | str
    key: Mapping[str, Any]
    was: Mapping[str, Any]
    now: Mapping[str, Any]


def plainly(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON has them."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


@dataclass
class Tally:
    """How many rows of one table were added, changed, closed or left as they were, and what became of each."""

    table: str
    stamp: str
    added: int = 0
    changed: int = 0
    closed: int = 0
    unchanged: int = 0
    told: list[Told] = field(default_factory=list)

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
