"""What stands long beside a matter, as its person is told of it: the leader who answers for it (包案), and claims that
wait for their condition (暂不具备条件)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from huiyin.law.charge.facts import ChargeFacts
from huiyin.law.charge.procedure import CHARGE
from huiyin.law.charge.vocabulary import ChargeAct, ChargeClock
from huiyin.law.frame.deadlines import Clock, due
from huiyin.law.frame.decide import decide
from huiyin.law.frame.facts import PETITIONER, Frame
from huiyin.law.frame.procedure import Procedure
from huiyin.law.frame.verdict import Decision
from huiyin.law.notyet.facts import NotYetFacts
from huiyin.law.notyet.procedure import NOTYET
from huiyin.law.notyet.vocabulary import Lack, NotYetAct, NotYetClock
from huiyin.law.terms import Act
from huiyin.law.undertaking.vocabulary import Source
from huiyin.oversight.models import NotYet, Undertaking
from huiyin.portal.following.matter import Matter
from huiyin.reception.models import Charge
from huiyin.reception.visits import said_of
from huiyin.record.snapshots import facts_from


@dataclass(frozen=True, slots=True)
class Answering:
    """The leader who answers for the matter now.

    :param since: when they took it on; ``plan`` what they mean to do; ``promised`` the numbers of what they promised.
    :param says: the person may say that it is not kept; ``answer_by`` the day by which they are answered who said so.
    """

    number: str
    leader: str
    since: date
    until: date
    late: bool
    met_on: date | None
    plan: str
    promised: list[str]
    says: bool
    answer_by: date | None


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A claim that waits; ``condition`` what opens it again, ``look_on`` the next look; ``says`` and ``answer_by`` as
    above, of a condition that has changed."""

    number: str
    claim: int
    lack: Lack
    condition: str
    watcher: str
    look_on: date | None
    says: bool
    answer_by: date | None


def answering(matter: Matter) -> Answering | None:
    """Nothing where what was before a split is closed, nor where no leader answers for it."""
    if matter.parted or all(told.act is not Act.NOTE_CHARGE for told in matter.told):
        return None
    row = Charge.objects.filter(matter=matter.case.id, closed_on__isnull=True).first()
    if row is None:
        return None
    facts: ChargeFacts = facts_from(CHARGE, row.facts)
    promised = Undertaking.objects.filter(
        matter=row.matter, source=Source.LEADER.value, lodged_at__gte=row.lodged_at
    ).order_by("id")
    return Answering(
        row.number, row.leader_name, facts.lodged_on, row.until, facts.kept(matter.today) is False, row.met_on,
        said_of(row, "plan")[-1] if matter.told_all else "", list(promised.values_list("number", flat=True)),
        _may(matter, CHARGE, ChargeAct.DENY, facts), _last_day(matter, facts.running(ChargeClock.ANSWER)),
    )  # fmt: skip


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
        row.number, facts.claim, facts.lack, condition, matter.organ_name(facts.watcher),
        clock.fixed if clock is not None else None, _may(matter, NOTYET, NotYetAct.SAY, facts),
        _last_day(matter, facts.running(NotYetClock.SAID)),
    )  # fmt: skip


def _may(matter: Matter, procedure: Procedure, act: Any, facts: Frame) -> bool:
    """Whether the person may say it today."""
    return matter.own and isinstance(decide(procedure, act, facts, PETITIONER, matter.today, matter.world), Decision)


def _last_day(matter: Matter, clock: Clock | None) -> date | None:
    return due(clock, matter.world.calendar).on if clock is not None else None
