"""The law of a list of destruction (销毁清册) as one value: drawn up, appraised, approved, agreed to, carried out."""

from __future__ import annotations

from typing import Final

from huiyin.law.disposal.facts import CHANGES, DisposalFacts, DisposalSituation, newborn, places_in
from huiyin.law.disposal.forms import FORMS
from huiyin.law.disposal.guards import works_there
from huiyin.law.disposal.table import MOVES, SEATS, TURNS
from huiyin.law.disposal.vocabulary import DisposalAct as A
from huiyin.law.disposal.vocabulary import DisposalClock
from huiyin.law.disposal.vocabulary import DisposalStage as S
from huiyin.law.frame.facts import Particulars
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.words import P

#: What the record knows and tells the law; the journal keeps none of it.
ASKED: Final = frozenset({"accused", "unfit"})


def _says(move: Move, s: DisposalSituation) -> Particulars:
    """Which items an appraisal means is kept as numbers: what was typed rests in an envelope where reports do."""
    said = {name: value for name, value in (s.given or {}).items() if name not in ASKED}
    if s.act is A.APPRAISE and s.given is not None:
        said["chosen"] = sorted(places_in(str(s.value("places")), len(s.facts.items)))
    return said


DISPOSAL = Procedure(
    key="disposal",
    label="销毁清册",
    facts=DisposalFacts,
    acts=A,
    stages=S,
    clocks=DisposalClock,
    moves=MOVES,
    forms=FORMS,
    opening=A.DRAW,
    newborn=newborn,
    seats=SEATS,
    turns=TURNS,
    changes=CHANGES,
    situation=DisposalSituation,
    begins=works_there,
    over=frozenset({S.DESTROYED, S.CANCELLED}),
    end=S.DESTROYED,
    ended=(P("这一册已经销毁，不再变动。"), P("别的到期案卷，请另外编制清册。")),
    hands=A.NAME_HANDLER,
    says=_says,
    periods=lambda book: {},
)
