"""Who sits where around a record (席位): whose act it is because of what they are to it."""

from __future__ import annotations

from collections.abc import Mapping

from huiyin.law.frame.situation import Question, Situation
from huiyin.law.terms import Role, Seat


def _at_holder(s: Situation) -> bool:
    return s.by.organ == s.holder or Role.SYSTEM in s.by.roles


def _overseer(s: Situation) -> bool:
    """Down the superior edges, or by the office's competence at its own level and below (Art. 14, 40); never upward."""
    organ, holder, chart = s.by.organ, s.holder, s.world.chart
    if organ is None or organ == holder or not s.world.known(holder) or not s.world.known(organ):
        return False
    return organ in chart.overseers(holder) and not chart.is_below(organ, holder)


def _involved(s: Situation) -> bool:
    organ, facts = s.by.organ, s.facts
    if organ in facts.organs or organ in (facts.holder, facts.coordinator):
        return True
    if organ is None or not s.world.chart.successors:
        return False
    return any(s.world.standing(each) == organ for each in (*facts.organs, facts.holder, facts.coordinator))


def _desk(s: Situation) -> bool:
    return Role.PETITIONER in s.by.roles or Role.SYSTEM in s.by.roles or _involved(s)


def _raiser(s: Situation) -> bool:
    return s.by.organ == s.world.standing(s.facts.coordinator)


#: The seats that every kind of record has.
SEATS: Mapping[Seat, Question] = {
    Seat.HOLDER: _at_holder,
    Seat.OVERSEER: _overseer,
    Seat.DESK: _desk,
    Seat.PETITIONER: lambda s: Role.PETITIONER in s.by.roles,
    Seat.RAISER: _raiser,
    Seat.INVOLVED: _involved,
    Seat.SYSTEM: lambda s: Role.SYSTEM in s.by.roles,
}
