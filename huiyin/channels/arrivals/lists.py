"""What came in, as its clerk sees it (来件清单): what the organ has; of what is kept from them not even a count."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from huiyin.cases import withheld
from huiyin.cases.withheld import seen_by
from huiyin.channels.arrivals.models import Arrival
from huiyin.channels.letters.models import Letter
from huiyin.law.frame.facts import Actor
from huiyin.law.words import P, Phrase
from huiyin.store.locks import writing

#: What they are told apart by; the first is shown unless the clerk wants another.
SHELVES: Final[Mapping[str, Phrase]] = {"": P("等您看"), "automatic": P("机器自动发的"), "done": P("办好的")}
MOST: Final = 200


def on_shelf(adapter: str, actor: Actor, shelf: str, most: int = MOST) -> tuple[list[Arrival], bool]:
    """One shelf of the organ: what waits with the oldest first, the others with the newest first; and whether there
    are more than ``most``. What is kept from the clerk is left out before anything is counted."""
    rows = _of(adapter, actor)
    if shelf == "":
        found = rows.filter(settled_at=None).exclude(ready_at__isnull=False, reading=None).order_by("arrived_at", "id")
    elif shelf == "automatic":
        found = rows.filter(settled_at__isnull=False, became="automatic", tidied=False).order_by("-arrived_at")
    else:
        found = rows.filter(settled_at__isnull=False, tidied=False).exclude(became="automatic").order_by("-settled_at")
    some = list(found[: most + 1])
    return some[:most], len(some) > most


def being_read(adapter: str, actor: Actor, most: int = MOST) -> list[Arrival]:
    """What has come and is not read yet; a row of a sheet that was put apart is kept from a clerk then as well."""
    rows = _of(adapter, actor).filter(ready_at__isnull=False, reading=None)
    return list(rows.order_by("arrived_at", "id")[:most])


def _of(adapter: str, actor: Actor) -> QuerySet[Arrival]:
    return seen_by(Arrival.objects.filter(adapter=adapter), actor)


def seen_by_nobody(at: datetime) -> int:
    """How many things wait that no member of staff may have in hand."""
    rows = (Arrival.objects.filter(settled_at=None), Letter.objects.filter(settled_at=None))
    return withheld.seen_by_nobody(rows, at)


def one_of(adapter: str, arrival: int, actor: Actor) -> Arrival | None:
    """One that came by this adapter, if this member of staff may have it in hand."""
    return _of(adapter, actor).filter(id=arrival).first()


def waiting_for(arrival: int, actor: Actor) -> Arrival | None:
    """One that waits for a clerk of this organ, if this one may have it in hand."""
    return seen_by(Arrival.objects.filter(id=arrival, settled_at=None), actor).first()


def registered(arrival: int, case: int, by: int, at: datetime) -> None:
    """It is a matter now."""
    Arrival.objects.filter(id=arrival, settled_at=None).update(
        became="registered", case=case, settled_at=at, settled_by=by, ready_at=None
    )


def set_aside(arrival: Arrival, reason: str, by: int, at: datetime) -> None:
    """Not to be registered, and why: an advertisement, the same thing sent twice."""
    Arrival.objects.filter(id=arrival.id, settled_at=None).update(
        became="aside", reason=reason[:200], settled_at=at, settled_by=by, ready_at=None
    )


def taken_back(arrival: Arrival) -> None:
    """It was taken for a machine's, or set aside, and is a letter after all."""
    with writing():
        Arrival.objects.filter(id=arrival.id, became__in=("automatic", "aside"), tidied=False).update(
            became="", reason="", settled_at=None, settled_by=None
        )
