"""Pictures of the reference data, kept in the process and built anew only when the data changed.

One tiny query asks for the stamps, at most every few seconds; while they stand still no other query is made.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from huiyin.people.models import ReferenceStamp
from huiyin.store.ids import new_id

ORGANS = "organs"
CALENDAR = "calendar"
POSTS = "posts"

Picture = TypeVar("Picture")

# A change made by another process is seen this late.
RECHECK_SECONDS = 2.0

_stamps: dict[str, int] = {}
_looked_at = float("-inf")


class Remembered(Generic[Picture]):
    """A picture of the rows that carry one stamp.

    :param name: the stamp it depends on.
    :param build: makes the picture from the database.
    """

    def __init__(self, name: str, build: Callable[[], Picture]) -> None:
        self._name = name
        self._build = build
        self._seen: tuple[int | None, Picture] | None = None

    def __call__(self) -> Picture:
        """The picture, built anew if the stamp changed since."""
        stamp = _stamp(self._name)
        seen = self._seen
        if seen is None or seen[0] != stamp:
            seen = self._seen = (stamp, self._build())
        return seen[1]


def touch(*names: str) -> None:
    """Say that rows changed: every process will look again. Call it in the transaction that changes them."""
    for name in names:
        ReferenceStamp.objects.update_or_create(name=name, defaults={"stamp": new_id()})
    look_again()


def look_again() -> None:
    """Ask for the stamps at the next use, however soon."""
    global _looked_at
    _looked_at = float("-inf")


def _stamp(name: str) -> int | None:
    global _looked_at, _stamps
    now = time.monotonic()
    if now - _looked_at >= RECHECK_SECONDS:
        _stamps = dict(ReferenceStamp.objects.values_list("name", "stamp"))
        _looked_at = now
    return _stamps.get(name)
