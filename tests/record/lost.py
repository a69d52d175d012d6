"""A toy kind of record, all of it: a slip for something lost and found at the counter. Nothing else knows of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

from django.db import models
from django.test.utils import isolate_apps

from huiyin.law.frame.common import at_birth
from huiyin.law.frame.deadlines import Period
from huiyin.law.frame.facts import Frame, Particulars
from huiyin.law.frame.fold import noted_late
from huiyin.law.frame.handing import COLLEAGUE, TURNS, to_colleague
from huiyin.law.frame.particulars import Field
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.seats import SEATS
from huiyin.law.frame.situation import Situation, always
from huiyin.law.frame.turn import stays, to_organ
from huiyin.law.frame.verdict import Refusal
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Role, Seat, Term, Unit
from huiyin.law.words import P
from huiyin.record.kinds import Kind
from huiyin.record.models import Recorded
from huiyin.record.projection import project


class Act(Term):
    FIND = "find", "登记拾得物"
    PASS_ON = "pass_on", "转交"
    RETURN = "return", "发还"
    NAME_HANDLER = "name_handler", "指定承办人"
    NOTE_OVERDUE = "note_overdue", "记录逾期"


class Stage(Term):
    NEW = "new", "未登记"
    KEPT = "kept", "保管中"
    RETURNED = "returned", "已发还"


class Keeping(Term):
    KEEP = "L1", "保管期"


class Ball(Enum):
    THERE = "there"


@dataclass(frozen=True, kw_only=True)
class Slip(Frame):
    thing: str
    owner_named: str = ""


def newborn(said: Particulars) -> Slip:
    return Slip(**at_birth(said), stage=Stage.NEW, thing=said["title"], owner_named=said.get("whose", ""))


def somebody_is_known(s: Situation) -> Refusal | None:
    return None if s.facts.owner_named else s.no(P("还不知道是谁丢的。"))  # type: ignore[attr-defined]


STAFF = (Role.RECEPTION, Role.DISPATCHER, Role.HANDLER, Role.HEAD)
KEPT, BASIS = frozenset({Stage.KEPT}), cite("xf2022", 21, 2)
MOVES = (
    Move(Act.FIND, frozenset({Stage.NEW}), Stage.KEPT, STAFF, Seat.DESK, BASIS, papers=(Paper.RECEIPT,),
         opens=((Keeping.KEEP, always),)),
    Move(Act.PASS_ON, KEPT, None, STAFF, Seat.HOLDER, BASIS, ball=Ball.THERE),
    Move(Act.RETURN, KEPT, Stage.RETURNED, STAFF, Seat.HOLDER, BASIS, stops=(Keeping.KEEP,),
         guards=(somebody_is_known,)),
    to_colleague(Act.NAME_HANDLER, KEPT),
    Move(Act.NOTE_OVERDUE, KEPT, None, (Role.SYSTEM,), Seat.SYSTEM, BASIS),
)  # fmt: skip

LOST = Procedure(
    key="slip",
    label="失物招领",
    facts=Slip,
    acts=Act,
    stages=Stage,
    clocks=Keeping,
    moves=MOVES,
    forms={
        Act.FIND: (Field("title", "line", "什么东西"), Field("whose", "line", "谁丢的", required=False)),
        Act.PASS_ON: (Field("to_organ", "organ", "转交哪里"),),
        Act.NAME_HANDLER: COLLEAGUE,
        Act.RETURN: (Field("receipt", "text", "怎样核对", least=4),),
        Act.NOTE_OVERDUE: (Field("clock", "choice", "时限", terms=Keeping),),
    },
    opening=Act.FIND,
    newborn=newborn,
    seats=SEATS,
    turns={**TURNS, None: stays, Ball.THERE: to_organ},
    hands=Act.NAME_HANDLER,
    changes={Act.NOTE_OVERDUE: noted_late},
    over=frozenset({Stage.RETURNED}),
    end=Stage.RETURNED,
    runs_out=lambda kind: ((Act.NOTE_OVERDUE, {"clock": kind.value}),),
    periods=lambda book: {Keeping.KEEP: Period(10, Unit.DAYS, BASIS)},
)

with isolate_apps("huiyin.record"):

    class LostSlip(Recorded):
        class Meta(Recorded.Meta):
            app_label = "record"
            db_table = "toy_slip"
            constraints: ClassVar = [models.UniqueConstraint(fields=["number"], name="toy_slip_number")]


SLIPS: Kind = Kind(LOST, LostSlip, project, mark="W")
