"""The law of a supervision order (督办) as one value."""

from __future__ import annotations

from datetime import timedelta

from huiyin.law.frame.common import noted_by
from huiyin.law.frame.facts import Particulars
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.seats import SEATS
from huiyin.law.frame.verdict import Also
from huiyin.law.order.facts import CHANGES, OrderFacts, OrderSituation, newborn, periods
from huiyin.law.order.forms import FORMS
from huiyin.law.order.guards import overseeing
from huiyin.law.order.table import MOVES, TURNS
from huiyin.law.order.vocabulary import OrderAct, OrderClock, OrderStage
from huiyin.law.terms import Act
from huiyin.law.words import P

#: What the record knows of the matter and tells the law; the journal of the order does not keep it.
ASKED = frozenset({"accused", "unfit", "found", "taken"})


def _says(move: Move, s: OrderSituation) -> Particulars:
    return {name: value for name, value in (s.given or {}).items() if name not in ASKED}


def _also(move: Move, s: OrderSituation) -> tuple[Also, ...]:
    """An order that goes out is written into the journal of its matter, where its letter is owed and the person, and
    whoever holds it, read of it."""
    if s.given is None or move.to is not OrderStage.ISSUED or move.act not in (OrderAct.RAISE, OrderAct.ISSUE):
        return ()
    facts, length = s.facts, periods(s.facts.book)[OrderClock.FEEDBACK].length
    until = (s.on + timedelta(days=length)).isoformat() if length else s.value("until")
    said = {
        "ground": facts.ground.value, "facts": s.value("account"), "confirmed": True, "demand": s.value("demand"),
        "until": until, "addressed": facts.to_organ, "cause": facts.cause.value,
    }  # fmt: skip
    return (Also("matter", facts.matter, Act.SUPERVISE.value, said),)


ORDER = Procedure(
    key="order",
    label="督办单",
    facts=OrderFacts,
    acts=OrderAct,
    stages=OrderStage,
    clocks=OrderClock,
    moves=MOVES,
    forms=FORMS,
    opening=OrderAct.RAISE,
    newborn=newborn,
    seats=SEATS,
    turns=TURNS,
    changes=CHANGES,
    situation=OrderSituation,
    begins=overseeing,
    over=frozenset({OrderStage.SOLVED, OrderStage.REVOKED}),
    end=OrderStage.SOLVED,
    ended=(P("这份督办已经了结，不再变动。"), P("还有问题，请另外督办。")),
    hands=OrderAct.NAME_HANDLER,
    fixed=frozenset({OrderClock.FEEDBACK}),
    runs_out=noted_by(OrderAct.NOTE_OVERDUE),
    says=_says,
    periods=periods,
    also=_also,
)
