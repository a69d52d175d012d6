"""What of this room is bound to a journal: who stands on the sides of a dispute."""

from __future__ import annotations

from typing import Final

from huiyin.field.models import Involved
from huiyin.field.people import INVOLVED
from huiyin.people.bound import Bound

BOUND: Final = (Bound(Involved, secret=INVOLVED.columns),)
