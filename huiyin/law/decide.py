"""Ask the law: may this act be done now, by this person, and what follows?

Pure: no clock, no database. ``decide`` answers one act, ``openings`` all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from huiyin.law import guards
from huiyin.law.articles import Citation, cite
from huiyin.law.deadlines import Clock
from huiyin.law.facts import Actor, Facts, Particulars, World
from huiyin.law.guards import Situation
from huiyin.law.lifecycle import BY_ACT, Ball, Move
from huiyin.law.particulars import fit
from huiyin.law.terms import Act, ClockKind, Role, Seat, Stage
from huiyin.law.verdict import Decision, Refusal
from huiyin.law.words import P

Verdict = Decision | Refusal

RECEIVERS = (Role.DISPATCHER, Role.HANDLER, Role.HEAD)
REVIEWERS = (Role.REVIEWER, Role.HEAD)
CONVENERS = (Role.CONVENER, Role.HEAD)
HEADS = (Role.HEAD,)


def decide(act: Act, facts: Facts, by: Actor, on: date, world: World, given: Particulars | None = None) -> Verdict:
    """Whether ``by`` may do ``act`` to a matter standing at ``facts`` on day ``on``.

    :param given: the particulars; ``None`` asks only whether the button is open, so fields are not checked.
    :returns: a Decision with everything that follows, or a Refusal with its article.
    """
    rows = [move for move in BY_ACT[act] if facts.stage in move.from_]
    if not rows:
        return _not_from_here(act, facts)
    situation = Situation(act, facts, by, on, world, _basis(rows[0], facts), given)
    refusal = _who(rows[0], situation)
    if refusal is not None:
        return refusal
    if given is not None:
        values, wrong = fit(rows[0].needs, given)
        if wrong:
            return Refusal(act, P("还有几处要补充或改正。"), situation.article, None, wrong)
        situation = replace(situation, given=values)
    move = next((row for row in rows if row.when(situation)), None)
    if move is None:
        return _not_from_here(act, facts)
    return _weigh(move, replace(situation, article=_basis(move, facts)))


def openings(facts: Facts, by: Actor, on: date, world: World) -> Iterator[Verdict]:
    """Every act of the table with one answer each: the buttons of a page, open ones and closed ones."""
    for act in Act:
        yield decide(act, facts, by, on, world)


def _basis(move: Move, facts: Facts) -> Citation:
    return facts.book.basis.get(move.act, move.article)


def _not_from_here(act: Act, facts: Facts) -> Refusal:
    rows = BY_ACT[act]
    article = facts.book.basis.get(act, rows[0].article)
    if facts.stage is Stage.ARCHIVED:
        return Refusal(act, P("事项已经归档，不再变动。"), article, P("有新的事实，请作为新的事项登记，并注明原编号。"))
    stages = "、".join(stage.label for stage in Stage if any(stage in row.from_ for row in rows))
    return Refusal(
        act, P("现在是“{now}”，这一步要在“{stages}”时才能做。", now=facts.stage.label, stages=_FROM[act]), article
    )


_FROM: Mapping[Act, str] = {
    act: "、".join(stage.label for stage in Stage if any(stage in row.from_ for row in rows))
    for act, rows in BY_ACT.items()
}


def _weigh(move: Move, s: Situation) -> Verdict:
    for guard in move.guards:
        refusal = guard(s)
        if refusal is not None:
            return refusal
    ball = _ball(move, s)
    if isinstance(ball, Refusal):
        return ball
    holder, owner = ball
    role = next(role for role in move.by if role in s.by.roles)
    return Decision(
        act=move.act,
        role=role,
        to=move.to or s.facts.stage,
        citation=s.article,
        holder=holder,
        owner=owner,
        opens=_opens(move, s),
        stops=move.stops,
        papers=move.papers,
        particulars=s.given or {},
    )


# Who ---------------------------------------------------------------------------------------------------------------


def _who(move: Move, s: Situation) -> Refusal | None:
    if not any(role in s.by.roles for role in move.by):
        roles = "、".join(role.label for role in move.by)
        return s.no(P("这一步由{roles}办理。", roles=roles))
    if s.by.person is not None and s.by.person in s.facts.accused_persons and s.facts.report:
        return s.no(P("您是这件事反映的对象，不能经手。"), None, cite("xf2022", 30, 3))
    if s.by.organ is not None and s.by.organ in s.world.barred(s.facts):
        return s.no(P("这件事反映的是本机关或上级机关，本机关不能经手。"), None, cite("xf2022", 30, 3))
    if s.by.person is not None and s.by.person in s.facts.recused and move.act is not Act.RECUSE:
        return s.no(P("您已经回避，不能再经手这件事。"), None, cite("xf2022", 28, 3))
    return None if _SEATS[move.seat](s) else _not_your_seat(move, s)


def _not_your_seat(move: Move, s: Situation) -> Refusal:
    if move.seat is Seat.HOLDER:
        holder = s.world.chart.organ(s.facts.holder).name
        return s.no(P("现在由{organ}经手，这一步由它办理。", organ=holder))
    return s.no(P("这一步由{seat}办理。", seat=move.seat.label))


def _at_holder(s: Situation) -> bool:
    return s.by.organ == s.facts.holder or Role.SYSTEM in s.by.roles


def _responsible(s: Situation) -> bool:
    organ = s.facts.responsible if s.facts.responsible is not None else s.facts.holder
    return s.by.organ == organ or Role.SYSTEM in s.by.roles


def _overseer(s: Situation) -> bool:
    organ = s.by.organ
    if organ is None:
        return False
    if organ == s.facts.coordinator:
        return True
    return organ in s.world.chart.overseers(s.facts.holder)


def _desk(s: Situation) -> bool:
    return Role.PETITIONER in s.by.roles or Role.SYSTEM in s.by.roles or s.by.organ in _involved_organs(s.facts)


def _involved(s: Situation) -> bool:
    return s.by.organ in _involved_organs(s.facts)


def _involved_organs(facts: Facts) -> frozenset[int]:
    return facts.organs | {facts.holder, facts.coordinator}


_SEATS: Mapping[Seat, Callable[[Situation], bool]] = {
    Seat.HOLDER: _at_holder,
    Seat.RESPONSIBLE: _responsible,
    Seat.CO_HANDLER: lambda s: s.by.organ in s.facts.co_handlers,
    Seat.OVERSEER: _overseer,
    Seat.DESK: _desk,
    Seat.PETITIONER: lambda s: Role.PETITIONER in s.by.roles,
    Seat.INVOLVED: _involved,
    Seat.SYSTEM: lambda s: Role.SYSTEM in s.by.roles,
}


# The ball ------------------------------------------------------------------------------------------------------------

Holding = tuple[int, int]


def _ball(move: Move, s: Situation) -> Holding | Refusal:
    """Organ and named person that must act next; a Refusal where nobody may (首问负责: never without a name)."""
    return _BALLS[move.ball](s)


def _hand(
    s: Situation, organ: int | None, person: int | None, roles: tuple[Role, ...], fresh: bool = False
) -> Holding | Refusal:
    """Hand the matter to ``organ``; without a named person, to whoever is on duty there.

    :param fresh: the person must not have taken part before.
    """
    if organ is None:
        return s.no(P("没有可以接手的上一级机关。"), P("请联系联席会议办公室协调。"), cite("xf2022", 24, 1))
    if organ in s.world.barred(s.facts):
        return s.no(
            P("{organ}是被举报的单位或它的下级，不能接收。", organ=s.world.chart.organ(organ).name),
            P("请转送有管理权限的上级机关。"),
            cite("xf2022", 30, 3),
        )
    excluded = s.facts.recused | s.facts.accused_persons | (s.facts.took_part if fresh else frozenset())
    if person is not None and (person in excluded or s.world.organ_of(person) != organ):
        return s.no(P("接收人不在{organ}，或应当回避。", organ=s.world.chart.organ(organ).name))
    named = person if person is not None else s.world.duty(organ, roles, excluded)
    if named is None:
        return s.no(
            P("{organ}没有可以接手的人。", organ=s.world.chart.organ(organ).name), P("请先在该机关指定值班的人。")
        )
    return organ, named


def _stays(s: Situation) -> Holding | Refusal:
    return s.facts.holder, s.facts.owner


def _to_organ(s: Situation) -> Holding | Refusal:
    if s.given is None:
        return _stays(s)
    return _hand(s, s.value("to_organ"), s.value("to_person"), RECEIVERS)


def _to_person(s: Situation) -> Holding | Refusal:
    return s.facts.holder, s.value("to_person") or s.facts.owner


def _back(s: Situation, organ: int | None, person: int | None) -> Holding | Refusal:
    """Back to the organ and, where still there and not recused, the person that had it."""
    still = person is not None and person not in s.facts.recused and s.world.organ_of(person) == organ
    return _hand(s, organ, person if still else None, RECEIVERS)


def _to_head(s: Situation) -> Holding | Refusal:
    return _hand(s, s.facts.holder, None, HEADS)


def _superior(s: Situation, organ: int | None) -> int | None:
    return None if organ is None else s.world.chart.superior(organ)


_BALLS: Mapping[Ball, Callable[[Situation], Holding | Refusal]] = {
    Ball.STAYS: _stays,
    Ball.TO_ORGAN: _to_organ,
    Ball.TO_PERSON: _to_person,
    Ball.SENDER: lambda s: _back(s, s.facts.sender, s.facts.sender_person),
    Ball.OBJECTOR: lambda s: _back(s, s.facts.objector, s.facts.objector_person),
    Ball.COMMON_SUPERIOR: lambda s: _hand(s, guards.arbiter(s), None, (Role.DISPATCHER, Role.HEAD)),
    Ball.CONFERENCE: lambda s: _hand(s, guards.conference(s), None, CONVENERS),
    Ball.HEAD: _to_head,
    Ball.HANDLER: lambda s: _back(s, s.facts.responsible, s.facts.handler),
    Ball.RESPONSIBLE: lambda s: _back(s, s.facts.responsible, s.facts.handler),
    Ball.REVIEWER: lambda s: _hand(s, _superior(s, s.facts.responsible), None, REVIEWERS, fresh=True),
    Ball.REREVIEWER: lambda s: _hand(s, _superior(s, s.facts.reviewer), None, REVIEWERS, fresh=True),
}


# Clocks --------------------------------------------------------------------------------------------------------------


def _opens(move: Move, s: Situation) -> tuple[Clock, ...]:
    return tuple(_start(kind, s) for kind, when in move.opens if when(s))


def _start(kind: ClockKind, s: Situation) -> Clock:
    """The petitioner's periods run from receipt (Art. 35, 36), all others from the day of the act."""
    start = s.on
    if kind in (ClockKind.SEEK_REVIEW, ClockKind.SEEK_REREVIEW) and s.value("served_on"):
        start = date.fromisoformat(s.value("served_on"))
    if _reclassifies(s, kind) and s.facts.accepted_on:
        start = s.facts.accepted_on
    until = s.value("until") if kind in (ClockKind.ASSIGNMENT, ClockKind.FEEDBACK) else None
    return s.facts.book.start(kind, start, until=date.fromisoformat(until) if until else None)


def _reclassifies(s: Situation, kind: ClockKind) -> bool:
    return s.act is Act.CLASSIFY and kind is ClockKind.HANDLE
