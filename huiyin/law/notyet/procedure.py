"""The law of a claim that is reasonable and not yet possible, as one value; its matter's journal tells the person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from huiyin.law.beside import Awaited
from huiyin.law.frame.common import noted_by
from huiyin.law.frame.deadlines import due
from huiyin.law.frame.facts import Particulars
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.verdict import Also
from huiyin.law.notyet.facts import CHANGES, NotYetFacts, NotYetSituation, months_after, newborn, periods
from huiyin.law.notyet.forms import FORMS
from huiyin.law.notyet.guards import works_there
from huiyin.law.notyet.table import MOVES, SEATS, TURNS
from huiyin.law.notyet.vocabulary import NotYetAct, NotYetClock, NotYetStage
from huiyin.law.terms import Act, OfKind
from huiyin.law.words import P

A, S = NotYetAct, NotYetStage
#: What the record knows of the matter and tells the law; the journal does not keep it.
ASKED: Final = frozenset({"accused", "unfit", "report", "answered", "outcome", "executing", "taken"})
#: What the matter's own journal says of an act here, and with which words of it.
TOLD: Final[Mapping[NotYetAct, tuple[Awaited, str]]] = {
    A.KEEP: (Awaited.KEPT, "why"),
    A.LOOK: (Awaited.LOOKED, "found"),
    A.SAY: (Awaited.SAID, "word"),
    A.ENTRUST: (Awaited.ENTRUSTED, "reason"),
    A.RAISE: (Awaited.RAISED, "need"),
    A.ANSWER: (Awaited.ANSWERED, "answer"),
    A.REOPEN: (Awaited.COME, "come"),
    A.END: (Awaited.ENDED, "reason"),
}


def _says(move: Move, s: NotYetSituation) -> Particulars:
    """When somebody looks next is kept with the act: the papers say it."""
    said = {name: value for name, value in (s.given or {}).items() if name not in ASKED}
    opens = {kind for kind, _ in move.opens}
    return {**said, "look_on": _look_on(s)} if NotYetClock.LOOK in opens and s.given is not None else said


def _look_on(s: NotYetSituation) -> str:
    return months_after(s.on, s.facts.every).isoformat()


def _answer_by(s: NotYetSituation) -> str:
    """By when whoever looks answers what the person says has changed."""
    said = periods(s.facts.book)[NotYetClock.SAID].start(NotYetClock.SAID, s.on)
    return due(said, s.world.calendar).on.isoformat()


def _until(kind: OfKind, s: NotYetSituation) -> str | None:
    return _look_on(s)


def _also(move: Move, s: NotYetSituation) -> tuple[Also, ...]:
    """The person is told at every step; when the condition has come the matter is opened again by the same act."""
    if s.given is None or s.act not in TOLD:
        return ()
    what, words = TOLD[NotYetAct(s.act)]
    named = s.facts.watcher if s.act in (A.KEEP, A.LOOK) else s.value("to_organ")
    said = {
        "what": what.value, "claims": [s.facts.claim], "account": s.value(words), "organ_named": named,
        "condition": s.value("condition"), "until": _told_until(s),
        "proof": s.value("proof"), "party": s.value("party"),
    }  # fmt: skip
    noted = Also("matter", s.facts.matter, Act.NOTE_CONDITION.value, {k: v for k, v in said.items() if v})
    again = Also("matter", s.facts.matter, Act.REOPEN.value, {"reason": s.value("come")})
    return (noted, again) if s.act is A.REOPEN else (noted,)


def _told_until(s: NotYetSituation) -> str | None:
    if s.act is A.SAY:
        return _answer_by(s)
    return _look_on(s) if s.act in (A.KEEP, A.LOOK) else None


NOTYET = Procedure(
    key="notyet",
    label="暂不具备条件",
    facts=NotYetFacts,
    acts=NotYetAct,
    stages=NotYetStage,
    clocks=NotYetClock,
    moves=MOVES,
    forms=FORMS,
    opening=A.KEEP,
    newborn=newborn,
    seats=SEATS,
    turns=TURNS,
    changes=CHANGES,
    situation=NotYetSituation,
    begins=works_there,
    over=frozenset({S.REOPENED, S.ENDED}),
    end=S.ENDED,
    ended=(P("这一项不再等条件，不再变动。"), P("又有情况，请另外列入，或者重新启动原来的信访事项。")),
    hands=A.NAME_HANDLER,
    fixed=frozenset({NotYetClock.LOOK}),
    until=_until,
    runs_out=noted_by(A.NOTE_OVERDUE),
    says=_says,
    periods=periods,
    also=_also,
)
