"""The law of a leader's charge (领导包案) as one value; its matter's journal tells what happens in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from huiyin.law.beside import Charging
from huiyin.law.charge.facts import CHANGES, ChargeFacts, ChargeSituation, newborn, periods
from huiyin.law.charge.forms import FORMS
from huiyin.law.charge.guards import has_leaders
from huiyin.law.charge.table import MOVES, SEATS, TURNS
from huiyin.law.charge.vocabulary import ChargeAct, ChargeClock, ChargeStage
from huiyin.law.frame.common import noted_by
from huiyin.law.frame.facts import Particulars
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.verdict import Also
from huiyin.law.terms import Act, OfKind
from huiyin.law.words import P

A, S = ChargeAct, ChargeStage
#: What the record knows of the matter and tells the law; the journal of the charge does not keep it.
ASKED: Final = frozenset({"found", "secret", "unfit", "taken", "archived", "unsolved"})
#: What the matter's own journal says of an act here, and with which words of it.
TOLD: Final[Mapping[ChargeAct, tuple[Charging, str]]] = {
    A.TAKE_ON: (Charging.TAKEN, "plan"),
    A.MEET: (Charging.MET, "answer"),
    A.NOTE: (Charging.PROGRESS, "progress"),
    A.EXTEND: (Charging.EXTENDED, "reason"),
    A.NOTE_LEFT: (Charging.LEFT, ""),
    A.DENY: (Charging.DENIED, "word"),
    A.ANSWER: (Charging.ANSWERED, "answer"),
    A.SOLVE: (Charging.SOLVED, "summary"),
    A.END: (Charging.ENDED, "reason"),
}
_PROMISING: Final = frozenset({A.MEET, A.PROMISE})


def _says(move: Move, s: ChargeSituation) -> Particulars:
    return {name: value for name, value in (s.given or {}).items() if name not in ASKED}


def _until(kind: OfKind, s: ChargeSituation) -> str | None:
    """The day of solving is said; by when they meet, who succeeds and the person is answered, the office's own rule."""
    names = {
        ChargeClock.MEET: "meet_by", ChargeClock.SUCCEED: "succeed_by", ChargeClock.ANSWER: "answer_by",
    }  # fmt: skip
    name = names.get(ChargeClock(kind), "until")
    day: str | None = s.value(name)
    return day


def _also(move: Move, s: ChargeSituation) -> tuple[Also, ...]:
    """The matter's journal says who answers for it and what comes of it; a promise is a record of its own; whoever
    comes after a leader has a charge of their own."""
    if s.given is None:
        return ()
    noted = () if s.value("archived") or s.act not in TOLD else (_noted(s),)
    promised = (_promised(s),) if s.act in _PROMISING and s.value("promise") else ()
    after = (_handed_on(s),) if s.act is A.HAND_ON else ()
    return (*noted, *promised, *after)


def _noted(s: ChargeSituation) -> Also:
    what, words = TOLD[ChargeAct(s.act)]
    if s.act is A.TAKE_ON and s.value("after"):
        what = Charging.HANDED_ON
    said: dict[str, Any] = {"what": what.value, "leader": s.value("leader_name"), "account": s.value(words)}
    said["until"] = s.value("answer_by") or s.value("until") or s.facts.until.isoformat()
    said |= {"proof": s.value("proof"), "party": s.value("party")} if s.act is A.DENY else {}
    if s.act is A.MEET:
        said |= {"on": s.value("met_on"), "place": s.value("place")}
    if s.act is A.TAKE_ON and s.facts.leader_organ:
        said["leader_organ"] = s.facts.leader_organ
    return Also("matter", s.facts.matter, Act.NOTE_CHARGE.value, {name: each for name, each in said.items() if each})


def _promised(s: ChargeSituation) -> Also:
    leads = s.world.standing(s.facts.leader_organ)
    said = {
        "matter": s.value("matter"), "what": s.value("promise"), "until": s.value("promise_until"),
        "source": "leader", "to_organ": s.value("to_organ") or leads, "leads": leads,
    }  # fmt: skip
    return Also("undertaking", None, "promise", said)


def _handed_on(s: ChargeSituation) -> Also:
    said = {
        "matter": s.value("matter"), "leader": s.value("leader"), "post": s.value("post"), "rule": s.facts.rule.value,
        "why": s.value("reason"), "plan": s.value("plan"), "until": s.value("until"), "after": s.value("number"),
    }  # fmt: skip
    return Also("charge", None, A.TAKE_ON.value, said)


CHARGE = Procedure(
    key="charge",
    label="领导包案",
    facts=ChargeFacts,
    acts=ChargeAct,
    stages=ChargeStage,
    clocks=ChargeClock,
    moves=MOVES,
    forms=FORMS,
    opening=A.TAKE_ON,
    newborn=newborn,
    seats=SEATS,
    turns=TURNS,
    changes=CHANGES,
    situation=ChargeSituation,
    begins=has_leaders,
    over=frozenset({S.SOLVED, S.HANDED_ON, S.ENDED}),
    end=S.SOLVED,
    ended=(P("这件包案已经了结，不再变动。"), P("又有问题，请另外包案。")),
    hands=A.NAME_HANDLER,
    fixed=frozenset(ChargeClock),
    until=_until,
    runs_out=noted_by(A.NOTE_OVERDUE),
    says=_says,
    periods=periods,
    also=_also,
)
