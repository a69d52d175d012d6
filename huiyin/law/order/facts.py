"""What the law needs to know of a supervision order, and how an event changes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from huiyin.law.frame.common import at_birth
from huiyin.law.frame.deadlines import Period
from huiyin.law.frame.facts import Frame, Particulars
from huiyin.law.frame.fold import noted_late
from huiyin.law.frame.situation import Situation
from huiyin.law.frame.verdict import Event
from huiyin.law.order.vocabulary import GROUNDS, Cause, OrderAct, OrderClock, OrderStage
from huiyin.law.sources.books import RuleBook
from huiyin.law.terms import ClockKind, SupervisionGround


@dataclass(frozen=True, kw_only=True)
class OrderFacts(Frame):
    """A supervision order. ``coordinator`` is the organ that supervises.

    :param matter: the matter it is about; ``mark`` the occurrence of the cause within it.
    :param to_organ: the organ that is supervised; ``drafter`` who follows the order.
    :param automatic: the record showed it, and nobody asked.
    :param issued_on: when the letter went out first; ``None`` while it waits for somebody to look at it.
    :param pressed: how often the organ was told again; ``returned`` how often its feedback was not enough,
        ``handed_up`` how often it was carried higher.
    :param inspected_on: the last inspection on site; ``seen_solved`` what it found.
    :param measures: what the joint conference did about it (Art. 39 ¶3).
    """

    cause: Cause
    ground: SupervisionGround
    matter: int
    mark: str
    to_organ: int
    drafter: int
    automatic: bool = False
    issued_on: date | None = None
    pressed: int = 0
    returned: int = 0
    handed_up: int = 0
    inspected_on: date | None = None
    seen_solved: bool = False
    measures: tuple[OrderAct, ...] = ()


@dataclass(frozen=True)
class OrderSituation(Situation):
    """What a condition on an order looks at."""

    facts: OrderFacts


def newborn(said: Particulars) -> OrderFacts:
    """The facts before it is raised: organ, owner, book and day from the door, the rest from record and form."""
    cause = Cause(said["cause"])
    return OrderFacts(
        **at_birth(said),
        stage=OrderStage.NEW,
        drafter=int(said["owner"]),
        cause=cause,
        ground=SupervisionGround(said.get("ground") or GROUNDS.get(cause, SupervisionGround.RULES_BROKEN)),
        matter=int(said["matter_id"]),
        mark=str(said["mark"]),
        to_organ=int(said["addressed"]),
        automatic=bool(said.get("automatic", False)),
    )


def periods(book: RuleBook) -> Mapping[OrderClock, Period]:
    """Feedback is due as the book says (xf2005 Art. 36 ¶2: thirty days); that of 2022 leaves the day to the letter."""
    return {OrderClock.FEEDBACK: book.periods[ClockKind.FEEDBACK]}


Change = Mapping[str, Any]


def _sent(facts: OrderFacts, event: Event) -> Change:
    """Raised by a person it is out at once; what the record found waits until somebody sends it."""
    return {"issued_on": facts.issued_on or event.on} if event.to is OrderStage.ISSUED else {}


def _handed_up(facts: OrderFacts, event: Event) -> Change:
    return {"coordinator": event.holder, "drafter": event.owner, "handed_up": facts.handed_up + 1}


def _handed(facts: OrderFacts, event: Event) -> Change:
    """Whoever takes it over at the organ that supervises follows it from now on."""
    return {"drafter": event.owner} if event.holder == facts.coordinator else {}


def _inspected(facts: OrderFacts, event: Event) -> Change:
    said = event.particulars
    return {"inspected_on": date.fromisoformat(said["inspected_on"]), "seen_solved": bool(said.get("seen_solved"))}


def _measure(facts: OrderFacts, event: Event) -> Change:
    return {"measures": (*facts.measures, OrderAct(event.act))}


MEASURES = (OrderAct.SUMMON, OrderAct.CIRCULATE, OrderAct.LIST)
CHANGES: Mapping[OrderAct, Callable[[OrderFacts, Event], Change]] = {
    OrderAct.RAISE: _sent,
    OrderAct.ISSUE: _sent,
    OrderAct.RETURN: lambda facts, event: {"returned": facts.returned + 1},
    OrderAct.PRESS: lambda facts, event: {"pressed": facts.pressed + 1},
    OrderAct.HAND_UP: _handed_up,
    OrderAct.NAME_HANDLER: _handed,
    OrderAct.INSPECT: _inspected,
    OrderAct.NOTE_OVERDUE: noted_late,
    **dict.fromkeys(MEASURES, _measure),
}
