"""The law of a petition matter (信访事项) as one value: the kind of record everything else here serves."""

from __future__ import annotations

from collections.abc import Mapping

from huiyin.law.frame import seats
from huiyin.law.frame.facts import Particulars
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.situation import Question
from huiyin.law.frame.verdict import Also
from huiyin.law.matter import promising
from huiyin.law.matter.duties import in_the_book
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.fold import CHANGES, everyday, newborn
from huiyin.law.matter.forms import FORMS
from huiyin.law.matter.keeping import first_day, resumes, says
from huiyin.law.matter.resting import ABOUT_PAPERS
from huiyin.law.matter.situation import Situation
from huiyin.law.matter.table import HEARING, MOVES, SORTING, STAFF, Ball
from huiyin.law.matter.turns import TURNS
from huiyin.law.matter.waiting import OVER, RIGHTS, waiting
from huiyin.law.papers import Paper
from huiyin.law.terms import Act, ClockKind, OfKind, Role, Seat, Stage, Wish
from huiyin.law.words import P

#: Written notices to the petitioner; none is owed where name or address is unclear (Art. 23 ¶2).
NOTICES = frozenset(
    {
        Paper.DESTINATION_NOTICE,
        Paper.CORRECTION_NOTICE,
        Paper.RECUSAL_DECISION,
        Paper.REWARD_NOTICE,
        Paper.RELIEF_NOTICE,
        Paper.ACCEPTANCE_NOTICE,
        Paper.GUIDANCE_NOTICE,
        Paper.DOOR_NOTICE,
        Paper.NON_ACCEPTANCE_NOTICE,
        Paper.NO_FURTHER_NOTICE,
        Paper.MATERIAL_NOTICE,
        Paper.EXTENSION_NOTICE,
        Paper.EXECUTION_NOTICE,
        Paper.PROMISE_CHANGED,
    }
)


def _owed(move: Move, facts: Facts) -> tuple[Paper, ...]:
    if not facts.anonymous:
        return move.papers
    return tuple(paper for paper in move.papers if paper not in NOTICES)


def _runs_out(kind: OfKind) -> tuple[tuple[Act, Particulars], ...]:
    """A right that was not used makes nobody late; a window that closes may end the matter (Art. 35, 36)."""
    if kind is ClockKind.OBJECT:
        return ()
    if kind in RIGHTS:
        return ((Act.LAPSE, {}), (Act.CLOSE, {}))
    return ((Act.NOTE_OVERDUE, {"clock": kind.value}),)


def _also(move: Move, s: Situation) -> tuple[Also, ...]:
    """Merging tells the other matter, splitting opens a new one; what is promised becomes a record, and falls; whoever
    wishes for a hearing gets an answer of record, and a hearing ends with the matter that leaves."""
    ending = (*_hearing_ends(move, s), *promising.also(move, s))
    if move.act is Act.MERGE:
        return (*ending, Also("matter", s.value("into_id"), Act.ABSORB, {}))
    if move.act is Act.SPLIT:
        return (*ending, Also("matter", None, Act.LODGE, {"claims": s.value("claims")}))
    return (*ending, *_hearing_asked(s), *_urgent(s))


def _hearing_ends(move: Move, s: Situation) -> tuple[Also, ...]:
    if not s.value("hearing_id") or move.to is None or move.to in HEARING:
        return ()
    return (Also("hearing", s.value("hearing_id"), "fall_away", {}),)


def _hearing_asked(s: Situation) -> tuple[Also, ...]:
    """What the petitioner says, or whoever writes it down for them where the hearing would be held."""
    wished = s.value("wish") == Wish.HEARING and s.value("hearing_id") is None and not s.facts.report
    if not wished or s.facts.stage not in HEARING or (s.by.staff and s.by.organ != s.holder):
        return ()
    return (Also("hearing", None, "open", {"reason": f"信访人希望举行听证：{s.value('text')}", "on_request": True}),)


def _urgent(s: Situation) -> tuple[Also, ...]:
    """What is grave or urgent goes on the agenda of the joint conference at once (Art. 25 ¶1); a report never does."""
    if s.act is not Act.REPORT_URGENT or s.given is None or s.facts.report:
        return ()
    return (Also("topic", None, "raise", {"cause": "urgent", "asks": s.value("reason")}),)


def _responsible(s: Situation) -> bool:
    organ = s.facts.responsible
    return s.by.organ == (s.holder if organ is None else s.world.standing(organ)) or Role.SYSTEM in s.by.roles


def _co_handler(s: Situation) -> bool:
    return any(s.world.standing(organ) == s.by.organ for organ in s.facts.co_handlers)


def _sender(s: Situation) -> bool:
    return s.facts.sender is not None and s.by.organ == s.world.standing(s.facts.sender)


def _desk(s: Situation) -> bool:
    """Any counter takes down a report for the organ that may hold it, when it is not sure whom it is about."""
    return seats.SEATS[Seat.DESK](s) or (s.act is Act.LODGE and s.facts.unsure and s.by.staff)


def _linked(s: Situation) -> bool:
    """Whoever has to do with it, or watches over who has it; by which order or visit they write, its guard asks."""
    return seats.SEATS[Seat.INVOLVED](s) or seats.SEATS[Seat.OVERSEER](s)


SEATS: Mapping[Seat, Question] = {
    **seats.SEATS,
    Seat.RESPONSIBLE: _responsible,
    Seat.CO_HANDLER: _co_handler,
    Seat.SENDER: _sender,
    Seat.DESK: _desk,
    Seat.LINKED: _linked,
    Seat.RECORDED: lambda s: True,
}


def _advances(move: Move, stage: Stage) -> bool:
    """Whether the row moves the matter, or lays something before the head."""
    return move.to not in (None, stage) or move.ball is Ball.HEAD


def _workers(stage: Stage) -> frozenset[Role]:
    """Who can do something with a matter that they were given. While it is being sorted, whoever talks with the
    petitioner may have it in hand."""
    rows = (move for move in MOVES if stage in move.from_ and _advances(move, stage) and move.seat in _OF_THE_ORGAN)
    roles = {role for move in rows for role in move.by} | set(STAFF if stage in SORTING else ())
    return frozenset(roles) - {Role.PETITIONER, Role.SYSTEM}


_OF_THE_ORGAN = (Seat.HOLDER, Seat.RESPONSIBLE)
WORKERS: Mapping[Stage, frozenset[Role]] = {stage: _workers(stage) for stage in Stage}
#: Acts that ask which papers of the matter have been issued.
RESTS_ON_PAPERS = frozenset(move.act for move in MOVES if not ABOUT_PAPERS.isdisjoint(move.guards))

MATTER = Procedure(
    key="matter",
    label="信访事项",
    facts=Facts,
    acts=Act,
    stages=Stage,
    clocks=ClockKind,
    moves=MOVES,
    forms=FORMS,
    opening=Act.LODGE,
    newborn=newborn,
    seats=SEATS,
    turns=TURNS,
    changes=CHANGES,
    everyday=everyday,
    situation=Situation,
    over=OVER,
    end=Stage.ARCHIVED,
    ended=(P("事项已经归档，不再变动。"), P("有新的事实，请作为新的事项登记，并注明原编号。")),
    fixed=frozenset({ClockKind.ASSIGNMENT, ClockKind.FEEDBACK}),
    owed=_owed,
    says=says,
    first_day=first_day,
    resumes=resumes,
    basis=lambda book: book.basis,
    known=in_the_book,
    hands=Act.NAME_HANDLER,
    halves=frozenset({Act.ABSORB}),
    workers=WORKERS,
    rights=RIGHTS,
    runs_out=_runs_out,
    waits=waiting,
    also=_also,
)
