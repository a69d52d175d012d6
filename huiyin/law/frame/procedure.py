"""One kind of record as the law knows it: its stages, its table of acts, its forms, and what each act changes.

A procedure is a value. Everything that decides, folds, draws a button or a form asks it and knows no act by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any

from huiyin.law.frame.deadlines import Clock, Period
from huiyin.law.frame.facts import Actor, Frame, Particulars, World
from huiyin.law.frame.particulars import Field
from huiyin.law.frame.situation import Guard, Question, Situation, always
from huiyin.law.frame.turn import Turn
from huiyin.law.frame.verdict import Also, Event
from huiyin.law.frame.waiting import Waiting
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import Citation
from huiyin.law.sources.books import RuleBook
from huiyin.law.terms import OfKind, Role, Seat, Term
from huiyin.law.words import P, Phrase

Change = Mapping[str, Any]
#: Kinds of field that say who and when. Whatever else must be said is said of one record and of no other.
SAID_OF_MANY = frozenset({"person", "date"})
#: Where somebody speaks for themselves, or another record writes.
NOT_OF_MANY = frozenset({Seat.DESK, Seat.PETITIONER, Seat.PANEL, Seat.LINKED, Seat.RECORDED, Seat.SYSTEM})


@dataclass(frozen=True, slots=True)
class Move:
    """One row of a table of acts.

    :param to: the stage it leads to; ``None`` where it stays.
    :param when: which of several rows of the same act applies; asked with the situation.
    :param opens: kinds of clock, each with the condition under which it opens; ``stops_when`` likewise.
    :param ball: whose turn it is afterwards, a name in the procedure's ``turns``.
    """

    act: OfKind
    from_: frozenset[Any]
    to: OfKind | None
    by: tuple[Role, ...]
    seat: Seat
    article: Citation
    papers: tuple[Paper, ...] = ()
    stops: tuple[OfKind, ...] = ()
    opens: tuple[tuple[OfKind, Question], ...] = ()
    ball: Enum | None = None
    guards: tuple[Guard, ...] = ()
    when: Question = always
    stops_when: tuple[tuple[OfKind, Question], ...] = ()


def _all_of_them(move: Move, facts: Any) -> tuple[Paper, ...]:
    return move.papers


def _as_given(move: Move, s: Any) -> Particulars:
    return s.given or {}


def _on_the_day(kind: OfKind, s: Any) -> date:
    day: date = s.on
    return day


def _as_set(kind: OfKind, s: Any) -> Any:
    return s.value("until")


def _starts_anew(kind: OfKind, s: Any) -> Clock | None:
    return None


def _nothing_more(facts: Any, event: Event) -> Change:
    return {}


def _nothing_happens(kind: OfKind) -> tuple[tuple[OfKind, Particulars], ...]:
    return ()


def _no_other(move: Move, s: Any) -> tuple[Also, ...]:
    return ()


def _of_the_book(book: RuleBook) -> Mapping[Any, Period]:
    return book.periods


def _as_the_table_says(book: RuleBook) -> Mapping[Any, Citation]:
    return {}


def _anywhere(by: Actor, world: World) -> bool:
    return True


def _always_known(s: Any) -> None:
    return None


def _for_the_next_step(facts: Any) -> Waiting | None:
    return Waiting(P("等下一步"), facts.moved_on or facts.lodged_on)


@dataclass(frozen=True, eq=False)
class Procedure:
    """One kind of record by law.

    :param key: its name in the journal.
    :param acts: its vocabularies; ``stages`` and ``clocks`` likewise.
    :param opening: the act with which a record begins; ``begins`` whether that is done at somebody's organ at all.
    :param newborn: the facts before the first act, from the particulars with which it is opened.
    :param changes: what an act changes beyond stage, turn and clocks; ``everyday`` what every act changes.
    :param seats: who sits where; ``turns`` whose turn it is after an act, by the name in ``Move.ball``.
    :param over: stages in which nobody has to do anything; ``end`` the one after which nothing happens any more.
    :param fixed: kinds of clock whose last day somebody sets with the act; ``until`` which day that is, if not the one
        that the form calls so.
    :param rights: kinds of clock within which somebody may do something; when they run out nobody is late.
    :param runs_out: what the system does when a clock has run out, act by act; nothing for a right nobody used.
    :param waits: what a record waits for while no period binds an organ.
    :param owed: which papers an act owes here; ``says`` what the event keeps; ``first_day`` from when a clock runs,
        ``resumes`` the earlier clock that runs on instead;
        ``also`` what the act does to other records.
    :param periods: the length of each clock by a rule book; ``basis`` where that book has its own article for an act.
    :param known: asked before every act: whether that book knows it at all.
    :param hands: the act by which a colleague is named to do it, see huiyin.law.frame.handing.
    :param halves: acts that are the other half of another one and are written with it alone, by no hand of anybody.
    :param workers: by stage, who can do something with a record that they were given.
    :param fold: the number under which events are folded; it grows when old events would fold to other facts.
    """

    key: str
    label: str
    facts: type[Frame]
    acts: type[Term]
    stages: type[Term]
    clocks: type[Term]
    moves: tuple[Move, ...]
    forms: Mapping[Any, tuple[Field, ...]]
    opening: OfKind
    newborn: Callable[[Particulars], Any]
    seats: Mapping[Seat, Question]
    turns: Mapping[Enum | None, Callable[[Any], Turn]]
    changes: Mapping[Any, Callable[[Any, Event], Change]] = field(default_factory=dict)
    everyday: Callable[[Any, Event], Change] = _nothing_more
    situation: type[Situation] = Situation
    begins: Callable[[Actor, World], bool] = _anywhere
    over: frozenset[Any] = frozenset()
    end: Term | None = None
    ended: tuple[Phrase, Phrase | None] | None = None
    fixed: frozenset[Any] = frozenset()
    until: Callable[[OfKind, Any], str | None] = _as_set
    rights: frozenset[Any] = frozenset()
    runs_out: Callable[[OfKind], tuple[tuple[OfKind, Particulars], ...]] = _nothing_happens
    waits: Callable[[Any], Waiting | None] = _for_the_next_step
    owed: Callable[[Move, Any], tuple[Paper, ...]] = _all_of_them
    says: Callable[[Move, Any], Particulars] = _as_given
    first_day: Callable[[OfKind, Any], date] = _on_the_day
    resumes: Callable[[OfKind, Any], Clock | None] = _starts_anew
    periods: Callable[[RuleBook], Mapping[Any, Period]] = _of_the_book
    basis: Callable[[RuleBook], Mapping[Any, Citation]] = _as_the_table_says
    known: Guard = _always_known
    hands: OfKind | None = None
    halves: frozenset[Any] = frozenset()
    workers: Mapping[Any, frozenset[Role]] = field(default_factory=dict)
    also: Callable[[Move, Any], tuple[Also, ...]] = _no_other
    fold: int = 1

    @cached_property
    def by_act(self) -> Mapping[Any, tuple[Move, ...]]:
        """The rows of each act, in the order of the table."""
        return {act: tuple(move for move in self.moves if move.act is act) for act in self.acts}

    @cached_property
    def by_stage(self) -> Mapping[Any, Mapping[Any, tuple[Move, ...]]]:
        """What may be done from each stage."""
        return {stage: self._from(stage) for stage in self.stages}

    def _from(self, stage: Term) -> Mapping[Any, tuple[Move, ...]]:
        rows = {act: tuple(move for move in moves if stage in move.from_) for act, moves in self.by_act.items()}
        return {act: moves for act, moves in rows.items() if moves}

    @cached_property
    def stages_of(self) -> Mapping[Any, tuple[OfKind, ...]]:
        """From which stages each act may be done."""
        return {act: tuple(stage for stage in self.stages if act in self.by_stage[stage]) for act in self.acts}

    @cached_property
    def of_many(self) -> tuple[Any, ...]:
        """The acts that can be done to many records in one go (批量办理), in the order of the table.

        Nothing that must be said with them is of one record alone: no reason, no judgement, nothing confirmed. Not
        among them is what a person says for themselves, and what only the head of an organ signs, who reads each.
        """
        return tuple(act for act in self.acts if act is not self.opening and self._of_many(act))

    def _of_many(self, act: Any) -> bool:
        moves = self.by_act[act]
        signed = act is not self.hands and all(set(move.by) <= {Role.HEAD} for move in moves)
        elsewhere = any(move.seat in NOT_OF_MANY for move in moves)
        asks = {each.kind for each in self.needs(act) if each.required}
        return bool(moves) and not signed and not elsewhere and asks <= SAID_OF_MANY

    @cached_property
    def for_head(self) -> frozenset[Any]:
        """The stages at which a record waits for the head of an organ: nobody else may take it to the next one."""
        order: list[Any] = list(self.stages)
        ahead: dict[Any, set[Role]] = {}
        for move in self.moves:
            for stage in move.from_ if move.act is not self.opening else ():
                if move.to is order[(order.index(stage) + 1) % len(order)]:
                    ahead.setdefault(stage, set()).update(move.by)
        return frozenset(stage for stage, roles in ahead.items() if roles == {Role.HEAD}) - self.over

    def needs(self, act: OfKind) -> tuple[Field, ...]:
        """What must be said with an act."""
        return self.forms.get(act, ())
