"""Ask the law: may this act be done now, by this person, and what follows?

Pure: no clock, no database. ``decide`` answers one act, ``openings`` all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from huiyin.law import situation as q
from huiyin.law.articles import Citation, cite
from huiyin.law.ball import pass_ball
from huiyin.law.dates import out_of_bounds
from huiyin.law.deadlines import Clock, resumed
from huiyin.law.facts import Actor, Facts, Particulars, World
from huiyin.law.lifecycle import BY_ACT, BY_STAGE, Move
from huiyin.law.particulars import fit
from huiyin.law.situation import Situation
from huiyin.law.terms import Act, ClockKind, Paper, Role, Seat, Stage
from huiyin.law.verdict import Decision, Refusal
from huiyin.law.words import P

Verdict = Decision | Refusal
ACTS = tuple(Act)

#: Written notices to the petitioner; none is owed where name or address is unclear (Art. 23 ¶2).
NOTICES = frozenset(
    {
        Paper.DESTINATION_NOTICE,
        Paper.CORRECTION_NOTICE,
        Paper.ACCEPTANCE_NOTICE,
        Paper.GUIDANCE_NOTICE,
        Paper.NON_ACCEPTANCE_NOTICE,
        Paper.NO_FURTHER_NOTICE,
        Paper.MATERIAL_NOTICE,
        Paper.EXTENSION_NOTICE,
    }
)


def decide(act: Act, facts: Facts, by: Actor, on: date, world: World, given: Particulars | None = None) -> Verdict:
    """Whether ``by`` may do ``act`` to a matter standing at ``facts`` on day ``on``.

    :param given: the particulars; ``None`` asks only whether the button is open, so fields are not checked.
    :returns: a Decision with everything that follows, or a Refusal with its article.
    """
    rows = BY_STAGE[facts.stage].get(act)
    if rows is None:
        return _not_from_here(act, facts)
    article = _basis(rows[0], facts)
    situation = Situation(act, facts, by, on, world, article)
    refusal = _who(rows[0], situation)
    if refusal is not None:
        return refusal
    if given is None:
        return _weigh(rows, situation)
    values, wrong = fit(rows[0].needs, given)
    wrong = wrong or out_of_bounds(rows[0].needs, values, facts, on)
    if wrong:
        return Refusal(act, _TO_CORRECT, article, None, wrong)
    return _weigh(rows, Situation(act, facts, by, on, world, article, values))


_TO_CORRECT = P("还有几处要补充或改正。")


def openings(facts: Facts, by: Actor, on: date, world: World) -> Iterator[Verdict]:
    """Every act of the table with one answer each: the buttons of a page, open ones and closed ones."""
    for act in ACTS:
        yield decide(act, facts, by, on, world)


def _basis(move: Move, facts: Facts) -> Citation:
    """The article of a row in the matter's own book."""
    book = facts.book
    own = book.basis.get(move.act) if move is BY_ACT[move.act][0] else None
    return own or book.own(move.article)


def _not_from_here(act: Act, facts: Facts) -> Refusal:
    article = _basis(BY_ACT[act][0], facts)
    if facts.stage is Stage.ARCHIVED:
        return Refusal(act, _ARCHIVED, article, _AS_A_NEW_MATTER)
    reason = P("现在是“{now}”，这一步要在“{stages}”时才能做。", now=facts.stage, stages=_FROM[act])
    return Refusal(act, reason, article)


_ARCHIVED = P("事项已经归档，不再变动。")
_AS_A_NEW_MATTER = P("有新的事实，请作为新的事项登记，并注明原编号。")
_FROM: Mapping[Act, tuple[Stage, ...]] = {act: tuple(stage for stage in Stage if act in BY_STAGE[stage]) for act in Act}


def _weigh(rows: tuple[Move, ...], s: Situation) -> Verdict:
    move = next((row for row in rows if row.when(s)), None)
    if move is None:
        return _not_from_here(s.act, s.facts)
    if move is not rows[0]:
        s = replace(s, article=_basis(move, s.facts))
    for guard in move.guards:
        refusal = guard(s)
        if refusal is not None:
            return refusal
    turn = pass_ball(move, s)
    if isinstance(turn, Refusal):
        return turn
    if turn.organ != s.facts.holder:
        s = replace(s, next_holder=turn.organ)
    return Decision(
        act=move.act,
        role=next(role for role in move.by if role in s.by.roles),
        to=move.to or s.facts.stage,
        citation=s.article,
        holder=turn.organ,
        owner=turn.person,
        opens=_opens(move, s),
        stops=_stops(move, s),
        papers=_papers(move, s.facts),
        particulars=_said(move, s),
    )


def _papers(move: Move, facts: Facts) -> tuple[Paper, ...]:
    if not facts.anonymous:
        return move.papers
    return tuple(paper for paper in move.papers if paper not in NOTICES)


def _said(move: Move, s: Situation) -> Mapping[str, Any]:
    """What the event keeps beyond what was said, so that replaying needs neither chart nor the law of its day."""
    given = s.given or {}
    more = _KEPT.get(move.act)
    return given if more is None or s.given is None else {**given, **more(s)}


def _shut_out(s: Situation) -> Mapping[str, Any]:
    """A classification also says whom it shuts out."""
    shut = s.barred_after & (s.facts.organs | {s.facts.holder, s.facts.coordinator})
    return {"shut_out": sorted(shut)} if shut else {}


def _sent(s: Situation) -> Mapping[str, Any]:
    """By whom; and where the receiver notifies by rules of its own, that it does (Art. 23 ¶4)."""
    there = replace(s, next_holder=s.value("to_organ"))
    return {"sent_by": s.holder, **({"own_rules": True} if q.own_rules(there) else {})}


def _hearing(s: Situation) -> Mapping[str, Any]:
    """The day of the hearing, and from which day on its time does not count (Art. 36 ¶2)."""
    day = s.value("on")
    return {"hearing_on": day, "pauses": s.on.isoformat() if s.facts.book.options.hearing_from_notice else day}


def _answer_by(s: Situation) -> Mapping[str, Any]:
    """Where the book says in how many days a suggestion is answered, nobody sets another date (xf2005 Art. 36 ¶2)."""
    period = s.facts.book.periods[ClockKind.FEEDBACK]
    return {"until": (s.on + timedelta(days=period.length)).isoformat()} if period.length else {}


_KEPT: Mapping[Act, Callable[[Situation], Mapping[str, Any]]] = {
    Act.CLASSIFY: _shut_out,
    Act.TRANSFER: _sent,
    Act.ASSIGN: _sent,
    Act.INVITE: lambda s: {"awaited": s.value("to_organ")},
    Act.OPEN_HEARING: _hearing,
    Act.SUPERVISE: _answer_by,
}


# Who ---------------------------------------------------------------------------------------------------------------


def _who(move: Move, s: Situation) -> Refusal | None:
    if s.by.roles.isdisjoint(move.by):
        return s.no(P("这一步由{roles}办理。", roles=move.by))
    if s.by.person is not None:
        refusal = _unfit_person(s, s.by.person)
        if refusal is not None:
            return refusal
    if s.by.organ is not None and s.by.organ in s.world.barred(s.facts):
        return s.no(P("这件事反映的是本机关或上级机关，本机关不能经手。"), None, cite("xf2022", 30, 3))
    return None if _SEATS[move.seat](s) else _not_your_seat(move, s)


def _unfit_person(s: Situation, person: int) -> Refusal | None:
    if person in s.facts.accused_persons:
        article = cite("xf2022", 30, 3) if s.facts.report else cite("xf2022", 28, 3)
        return s.no(P("您是这件事反映的对象，不能经手。"), None, article)
    if person in s.facts.recused:
        return s.no(P("您已经回避，不能再经手这件事。"), None, cite("xf2022", 28, 3))
    return None


def _not_your_seat(move: Move, s: Situation) -> Refusal:
    holder = s.organ(s.holder)
    if move.seat is Seat.HOLDER and holder is not None:
        return s.no(P("现在由{organ}经手，这一步由它办理。", organ=holder.name))
    return s.no(P("这一步由{seat}办理。", seat=move.seat))


def _at_holder(s: Situation) -> bool:
    return s.by.organ == s.holder or Role.SYSTEM in s.by.roles


def _responsible(s: Situation) -> bool:
    organ = s.facts.responsible
    return s.by.organ == (s.holder if organ is None else s.world.standing(organ)) or Role.SYSTEM in s.by.roles


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


_SEATS: Mapping[Seat, Callable[[Situation], bool]] = {
    Seat.HOLDER: _at_holder,
    Seat.RESPONSIBLE: _responsible,
    Seat.CO_HANDLER: lambda s: any(s.world.standing(organ) == s.by.organ for organ in s.facts.co_handlers),
    Seat.OVERSEER: _overseer,
    Seat.DESK: _desk,
    Seat.SENDER: lambda s: s.facts.sender is not None and s.by.organ == s.world.standing(s.facts.sender),
    Seat.PETITIONER: lambda s: Role.PETITIONER in s.by.roles,
    Seat.INVOLVED: _involved,
    Seat.SYSTEM: lambda s: Role.SYSTEM in s.by.roles,
}


# Clocks --------------------------------------------------------------------------------------------------------------


def _opens(move: Move, s: Situation) -> tuple[Clock, ...]:
    return tuple(_start(kind, s) for kind, when in move.opens if when(s))


def _stops(move: Move, s: Situation) -> tuple[ClockKind, ...]:
    if not move.stops_when:
        return move.stops
    return (*move.stops, *(kind for kind, when in move.stops_when if when(s)))


def _start(kind: ClockKind, s: Situation) -> Clock:
    """The petitioner's periods run from receipt (Art. 35, 36), a redo from the receipt of what revoked the opinion, all
    others from the day of the act. A date that somebody sets counts only where the book has no length of its own."""
    earlier = _earlier(kind, s)
    if earlier is not None:
        return earlier
    dated = kind in (ClockKind.ASSIGNMENT, ClockKind.FEEDBACK) and not s.facts.book.periods[kind].length
    until = s.value("until") if dated else None
    return s.facts.book.start(kind, _first_day(kind, s), until=date.fromisoformat(until) if until else None)


def _earlier(kind: ClockKind, s: Situation) -> Clock | None:
    """The clock that runs on: after a broken agreement and a rejected objection with what was left of it, after a
    transfer that was taken back as if it had never stopped. No article gives a new period (Art. 22, 23 ¶3, 33–34)."""
    act = s.act
    if act not in _RUNS_ON or (act is Act.REJECT_OBJECTION and s.facts.book.options.objection_restarts):
        return None
    found = next((clock for clock in reversed(s.facts.clocks) if clock.kind is kind and clock.stopped), None)
    if found is None:
        return None
    return resumed(found, found.stopped or s.on if act is Act.TAKE_BACK else s.on, s.world.calendar)


_RUNS_ON = frozenset({Act.BREAK_AGREEMENT, Act.REJECT_OBJECTION, Act.TAKE_BACK})


def _first_day(kind: ClockKind, s: Situation) -> date:
    if kind in q.WINDOWS or s.act is Act.SERVE:
        served = s.value("served_on")
        return date.fromisoformat(served) if served else s.facts.served_on or s.on
    if s.act is Act.CLASSIFY and kind is ClockKind.HANDLE:
        return s.facts.accepted_on or s.on
    return s.on
