"""The law of an advice (三项建议) as one value."""

from __future__ import annotations

from huiyin.law.advice.facts import CHANGES, AdviceFacts, AdviceSituation, newborn, periods
from huiyin.law.advice.forms import FORMS
from huiyin.law.advice.table import MOVES, TURNS
from huiyin.law.advice.vocabulary import AdviceAct, AdviceClock, AdviceStage
from huiyin.law.frame.common import at_an_office, noted_by
from huiyin.law.frame.facts import Particulars
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.seats import SEATS
from huiyin.law.frame.situation import Situation
from huiyin.law.frame.waiting import Waiting
from huiyin.law.words import P

#: What the record knows of linked journals and tells the law; the journal keeps the links alone.
ASKED = frozenset({"accused", "borne_out"})


def _says(move: Move, s: Situation) -> Particulars:
    return {name: value for name, value in (s.given or {}).items() if name not in ASKED}


def _waits(facts: AdviceFacts) -> Waiting | None:
    if facts.promised is not None and not facts.carried_out:
        return Waiting(P("答应落实的日子"), until=facts.promised)
    return Waiting(P("等下一步"), facts.moved_on or facts.lodged_on)


ADVICE = Procedure(
    key="advice",
    label="三项建议",
    facts=AdviceFacts,
    acts=AdviceAct,
    stages=AdviceStage,
    clocks=AdviceClock,
    moves=MOVES,
    forms=FORMS,
    opening=AdviceAct.RAISE,
    newborn=newborn,
    seats=SEATS,
    turns=TURNS,
    changes=CHANGES,
    situation=AdviceSituation,
    begins=at_an_office,
    over=frozenset({AdviceStage.CLOSED}),
    end=AdviceStage.CLOSED,
    ended=(P("这份建议已经了结，不再变动。"), P("还有问题，请另外提出建议。")),
    hands=AdviceAct.NAME_HANDLER,
    fixed=frozenset({AdviceClock.ANSWER}),
    runs_out=noted_by(AdviceAct.NOTE_OVERDUE),
    waits=_waits,
    says=_says,
    periods=periods,
)
