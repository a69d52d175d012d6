"""What the law needs to know of an advice, and how an event changes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from huiyin.law.advice.vocabulary import Adoption, AdviceAct, AdviceClock, AdviceKind, AdviceStage
from huiyin.law.frame.common import at_birth
from huiyin.law.frame.deadlines import Period
from huiyin.law.frame.facts import Frame, Particulars
from huiyin.law.frame.fold import noted_late
from huiyin.law.frame.situation import Situation
from huiyin.law.frame.verdict import Event
from huiyin.law.sources.books import RuleBook
from huiyin.law.terms import ClockKind


@dataclass(frozen=True, kw_only=True)
class AdviceFacts(Frame):
    """An advice.

    :param to_organ: whom it is addressed to.
    :param whom: who is to be held responsible, in words; ``clause`` by which clause of Art. 42–46.
    :param heard: the day on which that one was heard.
    :param drafter: who raised it, and follows it when it has been answered.
    :param promised: by when the organ said it would be carried out; ``carried_out`` once it was.
    """

    kind: AdviceKind
    to_organ: int
    drafter: int
    whom: str = ""
    clause: str = ""
    heard: date | None = None
    adoption: Adoption | None = None
    promised: date | None = None
    pressed: int = 0
    carried_out: bool = False


@dataclass(frozen=True)
class AdviceSituation(Situation):
    """What a condition on an advice looks at."""

    facts: AdviceFacts


def newborn(said: Particulars) -> AdviceFacts:
    """The facts before it is raised: organ, owner, book and day from the door, the rest from the form."""
    return AdviceFacts(
        **at_birth(said),
        stage=AdviceStage.NEW,
        drafter=int(said["owner"]),
        kind=AdviceKind(said["kind"]),
        to_organ=int(said["to_organ"]),
        whom=said.get("whom", ""),
        clause=said.get("clause", ""),
    )


def periods(book: RuleBook) -> Mapping[AdviceClock, Period]:
    """An answer is due as the book says (xf2005 Art. 36 ¶2: thirty days); that of 2022 leaves the day to the letter."""
    return {AdviceClock.ANSWER: book.periods[ClockKind.FEEDBACK]}


Change = Mapping[str, Any]


def _amended(facts: AdviceFacts, event: Event) -> Change:
    said = event.particulars
    changed = {"to_organ": int(said["to_organ"]), "whom": said.get("whom", ""), "clause": said.get("clause", "")}
    same = (facts.whom, facts.clause) == (changed["whom"], changed["clause"])
    # Whoever was heard was heard on that; another person, or another charge, must be heard anew.
    return {**changed, "heard": facts.heard if same else None}


def _answered(facts: AdviceFacts, event: Event) -> Change:
    promised = event.particulars.get("promised")
    return {
        "adoption": Adoption(event.particulars["adoption"]),
        "promised": date.fromisoformat(promised) if promised else None,
    }


def _handed(facts: AdviceFacts, event: Event) -> Change:
    """Whoever takes it over at the office that raised it follows it from now on."""
    return {"drafter": event.owner} if event.holder == facts.coordinator else {}


CHANGES: Mapping[AdviceAct, Callable[[AdviceFacts, Event], Change]] = {
    AdviceAct.AMEND: _amended,
    AdviceAct.HEAR: lambda facts, event: {"heard": date.fromisoformat(event.particulars["heard_on"])},
    AdviceAct.ANSWER: _answered,
    AdviceAct.NAME_HANDLER: _handed,
    AdviceAct.PRESS: lambda facts, event: {"pressed": facts.pressed + 1},
    AdviceAct.FOLLOW: lambda facts, event: {
        "carried_out": facts.carried_out or bool(event.particulars.get("carried_out"))
    },
    AdviceAct.NOTE_OVERDUE: noted_late,
}
