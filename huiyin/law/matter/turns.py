"""Whose turn it is after an act of a matter (首问负责)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum

from huiyin.law.chart.routing import authorities
from huiyin.law.frame.turn import (
    HEADS,
    RECEIVERS,
    Holding,
    Turn,
    back,
    hand_up,
    no_superior,
    stays,
    to_organ,
    to_person,
)
from huiyin.law.matter import situation as q
from huiyin.law.matter.situation import Situation
from huiyin.law.matter.table import Ball
from huiyin.law.terms import RecusalRuling, Role

REVIEWERS = (Role.REVIEWER, Role.HEAD)
ARBITERS = (Role.DISPATCHER, Role.HEAD)
CONVENERS = (Role.CONVENER, Role.HEAD)


def _to_heir(s: Situation) -> Turn:
    """Only the owner leaves a place to fill; the recusal of anybody else, or a request refused, moves nothing."""
    if s.value("ruling") == RecusalRuling.REFUSED:
        return stays(s)
    who = s.value("who") or s.by.person
    return to_person(s) if who == s.facts.owner else stays(s)


def _to_reviewer(s: Situation) -> Turn:
    return hand_up(s, _above(s, s.facts.responsible), REVIEWERS, s.facts.handled_by | s.facts.rereviewed_by)


def _to_rereviewer(s: Situation) -> Turn:
    return hand_up(s, _above(s, s.facts.reviewer), REVIEWERS, s.facts.handled_by | s.facts.reviewed_by)


def _above(s: Situation, organ: int | None) -> int | None:
    """The organ next above (上一级机关), as things stand today."""
    return None if organ is None else s.world.chart.superior(s.world.standing(organ))


def _to_authority(s: Situation) -> Turn:
    """Away from the accused, to the first organ with authority over them that has somebody on duty (Art. 22 ¶2, 30)."""
    here = s.organ(s.holder)
    if here is None:
        return no_superior(s)
    organs, persons = s.accused_after
    strangers = s.facts.recused | persons | s.world.tied(s.barred_after)
    for organ in authorities(s.world.chart, place=here.code, accused=organs):
        person = s.world.duty(organ.id, RECEIVERS, strangers)
        if person is not None:
            return Holding(organ.id, person)
    return no_superior(s)


TURNS: Mapping[Enum | None, Callable[[Situation], Turn]] = {
    None: stays,
    Ball.TO_ORGAN: to_organ,
    Ball.TO_PERSON: to_person,
    Ball.HEIR: _to_heir,
    Ball.SENDER: lambda s: back(s, s.facts.sender, s.facts.sender_person),
    Ball.OBJECTOR: lambda s: back(s, s.facts.objector, s.facts.objector_person),
    Ball.COMMON_SUPERIOR: lambda s: hand_up(s, q.arbiter(s), ARBITERS),
    Ball.CONFERENCE: lambda s: hand_up(s, q.conference(s), CONVENERS),
    Ball.HEAD: lambda s: hand_up(s, s.holder, HEADS, s.facts.judged_by),
    Ball.HANDLER: lambda s: back(s, s.facts.responsible, s.facts.handler),
    Ball.RESPONSIBLE: lambda s: back(s, s.facts.responsible, s.facts.handler),
    Ball.REVIEWER: _to_reviewer,
    Ball.REREVIEWER: _to_rereviewer,
    Ball.FIRST: lambda s: back(s, s.facts.coordinator, None),
    Ball.AUTHORITY: _to_authority,
    Ball.GOVERNMENT: lambda s: hand_up(s, s.world.chart.government_of(s.holder), RECEIVERS),
}
