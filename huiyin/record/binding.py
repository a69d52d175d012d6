"""What of every kind of record is bound to its journal: what it rests on, and what a list destroyed."""

from __future__ import annotations

from typing import Final

from huiyin.people.bound import Bound
from huiyin.record.models import Destroyed, Link

BOUND: Final = (Bound(Link, added=frozenset({"entry"})), Bound(Destroyed))
