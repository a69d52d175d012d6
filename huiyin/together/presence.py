"""Who else has a matter open now (在看). A row per person and matter, renewed while the page is in view, soon stale.

In the steady state a look costs one query, and every other one a write; nothing is asked while a tab is hidden.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from huiyin.cases.queries import find, visible_to
from huiyin.law.frame.facts import Actor
from huiyin.law.terms import Act
from huiyin.record.worlds import beijing_day
from huiyin.store.ids import new_id
from huiyin.together.models import Presence

#: How often a page asks, in seconds; see desk/presence templates.
ASKED_EVERY = 20
#: A row is renewed when it is so old, and counts as gone when it is so old.
RENEWED = timedelta(seconds=35)
GONE = timedelta(seconds=75)


@dataclass(frozen=True, slots=True)
class Other:
    """A colleague who has the matter open; ``act`` is the form they fill, if they do."""

    name: str
    act: Act | None


def look(actor: Actor, name: str, number: str, act: str, now: datetime) -> list[Other] | None:
    """Say that the actor is there, and who else is; ``None`` for a matter the actor may not read."""
    rows = _present(actor, number, now)
    mine = next((row for row in rows if row.person == actor.person), None)
    if mine is None:
        case = find(actor, beijing_day(now), number)
        if case is None:
            return None
        _say(Presence(id=new_id(), case=case.id, person=actor.person or 0, name=name, act=act, seen_at=now))
        rows = _present(actor, number, now)
    elif mine.act != act or now - mine.seen_at > RENEWED:
        Presence.objects.filter(id=mine.id).update(act=act, seen_at=now)
    return [_other(row) for row in rows if row.person != actor.person]


def _present(actor: Actor, number: str, now: datetime) -> list[Presence]:
    """Permission and answer in one query: the rows of a matter that may not be read are not found."""
    seen = visible_to(actor, beijing_day(now)).filter(number=number).values("id")
    return list(Presence.objects.filter(case__in=seen, seen_at__gt=now - GONE).order_by("seen_at"))


def _say(row: Presence) -> None:
    Presence.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["case", "person"], update_fields=["name", "act", "seen_at"]
    )


def _other(row: Presence) -> Other:
    return Other(row.name, Act(row.act) if row.act in set(Act) else None)
