"""What stands long beside a matter, as its person is told of it: the leader who answers for it (包案), and claims that
wait for their condition (暂不具备条件)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from huiyin.law.charge.procedure import CHARGE
from huiyin.law.notyet.facts import NotYetFacts
from huiyin.law.notyet.procedure import NOTYET
from huiyin.law.notyet.vocabulary import Lack, NotYetClock
from huiyin.law.terms import Act
from huiyin.oversight.models import NotYet
from huiyin.portal.following.matter import Matter
from huiyin.reception.models import Charge
from huiyin.reception.visits import said_of
from huiyin.record.snapshots import facts_from


@dataclass(frozen=True, slots=True)
class Answering:
    """The leader who answers for the matter now."""

    leader: str
    until: date
    late: bool
    met_on: date | None


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A claim that waits; ``condition`` what opens it again, ``look_on`` the next look."""

    claim: int
    lack: Lack
    condition: str
    watcher: str
    look_on: date | None


def answering(matter: Matter) -> Answering | None:
    """Nothing where what was before a split is closed, nor where no leader answers for it."""
    if matter.parted or all(told.act is not Act.NOTE_CHARGE for told in matter.told):
        return None
    row = Charge.objects.filter(matter=matter.case.id, closed_on__isnull=True).first()
    if row is None:
        return None
    late = facts_from(CHARGE, row.facts).kept(matter.today) is False
    return Answering(row.leader_name, row.until, late, row.met_on)


def awaiting(matter: Matter) -> list[Awaiting]:
    """The claims that wait now; their words for those alone who are told all."""
    if matter.parted or all(told.act is not Act.NOTE_CONDITION for told in matter.told):
        return []
    rows = NotYet.objects.filter(matter=matter.case.id, closed_on__isnull=True).order_by("claim")
    return [_awaiting(matter, row) for row in rows]


def _awaiting(matter: Matter, row: NotYet) -> Awaiting:
    facts: NotYetFacts = facts_from(NOTYET, row.facts)
    clock = facts.running(NotYetClock.LOOK)
    condition = said_of(row, "condition")[0] if matter.told_all else ""
    return Awaiting(
        facts.claim, facts.lack, condition, matter.organ_name(facts.watcher), clock.fixed if clock is not None else None
    )
