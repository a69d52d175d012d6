"""Whether a dispute may be known already: an open one of the same sort in the same village that one may read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from huiyin.field.disputes import DISPUTES
from huiyin.law.frame.facts import Actor
from huiyin.law.frame.particulars import PLACE_DIGITS
from huiyin.record.kinds import Kind
from huiyin.record.reading import visible_to

MOST: Final = 3


def alike(kind: Kind, actor: Actor, on: date, given: Mapping[str, Any]) -> list[Any]:
    """The newest such disputes; whoever writes one down says whether it is another one."""
    if kind is not DISPUTES or not given.get("place") or not given.get("sort"):
        return []
    place = str(given["place"]).ljust(PLACE_DIGITS, "0")
    rows = visible_to(DISPUTES, actor, on).filter(place=place, sort=str(given["sort"]), closed_on__isnull=True)
    return list(rows.order_by("-id")[:MOST])
