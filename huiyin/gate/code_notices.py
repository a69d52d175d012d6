"""Whoever holds a query code that was given anew is told, at the address they left (补发告知)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils import timezone

from huiyin.cases.models import Party
from huiyin.channels.models import Sent
from huiyin.channels.notices import REACHABLE, Notice, out, way_for
from huiyin.channels.saying import CODE
from huiyin.channels.undelivered import failed_ways
from huiyin.channels.ways import PORTAL
from huiyin.joint.models import GIVEN, Reissued
from huiyin.record.models import Message


def tell(batch: list[Message]) -> None:
    """Called by the worker with messages of the topic ``code``; the same message twice sends one notice.

    :raises NotSent: a mail server or a gateway could not be reached or put some off.
    """
    out(_notices(Reissued.objects.filter(id__in={message.record for message in batch})), timezone.now())


def send_waiting(now: datetime) -> None:
    """Send what waited for the end of the quiet hours; asked by the worker in every round."""
    rows = Sent.objects.filter(waits_until__lte=now, seq__lt=0).order_by("waits_until")[:200]
    if waiting := {(row.case, row.seq) for row in rows}:
        given = Reissued.objects.filter(case__in={case for case, _ in waiting})
        out(_notices(row for row in given if (row.case, _seq_of(row)) in waiting), now)


def _notices(rows: Iterable[Reissued]) -> Iterator[Notice]:
    """Also to those who else look for themselves: the code is what they would look with."""
    found = [row for row in rows if row.state in GIVEN]
    parties = Party.objects.filter(REACHABLE).select_related("case").in_bulk([row.party for row in found])
    failed = failed_ways(list(parties)) if parties else {}
    for row in found:
        if (party := parties.get(row.party)) is None:
            continue
        party.way = "" if party.way == PORTAL else party.way
        way = way_for(party, failed.get(party.id, set()))
        if way.key != PORTAL:
            yield Notice(party.case, _seq_of(row), party, row.organ or party.case.holder, CODE, way)


def _seq_of(row: Reissued) -> int:
    """A notice is known by its event; what is none has a number below them."""
    return -1 - row.id % 2**30
