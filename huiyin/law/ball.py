"""Whose turn it is after an act: one organ and one named person, or a Refusal where nobody may (首问负责)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from huiyin.law import situation as q
from huiyin.law.articles import cite
from huiyin.law.facts import Facts
from huiyin.law.lifecycle import WORKERS, Ball, Move
from huiyin.law.routing import authorities
from huiyin.law.situation import Situation
from huiyin.law.terms import Act, Role
from huiyin.law.verdict import Refusal
from huiyin.law.words import P

RECEIVERS = (Role.DISPATCHER, Role.HANDLER, Role.HEAD)
REVIEWERS = (Role.REVIEWER, Role.HEAD)
ARBITERS = (Role.DISPATCHER, Role.HEAD)
CONVENERS = (Role.CONVENER, Role.HEAD)
HEADS = (Role.HEAD,)


@dataclass(frozen=True, slots=True)
class Holding:
    """Who must act next."""

    organ: int
    person: int


Turn = Holding | Refusal
_NOBODY: frozenset[int] = frozenset()


def pass_ball(move: Move, s: Situation) -> Turn:
    """Organ and person whose turn it is after ``move``."""
    turn = _BALLS[move.ball](s)
    named = s.value("to_person")
    if isinstance(turn, Holding) and turn.person == named and not _able(move, s, turn):
        return s.no(P("这个人没有经办这一步的岗位，接手以后什么也做不了。"), P("请选能办理的人。"))
    return turn


def _able(move: Move, s: Situation, turn: Holding) -> bool:
    """Whether the person named may do anything with the matter where it will stand."""
    return s.world.able(turn.person, turn.organ, WORKERS[move.to or s.facts.stage])


def _excluded(facts: Facts) -> frozenset[int]:
    return facts.recused | facts.accused_persons


# Handing over --------------------------------------------------------------------------------------------------------


def _hand(s: Situation, organ: int, person: int | None, roles: tuple[Role, ...], strangers: frozenset[int]) -> Turn:
    """Hand the matter to ``organ``; without a named person, to whoever is on duty there.

    :param strangers: who may not have it although they serve there.
    """
    there = s.organ(organ)
    if there is None:
        return s.no(P("没有这个机关，或者它已经撤销。"), P("请从机关名录里选。"), cite("xf2022", 24, 2))
    if there.id in s.world.barred(s.facts):
        return s.no(
            P("{organ}是被举报的单位或它的下级，不能接收。", organ=there.name),
            P("请转送有管理权限的上级机关。"),
            cite("xf2022", 30, 3),
        )
    if person is not None and (person in strangers or not s.world.serves(person, there.id)):
        return s.no(P("接收人不在{organ}，或应当回避。", organ=there.name))
    named = person if person is not None else s.world.duty(there.id, roles, strangers)
    return _nobody_at(s, there.id) if named is None else Holding(there.id, named)


def _nobody_at(s: Situation, organ: int) -> Refusal:
    there = s.world.chart.organ(organ).name
    return s.no(P("{organ}没有可以接手的人。", organ=there), P("请先在该机关指定值班的人。"))


def _no_superior(s: Situation) -> Refusal:
    return s.no(P("没有可以接手的上一级机关。"), P("请联系联席会议办公室协调。"), cite("xf2022", 24, 1))


def _hand_up(s: Situation, organ: int | None, roles: tuple[Role, ...], strangers: frozenset[int] = _NOBODY) -> Turn:
    if organ is None:
        return _no_superior(s)
    return _hand(s, organ, None, roles, _excluded(s.facts) | strangers)


def _back(s: Situation, organ: int | None, person: int | None) -> Turn:
    """Back to the organ and, where still there and fit, the person that had it."""
    if organ is None:
        return _no_superior(s)
    strangers = _excluded(s.facts)
    still = person is not None and person not in strangers and s.world.serves(person, s.world.standing(organ))
    return _hand(s, organ, person if still else None, RECEIVERS, strangers)


# The rules of the table ----------------------------------------------------------------------------------------------


def _stays(s: Situation) -> Turn:
    """Where it is; somebody on duty takes over when the owner has left or may not have it any more."""
    facts, holder, owner = s.facts, s.holder, s.facts.owner
    unfit = owner in facts.recused or owner in facts.accused_persons or owner in _named_now(s)
    if not unfit and s.world.serves(owner, holder):
        return Holding(holder, owner)
    heir = s.world.duty(holder, RECEIVERS, _excluded(facts) | _named_now(s) | facts.judged_by)
    if heir is None and unfit:
        return _nobody_at(s, holder)
    return Holding(holder, owner if heir is None else heir)


def _named_now(s: Situation) -> frozenset[int]:
    """Whom a classification is just about to name as the accused."""
    named = s.value("accused_person") if s.act is Act.CLASSIFY else None
    return _NOBODY if named is None else frozenset({named})


def _to_organ(s: Situation) -> Turn:
    if s.given is None:
        return Holding(s.facts.holder, s.facts.owner)
    return _hand(s, s.value("to_organ"), s.value("to_person"), RECEIVERS, _excluded(s.facts))


def _to_person(s: Situation) -> Turn:
    person = s.value("to_person")
    return _stays(s) if person is None else Holding(s.holder, person)


def _to_heir(s: Situation) -> Turn:
    """Only the owner leaves a place to fill; the recusal of anybody else moves nothing."""
    who = s.value("who") or s.by.person
    return _to_person(s) if who == s.facts.owner else _stays(s)


def _to_reviewer(s: Situation) -> Turn:
    return _hand_up(s, _above(s, s.facts.responsible), REVIEWERS, s.facts.handled_by | s.facts.rereviewed_by)


def _to_rereviewer(s: Situation) -> Turn:
    return _hand_up(s, _above(s, s.facts.reviewer), REVIEWERS, s.facts.handled_by | s.facts.reviewed_by)


def _above(s: Situation, organ: int | None) -> int | None:
    """The organ next above (上一级机关), as things stand today."""
    return None if organ is None else s.world.chart.superior(s.world.standing(organ))


def _to_authority(s: Situation) -> Turn:
    """Away from the accused, to the first organ with authority over them that has somebody on duty (Art. 22 ¶2, 30)."""
    here = s.organ(s.holder)
    if here is None:
        return _no_superior(s)
    organs, persons = s.accused_after
    strangers = s.facts.recused | persons
    for organ in authorities(s.world.chart, place=here.code, accused=organs):
        person = s.world.duty(organ.id, RECEIVERS, strangers)
        if person is not None:
            return Holding(organ.id, person)
    return _no_superior(s)


_BALLS: Mapping[Ball, Callable[[Situation], Turn]] = {
    Ball.STAYS: _stays,
    Ball.TO_ORGAN: _to_organ,
    Ball.TO_PERSON: _to_person,
    Ball.HEIR: _to_heir,
    Ball.SENDER: lambda s: _back(s, s.facts.sender, s.facts.sender_person),
    Ball.OBJECTOR: lambda s: _back(s, s.facts.objector, s.facts.objector_person),
    Ball.COMMON_SUPERIOR: lambda s: _hand_up(s, q.arbiter(s), ARBITERS),
    Ball.CONFERENCE: lambda s: _hand_up(s, q.conference(s), CONVENERS),
    Ball.HEAD: lambda s: _hand_up(s, s.holder, HEADS, s.facts.judged_by),
    Ball.HANDLER: lambda s: _back(s, s.facts.responsible, s.facts.handler),
    Ball.RESPONSIBLE: lambda s: _back(s, s.facts.responsible, s.facts.handler),
    Ball.REVIEWER: _to_reviewer,
    Ball.REREVIEWER: _to_rereviewer,
    Ball.FIRST: lambda s: _back(s, s.facts.coordinator, None),
    Ball.AUTHORITY: _to_authority,
}
