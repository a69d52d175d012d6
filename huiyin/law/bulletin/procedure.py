"""The law of an information bulletin (信访信息) as one value."""

from __future__ import annotations

from datetime import date

from huiyin.law.bulletin.facts import CHANGES, BulletinFacts, BulletinSituation, newborn
from huiyin.law.bulletin.forms import FORMS
from huiyin.law.bulletin.table import LAW, MOVES, TURNS
from huiyin.law.bulletin.vocabulary import BulletinAct, BulletinClock, BulletinStage
from huiyin.law.frame.common import at_an_office, noted_by, set_by_somebody
from huiyin.law.frame.deadlines import Clock
from huiyin.law.frame.facts import Particulars
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.seats import SEATS
from huiyin.law.terms import OfKind

#: What the record knows and tells the law; the journal does not keep it.
ASKED = frozenset({"days"})


#: No regulation sets the day: the leader does.
_PERIODS = set_by_somebody(BulletinClock, LAW)


def _says(move: Move, s: BulletinSituation) -> Particulars:
    return {name: value for name, value in (s.given or {}).items() if name not in ASKED}


def _resumes(kind: OfKind, s: BulletinSituation) -> Clock | None:
    """It runs to the nearest day of all that is open; one that runs to that day already goes on."""
    until: date | None = task.until if (task := s.after.next_task) is not None else None
    running = s.facts.running(kind)
    if running is not None and running.fixed == until:
        return running
    return _PERIODS(s.facts.book)[BulletinClock.TASK].start(kind, s.on, until)


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
    runs_out=noted_by(BulletinAct.NOTE_OVERDUE),
    says=_says,
    periods=_PERIODS,
)
