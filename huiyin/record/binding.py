"""What of every kind of record is bound to its journal: what it rests on."""

from __future__ import annotations

from typing import Final

from huiyin.people.bound import Bound
from huiyin.record.models import Link

BOUND: Final = (Bound(Link, added=frozenset({"entry"})),)
