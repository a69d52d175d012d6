"""Ask the law: may this act be done now, by this person, and what follows?

Pure: no clock, no database. ``decide`` answers one act, ``openings`` all of them. It knows no act by name: what is
particular to a kind of record stands in its procedure.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from huiyin.law.frame.deadlines import Clock
from huiyin.law.frame.facts import Actor, Frame, Particulars, World
from huiyin.law.frame.particulars import Days, fit
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.situation import Situation
from huiyin.law.frame.turn import Holding
from huiyin.law.frame.verdict import Decision, Refusal, to_correct
from huiyin.law.sources.articles import Citation, cite
from huiyin.law.terms import OfKind, Seat
from huiyin.law.words import P

Verdict = Decision | Refusal


def decide(
    procedure: Procedure,
    act: OfKind,
    facts: Frame,
    by: Actor,
    on: date,
    world: World,
    given: Particulars | None = None,
) -> Verdict:
    """Whether ``by`` may do ``act`` to a record standing at ``facts`` on day ``on``.

    :param procedure: the law of this kind of record.
    :param given: the particulars; ``None`` asks only whether the button is open, so fields are not checked.
    :returns: a Decision with everything that follows, or a Refusal with its article.
    """
    rows = procedure.by_stage[facts.stage].get(act)
    if rows is None:
        return _not_from_here(procedure, act, facts)
    article = _basis(procedure, rows[0], facts)
    values, wrong = (None, {}) if given is None else fit(procedure.needs(act), given, Days(facts.lodged_on, on))
    situation = procedure.situation(act, facts, by, on, world, article, values)
    refusal = _who(procedure, rows[0], situation)
    if refusal is not None:
        return refusal
    if given is not None and on < facts.lodged_on:
        return Refusal(act, P("收到的日子是{day}，这一步不能早于它。", day=facts.lodged_on), article)
    if wrong:
        return to_correct(act, article, wrong)
    return _weigh(procedure, rows, situation)


def is_theirs(procedure: Procedure, act: OfKind, facts: Frame, by: Actor, on: date, world: World) -> bool:
    """Whether an act of this stage is this person's to do, whatever else still stands in its way."""
    rows = procedure.by_stage[facts.stage].get(act)
    if rows is None:
        return False
    situation = procedure.situation(act, facts, by, on, world, _basis(procedure, rows[0], facts), None)
    return _who(procedure, rows[0], situation) is None


def openings(procedure: Procedure, facts: Frame, by: Actor, on: date, world: World) -> Iterator[Verdict]:
    """Every act of the table with one answer each: the buttons of a page, open ones and closed ones."""
    for act in procedure.acts:
        yield decide(procedure, act, facts, by, on, world)


def _basis(procedure: Procedure, move: Move, facts: Frame) -> Citation:
    """The article of a row in the record's own book."""
    book = facts.book
    own = procedure.basis(book).get(move.act) if move is procedure.by_act[move.act][0] else None
    return own or book.own(move.article)


def _not_from_here(procedure: Procedure, act: OfKind, facts: Frame) -> Refusal:
    article = _basis(procedure, procedure.by_act[act][0], facts)
    if facts.stage is procedure.end and procedure.ended is not None:
        reason, instead = procedure.ended
        return Refusal(act, reason, article, instead)
    stages = procedure.stages_of[act]
    return Refusal(act, P("现在是“{now}”，这一步要在“{stages}”时才能做。", now=facts.stage, stages=stages), article)


def _weigh(procedure: Procedure, rows: tuple[Move, ...], s: Situation) -> Verdict:
    for move in rows:
        if move.when(s):
            break
    else:
        return _not_from_here(procedure, s.act, s.facts)
    if move is not rows[0]:
        s = s.having(article=_basis(procedure, move, s.facts))
    refusal = procedure.known(s)
    if refusal is not None:
        return refusal
    for guard in move.guards:
        refusal = guard(s)
        if refusal is not None:
            return refusal
    turn = procedure.turns[move.ball](s)
    if isinstance(turn, Refusal):
        return turn
    if not _able(procedure, move, s, turn):
        return s.no(P("这个人没有经办这一步的岗位，接手以后什么也做不了。"), P("请选能办理的人。"))
    if move.opens and turn.organ != s.facts.holder:
        s = s.having(next_holder=turn.organ)
    return Decision(
        act=move.act,
        role=next(role for role in move.by if role in s.by.roles),
        to=move.to or s.facts.stage,
        citation=s.article,
        holder=turn.organ,
        owner=turn.person,
        opens=tuple(_start(procedure, kind, s) for kind, when in move.opens if when(s)),
        stops=_stops(move, s),
        papers=procedure.owed(move, s.facts),
        particulars=procedure.says(move, s),
        also=procedure.also(move, s),
    )


def _able(procedure: Procedure, move: Move, s: Situation, turn: Holding) -> bool:
    """Whether the person named may do anything with the record where it will stand."""
    if turn.person != s.value("to_person") or not procedure.workers:
        return True
    return s.world.able(turn.person, turn.organ, procedure.workers[move.to or s.facts.stage])


# Who ---------------------------------------------------------------------------------------------------------------


def _who(procedure: Procedure, move: Move, s: Situation) -> Refusal | None:
    if s.by.roles.isdisjoint(move.by):
        return s.no(P("这一步由{roles}办理。", roles=move.by))
    if s.by.person is not None:
        refusal = _unfit_person(s, s.by.person)
        if refusal is not None:
            return refusal
    barred = s.world.barred(s.facts)
    if s.by.organ is not None and s.by.organ in barred:
        return s.no(P("这件事反映的是本机关或上级机关，本机关不能经手。"), None, cite("xf2022", 30, 3))
    if barred and s.by.person is not None and not barred.isdisjoint(s.world.ties(s.by.person)):
        return s.no(P("您在被反映的单位或它的下级任职，或者不久前任过职，不能经手。"), None, cite("xf2022", 30, 3))
    return None if procedure.seats[move.seat](s) else _not_your_seat(move, s)


def _unfit_person(s: Situation, person: int) -> Refusal | None:
    if person in s.facts.unsure_persons:
        return s.no(P("还没有认定反映的是谁，也可能是您，您不能经手。"), P("请换一位同事。"), cite("xf2022", 30, 3))
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


# Clocks --------------------------------------------------------------------------------------------------------------


def _stops(move: Move, s: Situation) -> tuple[OfKind, ...]:
    if not move.stops_when:
        return move.stops
    return (*move.stops, *(kind for kind, when in move.stops_when if when(s)))


def _start(procedure: Procedure, kind: OfKind, s: Situation) -> Clock:
    """A clock that only stood still runs on; a date somebody sets counts where the book has no length of its own."""
    earlier = procedure.resumes(kind, s)
    if earlier is not None:
        return earlier
    period = procedure.periods(s.facts.book)[kind]
    until = procedure.until(kind, s) if kind in procedure.fixed and not period.length else None
    return period.start(kind, procedure.first_day(kind, s), date.fromisoformat(until) if until else None)
