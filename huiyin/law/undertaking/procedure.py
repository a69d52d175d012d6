"""The law of an undertaking (落实事项) as one value; what happens to it is written into the journal of its matter."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from huiyin.law.frame.facts import Actor, Particulars, World
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.verdict import Also
from huiyin.law.terms import Act, OfKind, Progress
from huiyin.law.undertaking.facts import CHANGES, UndertakingFacts, UndertakingSituation, newborn, periods
from huiyin.law.undertaking.forms import FORMS
from huiyin.law.undertaking.table import MOVES, SEATS, STAFF, TURNS
from huiyin.law.undertaking.vocabulary import UndertakingAct, UndertakingClock, UndertakingStage
from huiyin.law.words import P

A, S = UndertakingAct, UndertakingStage
#: What the record knows of the matter and tells the law; the journal of the undertaking does not keep it.
ASKED = frozenset({"accused", "unfit", "report", "handler", "from_matter", "from_topic", "from_visit", "leads"})
#: What goes into the journal of the matter alone, where the files of an act are kept.
_OF_THE_MATTER = frozenset({"files"})


def _says(move: Move, s: UndertakingSituation) -> Particulars:
    """Of files only their hashes: name and bytes are the matter's."""
    given = s.given or {}
    said = {name: value for name, value in given.items() if name not in ASKED | _OF_THE_MATTER}
    files = [file["sha256"] for file in given.get("files") or ()]
    return {**said, "files": files} if files else said


def _runs_out(kind: OfKind) -> tuple[tuple[UndertakingAct, Particulars], ...]:
    """Nobody is late who says nothing: then it stays unconfirmed."""
    if kind is UndertakingClock.CONFIRM:
        return ((A.LAPSE, {}),)
    return ((A.NOTE_OVERDUE, {"clock": kind.value}),)


# What the matter is told ----------------------------------------------------------------------------------------------


def _taken(s: UndertakingSituation, *names: str) -> Particulars:
    return {name: value for name in names if (value := s.value(name))}


def _reported(s: UndertakingSituation) -> Particulars:
    return {"evidence": s.value("account"), **_taken(s, "files")}


def _handed_over(s: UndertakingSituation) -> Particulars:
    return {"to_organ": s.holder, "reason": s.value("note")}


Told = tuple[Act, Progress, Callable[[UndertakingSituation], Particulars]]
#: What an act about a claim's promise is to the matter, what one beside the claims, and what it says there.
_TOLD: Mapping[UndertakingAct, Told] = {
    A.REPORT: (Act.EXECUTE, Progress.REPORTED, _reported),
    A.CONFIRM: (Act.CONFIRM_EXECUTION, Progress.CONFIRMED, lambda s: _taken(s, "note", "party", "proof")),
    A.DENY: (Act.DENY_EXECUTION, Progress.DENIED, lambda s: _taken(s, "reason", "party", "proof")),
    A.EXTEND: (Act.CHANGE_PROMISE, Progress.CHANGED, lambda s: _taken(s, "until", "reason")),
    A.TAKE_OVER: (Act.CHANGE_PROMISE, Progress.CHANGED, _handed_over),
}
#: What is told of a promise beside the claims alone: those of claims are told by what makes or ends them.
_BESIDE: Mapping[UndertakingAct, tuple[Progress, Callable[[UndertakingSituation], Particulars]]] = {
    A.PROMISE: (Progress.PROMISED, lambda s: {"text": s.value("what"), "until": s.value("until")}),
    A.TAKE_BACK: (Progress.RELEASED, lambda s: {"text": s.value("reason")}),
}


def _also(move: Move, s: UndertakingSituation) -> tuple[Also, ...]:
    """The matter's stage follows from what was promised; the person, and whoever holds the matter, read of it there."""
    act = move.act
    if s.given is None or s.value("from_matter") or not isinstance(act, UndertakingAct):
        return ()
    facts = s.facts
    if act in _TOLD:
        known, progress, words = _TOLD[act]
        if facts.claim or known is Act.CHANGE_PROMISE:
            claims = [facts.claim] if facts.claim else []
            return (Also("matter", facts.matter, known.value, {**words(s), "claims": claims}),)
        said = words(s)
        text = said.get("evidence") or said.get("reason") or said.get("note") or ""
        return (_noted(facts, progress, {**_kept(said), "text": text}),)
    if act in _BESIDE and not facts.claim:
        progress, words = _BESIDE[act]
        return (_noted(facts, progress, words(s)),)
    return ()


def _kept(said: Particulars) -> Particulars:
    return {name: said[name] for name in ("files", "party", "proof") if name in said}


def _noted(facts: UndertakingFacts, progress: Progress, said: Particulars) -> Also:
    return Also("matter", facts.matter, Act.NOTE_PROMISE.value, {**said, "progress": progress.value})


def _begins(by: Actor, world: World) -> bool:
    return not by.roles.isdisjoint(STAFF)


UNDERTAKING = Procedure(
    key="undertaking",
    label="落实事项",
    facts=UndertakingFacts,
    acts=UndertakingAct,
    stages=UndertakingStage,
    clocks=UndertakingClock,
    moves=MOVES,
    forms=FORMS,
    opening=A.PROMISE,
    newborn=newborn,
    seats=SEATS,
    turns=TURNS,
    changes=CHANGES,
    situation=UndertakingSituation,
    begins=_begins,
    over=frozenset({S.UNCONFIRMED, S.KEPT, S.RELEASED}),
    end=S.RELEASED,
    ended=(P("这件事不再适用，不再变动。"), P("新答应的，请另外登记。")),
    hands=A.NAME_HANDLER,
    fixed=frozenset({UndertakingClock.CARRY_OUT}),
    rights=frozenset({UndertakingClock.CONFIRM}),
    runs_out=_runs_out,
    says=_says,
    periods=periods,
    also=_also,
)
