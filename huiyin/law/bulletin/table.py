"""The table of a bulletin: who may do what, from where, and whose turn it is then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from huiyin.law.bulletin import guards as g
from huiyin.law.bulletin.facts import BulletinSituation
from huiyin.law.bulletin.vocabulary import BulletinAct as A
from huiyin.law.bulletin.vocabulary import BulletinClock
from huiyin.law.bulletin.vocabulary import BulletinStage as S
from huiyin.law.frame import handing
from huiyin.law.frame.handing import to_colleague
from huiyin.law.frame.procedure import Move
from huiyin.law.frame.situation import always
from huiyin.law.frame.turn import HEADS, RECEIVERS, Turn, back, excluded, hand, stays
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Role as R
from huiyin.law.terms import Seat


class Ball(Enum):
    """Whose turn it is next."""

    HEAD = "head"
    DRAFTER = "drafter"
    TASKED = "tasked"


DRAFTERS = (R.SUPERVISOR, R.DISPATCHER, R.ANALYST, R.HEAD)
WORKERS = (R.HANDLER, R.DISPATCHER, R.HEAD, R.REVIEWER, R.RECEPTION, R.SUPERVISOR)
#: What may come to matter is reported in time to those who lead, and they act on it.
LAW = cite("xf2022", 25, 1)
_NEW, _DRAFT, _LAID, _WORKING = (frozenset({each}) for each in (S.NEW, S.DRAFT, S.SUBMITTED, S.WORKING))
_OUT = frozenset({S.ISSUED, S.WORKING, S.DONE})
_OPENS = ((BulletinClock.TASK, always),)


def _task_set(s: BulletinSituation) -> bool:
    return len(s.after.tasks) > len(s.facts.tasks)


def _task_left(s: BulletinSituation) -> bool:
    return s.after.next_task is not None


def _no_task_left(s: BulletinSituation) -> bool:
    return not _task_left(s)


def _notes(act: A, by: tuple[R, ...], seat: Seat, *guards: Any) -> tuple[Move, ...]:
    """A note that sets something, and one that does not."""
    asked = (*guards, g.task_is_whole, g.about_nobody)
    return (
        Move(act, _OUT, S.WORKING, by, seat, LAW, opens=_OPENS, ball=Ball.TASKED, guards=asked, when=_task_set),
        Move(act, _OUT, None, by, seat, LAW, guards=asked),
    )  # fmt: skip


# fmt: off
MOVES: tuple[Move, ...] = (
    Move(A.DRAW_UP, _NEW, S.DRAFT, DRAFTERS, Seat.RAISER, LAW,
         guards=(g.by_an_office, g.of_days_begun, g.about_nobody)),
    Move(A.AMEND, _DRAFT, None, DRAFTERS, Seat.RAISER, LAW, guards=(g.of_days_begun, g.about_nobody)),
    Move(A.SUBMIT, _DRAFT, S.SUBMITTED, DRAFTERS, Seat.RAISER, LAW, ball=Ball.HEAD,
         guards=(g.sent_to_somebody, g.taken_over)),
    Move(A.SEND_BACK, _LAID, S.DRAFT, HEADS, Seat.RAISER, LAW, ball=Ball.DRAFTER, guards=(g.about_nobody,)),
    Move(A.ISSUE, _LAID, S.ISSUED, HEADS, Seat.RAISER, LAW, papers=(Paper.BULLETIN,), ball=Ball.DRAFTER,
         guards=(g.sent_to_somebody,)),
    *_notes(A.NOTE, HEADS, Seat.INVOLVED, g.by_a_named_leader),
    *_notes(A.ENTER_NOTE, DRAFTERS, Seat.RAISER, g.of_a_named_leader),
    Move(A.REPORT, _WORKING, None, WORKERS, Seat.INVOLVED, LAW, opens=_OPENS, ball=Ball.TASKED,
         guards=(g.of_ones_own_task, g.about_nobody), when=_task_left),
    Move(A.REPORT, _WORKING, S.DONE, WORKERS, Seat.INVOLVED, LAW, stops=(BulletinClock.TASK,), ball=Ball.TASKED,
         guards=(g.of_ones_own_task, g.about_nobody), when=_no_task_left),
    Move(A.RETURN, frozenset({S.WORKING, S.DONE}), S.WORKING, DRAFTERS, Seat.RAISER, LAW, opens=_OPENS,
         ball=Ball.TASKED, guards=(g.of_a_reported_task, g.about_nobody)),
    to_colleague(A.NAME_HANDLER, _DRAFT | _LAID | _WORKING),
    Move(A.DROP, _DRAFT | _LAID, S.DROPPED, HEADS, Seat.RAISER, LAW),
    Move(A.NOTE_OVERDUE, _WORKING, None, (R.SYSTEM,), Seat.SYSTEM, LAW, guards=(g.ran_out_untold,)),
)
# fmt: on


def _to_head(s: BulletinSituation) -> Turn:
    return hand(s, s.holder, None, HEADS, excluded(s))


def _to_drafter(s: BulletinSituation) -> Turn:
    return back(s, s.facts.coordinator, s.facts.drafter)


def _to_tasked(s: BulletinSituation) -> Turn:
    """To the organ whose task falls due first; with none left, back to whoever follows the bulletin."""
    if s.given is None:
        return stays(s)
    task = s.after.next_task
    if task is None:
        return _to_drafter(s)
    if s.world.standing(task.organ) == s.holder:
        return stays(s)
    return hand(s, task.organ, None, RECEIVERS, excluded(s))


TURNS: Mapping[Enum | None, Callable[[Any], Turn]] = {
    **handing.TURNS, None: stays, Ball.HEAD: _to_head, Ball.DRAFTER: _to_drafter, Ball.TASKED: _to_tasked,
}  # fmt: skip
