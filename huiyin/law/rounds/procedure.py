"""The law of a round as one value: who went where on which day, and what was heard; of nobody in particular."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from huiyin.law.dispute.guards import in_the_area, near_the_people, no_report
from huiyin.law.frame import handing
from huiyin.law.frame.common import at_birth
from huiyin.law.frame.facts import Frame, Particulars
from huiyin.law.frame.handing import to_colleague
from huiyin.law.frame.particulars import Field
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.seats import SEATS
from huiyin.law.frame.situation import Situation
from huiyin.law.frame.turn import stays
from huiyin.law.frame.verdict import Event, Refusal
from huiyin.law.rounds.vocabulary import RoundAct as A
from huiyin.law.rounds.vocabulary import RoundClock
from huiyin.law.rounds.vocabulary import RoundStage as S
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Role as R
from huiyin.law.terms import Seat
from huiyin.law.words import P


@dataclass(frozen=True, kw_only=True)
class RoundFacts(Frame):
    """A round. ``lodged_on`` is the day on which somebody walked, ``homes`` how many they saw."""

    place: str
    homes: int = 0


def newborn(said: Particulars) -> RoundFacts:
    return RoundFacts(**at_birth(said), stage=S.NEW, place=str(said["place"]), homes=int(said.get("homes") or 0))


def walked_near(s: Situation) -> Refusal | None:
    if near_the_people(s.by, s.world):
        return None
    return s.no(P("走访由村（社区）和乡镇（街道）登记。"), P("请转告当地的村委会或者乡镇。"))


def _told(s: Any) -> list[int]:
    """The township reads of the rounds in its villages."""
    above = s.world.chart.government_of(s.holder)
    return [above] if above is not None and above != s.holder else []


WORK, LEAD = (R.RECEPTION, R.HANDLER, R.DISPATCHER, R.HEAD), (R.DISPATCHER, R.HEAD)
_WALKED, ARTICLE = frozenset({S.WALKED}), cite("tiaojie2010", 21, 2)
MOVES = (
    Move(A.WALK, frozenset({S.NEW}), S.WALKED, WORK, Seat.DESK, ARTICLE,
         guards=(walked_near, in_the_area, no_report)),
    Move(A.ADD, _WALKED, None, WORK, Seat.HOLDER, ARTICLE, guards=(no_report,)),
    to_colleague(A.NAME_HANDLER, _WALKED),
    Move(A.RETRACT, _WALKED, S.VOID, LEAD, Seat.HOLDER, cite("xf2022", 21, 2)),
)  # fmt: skip

_HEARD = Field("account", "text", "听到、看到什么", required=False, hint="不写姓名。有纠纷的，另外登记。")
_SURE = Field("no_report", "flag", "核对过，不是检举控告", required=False, hint="读起来像检举控告的，才要勾。")
FORMS: Mapping[A, tuple[Field, ...]] = {
    A.WALK: (
        Field("place", "place", "走访了哪个村、社区"),
        Field("homes", "integer", "走了多少户"),
        _HEARD,
        _SURE,
    ),
    A.ADD: (Field("account", "text", "补充的情况", least=4), _SURE),
    A.NAME_HANDLER: handing.COLLEAGUE,
    A.RETRACT: (Field("reason", "text", "理由", least=4),),
}


def _says(move: Move, s: Any) -> Particulars:
    said = dict(s.given or {})
    return {**said, "told": _told(s)} if move.act is A.WALK and s.given is not None else said


def _walked(facts: RoundFacts, event: Event) -> Mapping[str, Any]:
    return {"joining": frozenset(event.particulars.get("told", ()))}


ROUND = Procedure(
    key="round",
    label="排查走访",
    facts=RoundFacts,
    acts=A,
    stages=S,
    clocks=RoundClock,
    moves=MOVES,
    forms=FORMS,
    opening=A.WALK,
    newborn=newborn,
    seats=SEATS,
    turns={**handing.TURNS, None: stays},
    changes={A.WALK: _walked},
    begins=near_the_people,
    over=frozenset({S.WALKED, S.VOID}),
    end=S.VOID,
    ended=(P("这次走访已经撤销。"), None),
    hands=A.NAME_HANDLER,
    says=_says,
    periods=lambda book: {},
)
