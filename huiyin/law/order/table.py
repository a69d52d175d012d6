"""The table of a supervision order: who may do what, from where; xf2022 Art. 40 ¶1, the measures by Art. 39 ¶3."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum

from huiyin.law.frame import handing
from huiyin.law.frame.common import of_a_matter
from huiyin.law.frame.handing import to_colleague
from huiyin.law.frame.procedure import Move
from huiyin.law.frame.situation import always
from huiyin.law.frame.turn import RECEIVERS, Turn, back, excluded, hand, stays
from huiyin.law.order import guards as g
from huiyin.law.order.facts import MEASURES, OrderSituation
from huiyin.law.order.vocabulary import OrderAct as A
from huiyin.law.order.vocabulary import OrderClock
from huiyin.law.order.vocabulary import OrderStage as S
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Role as R
from huiyin.law.terms import Seat


class Ball(Enum):
    """Whose turn it is next."""

    ADDRESSED = "addressed"
    SUPERVISING = "supervising"
    HIGHER = "higher"


OVERSEE = (R.SUPERVISOR, R.DISPATCHER, R.HEAD, R.CONVENER)
ANSWERERS = (R.HEAD, R.DISPATCHER, R.HANDLER, R.REVIEWER, R.SUPERVISOR)
LAW, MEASURE = cite("xf2022", 40, 1), cite("xf2022", 39, 3)
_OUT = frozenset({S.ISSUED, S.ANSWERED, S.FOLLOWED, S.HANDED_UP})
_NEW, _PROPOSED, _ISSUED, _ANSWERED = (frozenset({each}) for each in (S.NEW, S.PROPOSED, S.ISSUED, S.ANSWERED))
_CLOCK = (OrderClock.FEEDBACK,)
_OPENS = ((OrderClock.FEEDBACK, always),)
_PAPERS = {A.SUMMON: Paper.SUMMONS, A.CIRCULATE: Paper.CIRCULAR, A.LIST: Paper.LISTING}
_SENT = (g.not_to_the_accused, g.down_the_edges, g.shown_by_the_record, g.grounded, g.confirmed)


def _found_by_the_record(s: OrderSituation) -> bool:
    return R.SYSTEM in s.by.roles


# fmt: off
MOVES: tuple[Move, ...] = (
    Move(A.RAISE, _NEW, S.PROPOSED, (*OVERSEE, R.SYSTEM), Seat.DESK, LAW,
         guards=(of_a_matter, g.not_ordered_twice, g.not_to_the_accused, g.down_the_edges, g.shown_by_the_record),
         when=_found_by_the_record),
    Move(A.RAISE, _NEW, S.ISSUED, (*OVERSEE, R.SYSTEM), Seat.DESK, LAW, opens=_OPENS, ball=Ball.ADDRESSED,
         guards=(of_a_matter, g.not_ordered_twice, *_SENT)),
    Move(A.ISSUE, _PROPOSED | {S.HANDED_UP}, S.ISSUED, OVERSEE, Seat.RAISER, LAW, opens=_OPENS, ball=Ball.ADDRESSED,
         guards=_SENT),
    Move(A.DISMISS, _PROPOSED, S.REVOKED, OVERSEE, Seat.RAISER, LAW),
    Move(A.FALL_AWAY, _PROPOSED, S.REVOKED, (R.SYSTEM,), Seat.SYSTEM, LAW, guards=(g.gone,)),
    Move(A.SHUT, _PROPOSED | _OUT, S.REVOKED, (R.SYSTEM,), Seat.SYSTEM, cite("xf2022", 30, 3), stops=_CLOCK),
    Move(A.FEED_BACK, _ISSUED | {S.HANDED_UP}, S.ANSWERED, ANSWERERS, Seat.INVOLVED, cite("xf2022", 40, 4),
         stops=_CLOCK, ball=Ball.SUPERVISING, guards=(g.by_the_addressed,)),
    Move(A.RETURN, _ANSWERED | {S.FOLLOWED}, S.ISSUED, OVERSEE, Seat.RAISER, LAW, opens=_OPENS, ball=Ball.ADDRESSED),
    Move(A.ACCEPT, _ANSWERED, S.FOLLOWED, OVERSEE, Seat.RAISER, LAW),
    Move(A.INSPECT, _OUT, None, OVERSEE, Seat.RAISER, LAW),
    Move(A.PRESS, _ISSUED, None, OVERSEE, Seat.RAISER, LAW, opens=_OPENS, guards=(g.is_late,)),
    Move(A.HAND_UP, _OUT - {S.HANDED_UP}, S.HANDED_UP, OVERSEE, Seat.RAISER, LAW, stops=_CLOCK, ball=Ball.HIGHER,
         guards=(g.silent_or_hollow, g.higher_up, g.not_to_the_accused)),
    *(Move(measure, _OUT, S.ISSUED, OVERSEE, Seat.RAISER, MEASURE, papers=(_PAPERS[measure],), opens=_OPENS,
           ball=Ball.ADDRESSED, guards=(g.at_the_conference, g.silent_or_hollow, g.not_done_yet))
      for measure in MEASURES),
    to_colleague(A.NAME_HANDLER, _PROPOSED | _OUT),
    Move(A.SOLVE, _OUT, S.SOLVED, OVERSEE, Seat.RAISER, LAW, stops=_CLOCK, guards=(g.solved_in_fact,)),
    Move(A.REVOKE, _OUT, S.REVOKED, OVERSEE, Seat.RAISER, LAW, stops=_CLOCK),
    Move(A.NOTE_OVERDUE, _ISSUED, None, (R.SYSTEM,), Seat.SYSTEM, cite("xf2022", 45), guards=(g.noted_once,)),
)
# fmt: on


def _unfit(s: OrderSituation) -> frozenset[int]:
    """Who may not have it: whom a report behind the matter is about, and who is tied to them."""
    return excluded(s) | frozenset(s.value("unfit") or ())


def _to_addressed(s: OrderSituation) -> Turn:
    return hand(s, s.facts.to_organ, None, RECEIVERS, _unfit(s))


def _to_supervising(s: OrderSituation) -> Turn:
    return back(s, s.facts.coordinator, s.facts.drafter)


def _to_higher(s: OrderSituation) -> Turn:
    return stays(s) if s.given is None else hand(s, s.value("to_organ"), None, OVERSEE, _unfit(s))


TURNS: Mapping[Enum | None, Callable[[OrderSituation], Turn]] = {
    **handing.TURNS, None: stays, Ball.ADDRESSED: _to_addressed, Ball.SUPERVISING: _to_supervising,
    Ball.HIGHER: _to_higher,
}  # fmt: skip
