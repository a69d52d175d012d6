"""What of this room is bound to the journals of its records."""

from __future__ import annotations

from typing import Final

from huiyin.keeping.models import Prolonged
from huiyin.people.bound import Bound

BOUND: Final = (Bound(Prolonged),)
