"""The law of a meeting of the joint conference (联席会议) as one value."""

from __future__ import annotations

from typing import Final

from huiyin.law.conference.facts import CHANGES, ConferenceFacts, ConferenceSituation, newborn
from huiyin.law.conference.forms import FORMS
from huiyin.law.conference.table import LAW, MOVES
from huiyin.law.conference.vocabulary import ConferenceAct, ConferenceClock, ConferenceStage
from huiyin.law.frame import handing
from huiyin.law.frame.common import noted_by, set_by_somebody
from huiyin.law.frame.facts import Particulars
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.seats import SEATS
from huiyin.law.frame.turn import stays
from huiyin.law.frame.verdict import Also
from huiyin.law.frame.waiting import Waiting
from huiyin.law.membership.procedure import by_an_office
from huiyin.law.terms import OfKind
from huiyin.law.words import P

#: What the record knows and tells the law; the journal does not keep it.
ASKED: Final = frozenset({"members", "agenda", "undealt", "unsettled"})
_UNTIL: Final = {ConferenceClock.MEETING: "day", ConferenceClock.MINUTES: "until"}


def _says(move: Move, s: ConferenceSituation) -> Particulars:
    return {name: value for name, value in (s.given or {}).items() if name not in ASKED}


def _until(kind: OfKind, s: ConferenceSituation) -> str | None:
    said: str | None = s.value(_UNTIL[kind])
    return said


def _waits(facts: ConferenceFacts) -> Waiting | None:
    if facts.stage is ConferenceStage.SIGNED:
        return Waiting(P("等议定的事落实"), facts.signed_on)
    return Waiting(P("等会议开完"), facts.begun_on)


def _also(move: Move, s: ConferenceSituation) -> tuple[Also, ...]:
    """What stood on the agenda of a meeting that is cancelled waits for another one."""
    if s.act is not ConferenceAct.CANCEL or s.given is None:
        return ()
    return tuple(Also("topic", topic, "unlist", {}) for topic in sorted(s.value("agenda") or ()))


CONFERENCE = Procedure(
    key="conference",
    label="联席会议",
    facts=ConferenceFacts,
    acts=ConferenceAct,
    stages=ConferenceStage,
    clocks=ConferenceClock,
    moves=MOVES,
    forms=FORMS,
    opening=ConferenceAct.CALL,
    newborn=newborn,
    seats=SEATS,
    turns={**handing.TURNS, None: stays},
    changes=CHANGES,
    situation=ConferenceSituation,
    begins=by_an_office,
    over=frozenset({ConferenceStage.CLOSED, ConferenceStage.CANCELLED}),
    end=ConferenceStage.CLOSED,
    ended=(P("这次会议已经了结，不再变动。"), P("还有要议的事，请提到下一次会议。")),
    fixed=frozenset(ConferenceClock),
    until=_until,
    hands=ConferenceAct.NAME_HANDLER,
    runs_out=noted_by(ConferenceAct.NOTE_OVERDUE),
    waits=_waits,
    says=_says,
    periods=set_by_somebody(ConferenceClock, LAW),
    also=_also,
)
