"""The law of an information bulletin (信访信息) as one value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from huiyin.law.bulletin.facts import CHANGES, BulletinFacts, BulletinSituation, newborn
from huiyin.law.bulletin.forms import FORMS
from huiyin.law.bulletin.guards import at_an_office
from huiyin.law.bulletin.table import LAW, MOVES, TURNS
from huiyin.law.bulletin.vocabulary import BulletinAct, BulletinClock, BulletinStage
from huiyin.law.frame.deadlines import Clock, Period
from huiyin.law.frame.facts import Particulars
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.seats import SEATS
from huiyin.law.sources.books import RuleBook
from huiyin.law.terms import OfKind, Unit

#: What the record knows and tells the law; the journal does not keep it.
ASKED = frozenset({"days"})


def _says(move: Move, s: BulletinSituation) -> Particulars:
    return {name: value for name, value in (s.given or {}).items() if name not in ASKED}


def _resumes(kind: OfKind, s: BulletinSituation) -> Clock | None:
    """It runs to the nearest day of all that is open; one that runs to that day already goes on."""
    until: date | None = task.until if (task := s.after.next_task) is not None else None
    running = s.facts.running(kind)
    if running is not None and running.fixed == until:
        return running
    return periods(s.facts.book)[BulletinClock.TASK].start(kind, s.on, until)


def periods(book: RuleBook) -> Mapping[BulletinClock, Period]:
    """No regulation sets the day: the leader does."""
    return {BulletinClock.TASK: Period(0, Unit.DAYS, book.own(LAW))}


def _runs_out(kind: OfKind) -> tuple[tuple[BulletinAct, Particulars], ...]:
    return ((BulletinAct.NOTE_OVERDUE, {"clock": kind.value}),)


BULLETIN = Procedure(
    key="bulletin",
    label="信访信息",
    facts=BulletinFacts,
    acts=BulletinAct,
    stages=BulletinStage,
    clocks=BulletinClock,
    moves=MOVES,
    forms=FORMS,
    opening=BulletinAct.DRAW_UP,
    newborn=newborn,
    seats=SEATS,
    turns=TURNS,
    changes=CHANGES,
    situation=BulletinSituation,
    begins=at_an_office,
    over=frozenset({BulletinStage.ISSUED, BulletinStage.DONE, BulletinStage.DROPPED}),
    hands=BulletinAct.NAME_HANDLER,
    resumes=_resumes,
    runs_out=_runs_out,
    says=_says,
    periods=periods,
)
