"""What came in and is not needed any more: its bytes and what was read of it go after some days, its hash stays."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from huiyin.channels.arrivals.keeping import forget
from huiyin.channels.arrivals.models import Arrival

KEPT: Final = timedelta(days=30)
"""How long what was set aside, or was sent by a machine, can still be looked at. A matter keeps its own original."""
BATCH: Final = 500


def tidy_arrivals(now: datetime) -> int:
    """Delete the bytes of what was settled :data:`KEPT` ago and belongs to no matter; how many."""
    done = Q(settled_at__lt=now - KEPT, tidied=False)
    rows = list(Arrival.objects.filter(done, case=None).order_by("settled_at")[:BATCH])
    for row in rows:
        if not Arrival.objects.filter(sha256=row.sha256).exclude(id=row.id).filter(tidied=False).exists():
            forget(row.sha256)
        Arrival.objects.filter(id=row.id).update(tidied=True, reading=None)
    return len(rows)
