"""The law of an early sign (苗头) as one value: found by the machine or by somebody, and ended by a person's yes or no.

It says where, what, since when, how many and how unusual; never who. Trouble is to be found and dealt with early and
small (xf2022 Art. 5, 25 ¶1): a sign is a question to whoever looks after a place, and decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from huiyin.law.accused.signs import reads_as_report
from huiyin.law.frame import handing
from huiyin.law.frame.common import at_an_office, at_birth
from huiyin.law.frame.facts import Frame, Particulars
from huiyin.law.frame.handing import to_colleague
from huiyin.law.frame.particulars import Field, Span
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.seats import SEATS
from huiyin.law.frame.situation import Situation
from huiyin.law.frame.turn import stays
from huiyin.law.frame.verdict import Event, Refusal
from huiyin.law.sign.vocabulary import SignAct as A
from huiyin.law.sign.vocabulary import SignClock, Why
from huiyin.law.sign.vocabulary import SignStage as S
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Role as R
from huiyin.law.terms import Seat
from huiyin.law.words import P


@dataclass(frozen=True, kw_only=True)
class SignFacts(Frame):
    """A sign. ``named`` is the estate, road or village, empty where it is a whole division; ``lodged_on`` its day."""

    place: str
    thing: str
    named: str = ""
    automatic: bool = False
    why: Why | None = None


def newborn(said: Particulars) -> SignFacts:
    return SignFacts(
        **at_birth(said), stage=S.NEW, place=str(said["place"]), thing=str(said["thing"]),
        named=str(said.get("named", "")), automatic=bool(said.get("automatic")),
    )  # fmt: skip


def by_an_office(s: Situation) -> Refusal | None:
    if R.SYSTEM in s.by.roles or at_an_office(s.by, s.world):
        return None
    return s.no(P("苗头由信访部门研判。"), P("请告诉当地的信访局。"))


def in_its_area(s: Situation) -> Refusal | None:
    here, place = s.organ(s.holder), getattr(s.facts, "place", "")
    if here is None or here.covers(place):
        return None
    return s.no(P("这个地方不归本机关。"), P("请选本地的地方。"))


def of_nobody(s: Situation) -> Refusal | None:
    """Whatever is typed here is read by the whole office: a report of wrongdoing goes elsewhere."""
    if s.given is None:
        return None
    typed = " ".join(str(s.value(name) or "") for name in ("thing", "named", "account", "reason", "measure"))
    if not reads_as_report(typed):
        return None
    return s.no(
        P("读起来像检举控告，不能写在这里。"),
        P("检举控告请走它自己的渠道；这里只写什么地方、什么事。"),
        cite("xf2022", 30, 3),
    )


WORK, JUDGES = (R.DISPATCHER, R.SUPERVISOR, R.HEAD, R.CONVENER), (R.DISPATCHER, R.SUPERVISOR, R.HEAD, R.CONVENER)
_NEW, _ASKED, _JUDGED = frozenset({S.NEW}), frozenset({S.ASKED}), frozenset({S.TRUE, S.FALSE})
#: Information that may come to matter is reported in time and acted on (可能造成社会影响的…信访信息).
EARLY = cite("xf2022", 25, 1)
MOVES = (
    Move(A.ASK, _NEW, S.ASKED, (*WORK, R.SYSTEM), Seat.DESK, EARLY, guards=(by_an_office, in_its_area, of_nobody)),
    Move(A.CONFIRM, _ASKED, S.TRUE, JUDGES, Seat.HOLDER, EARLY, guards=(of_nobody,)),
    Move(A.DISMISS, _ASKED, S.FALSE, JUDGES, Seat.HOLDER, EARLY, guards=(of_nobody,)),
    to_colleague(A.NAME_HANDLER, _ASKED),
    Move(A.REOPEN, _JUDGED, S.ASKED, JUDGES, Seat.HOLDER, EARLY, guards=(of_nobody,)),
)  # fmt: skip

FORMS: Mapping[A, tuple[Field, ...]] = {
    A.ASK: (
        Field("place", "place", "哪里"),
        Field("named", "line", "小区、道路、村（能说到的话）", required=False),
        Field("thing", "line", "什么事", hint="比如：自来水发黄。不写姓名。"),
        Field("since", "date", "从哪天开始的", span=Span.PAST),
        Field("people", "integer", "多少人说到"),
        Field("account", "text", "有多不寻常", required=False),
    ),
    A.CONFIRM: (
        Field("reason", "text", "根据什么", least=4),
        Field("measure", "text", "准备怎么做", required=False, hint="比如：请住建局今天去看，三天内回话。"),
    ),
    A.DISMISS: (Field("why", "choice", "为什么不是", terms=Why), Field("reason", "text", "根据什么", least=4)),
    A.NAME_HANDLER: handing.COLLEAGUE,
    A.REOPEN: (Field("reason", "text", "为什么要重新看", least=4),),
}


def _dismissed(facts: SignFacts, event: Event) -> Mapping[str, Any]:
    return {"why": Why(event.particulars["why"])}


def _open_again(facts: SignFacts, event: Event) -> Mapping[str, Any]:
    return {"why": None}


SIGN = Procedure(
    key="sign",
    label="苗头",
    facts=SignFacts,
    acts=A,
    stages=S,
    clocks=SignClock,
    moves=MOVES,
    forms=FORMS,
    opening=A.ASK,
    newborn=newborn,
    seats=SEATS,
    turns={**handing.TURNS, None: stays},
    changes={A.DISMISS: _dismissed, A.REOPEN: _open_again},
    begins=at_an_office,
    over=frozenset({S.TRUE, S.FALSE}),
    hands=A.NAME_HANDLER,
    periods=lambda book: {},
)
