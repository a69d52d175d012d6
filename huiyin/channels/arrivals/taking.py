"""Taking in (收件): first the bytes are on the disk, then a row says so, and only then is the source told.

Whatever dies in between, the source still has it and brings it again; the same bytes are then known.
"""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from huiyin.cases.withheld import withhold
from huiyin.channels.adapter import Connection
from huiyin.channels.arrivals.keeping import keep
from huiyin.channels.arrivals.models import Arrival
from huiyin.people.models import Organ
from huiyin.store.locks import writing
from huiyin.vault.points import reach


def take_in(connection: Connection, data: bytes, mark: str, at: datetime, *, fault: str = "") -> Arrival:
    """Keep one thing that came; the same bytes by the same connection are the same thing.

    :param mark: by which the source knows it; :param at: when it came there.
    :param fault: why it is not to be read at all, such as being too large.
    """
    sha256 = keep(data)
    reach("arrival.bytes")
    there = Q(connection=connection.name, sha256=sha256)
    known = Arrival.objects.filter(there).first()
    if known is not None:
        return known
    arrival = Arrival(
        connection=connection.name, adapter=connection.adapter, organ=_organ(connection), mark=mark[:120],
        sha256=sha256, size=len(data), arrived_at=at, ready_at=None if fault else at, fault=fault,
    )  # fmt: skip
    withhold(arrival, mark, at)
    try:
        with writing(), transaction.atomic():
            arrival.save(force_insert=True)
    except IntegrityError:  # another process took the same thing in this very moment
        return Arrival.objects.get(there)
    reach("arrival.row")
    return arrival


def _organ(connection: Connection) -> int | None:
    return Organ.objects.filter(key=connection.organ).values_list("id", flat=True).first()
