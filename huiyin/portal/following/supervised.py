"""By whom the handling of a matter is supervised (督办), as its petitioner is told: who, why, until when, what became
of it. What was only found, or not thought worth an order, was never said to anybody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from huiyin.law.order.facts import OrderFacts
from huiyin.law.order.procedure import ORDER
from huiyin.law.order.vocabulary import Cause, OrderClock, OrderStage
from huiyin.law.terms import Act
from huiyin.law.words import P, Phrase
from huiyin.oversight.models import Order
from huiyin.people.models import Organ
from huiyin.portal.following.matter import Matter
from huiyin.record.snapshots import facts_from
from huiyin.store.rows import by_id


@dataclass(frozen=True, slots=True)
class Supervision:
    """One order. ``due`` is the day until which the organ must answer, while it must."""

    sentence: Phrase
    cause: str
    due: date | None
    open: bool


Said = Mapping[str, Any]
_SENTENCES: Mapping[OrderStage, Callable[[Said], Phrase]] = {
    OrderStage.ISSUED: lambda s: P("{by}正在督办{organ}，要求它说明情况。", **s),
    OrderStage.ANSWERED: lambda s: P("{by}正在督办{organ}，对方已经说明情况，正在核实。", **s),
    OrderStage.FOLLOWED: lambda s: P("{by}正在督办{organ}，一直跟到解决为止。", **s),
    OrderStage.HANDED_UP: lambda s: P("已经提请{by}督办{organ}。", **s),
    OrderStage.SOLVED: lambda s: P("{by}督办过{organ}，已经解决。", **s),
    OrderStage.REVOKED: lambda s: P("{by}督办过{organ}，后来撤销了。", **s),
}


def supervisions(matter: Matter) -> list[Supervision]:
    """The orders that went out, the newest first; of each the history tells. Whoever may not read what was before a
    split is told of none."""
    if matter.parted or all(told.act is not Act.SUPERVISE for told in matter.told):
        return []
    rows = Order.objects.filter(matter=matter.case.id).exclude(stage=OrderStage.PROPOSED.value).order_by("-id")
    told: list[OrderFacts] = [facts_from(ORDER, row.facts) for row in rows]
    sent = [facts for facts in told if facts.issued_on is not None]
    organs = by_id(Organ, {organ for facts in sent for organ in (facts.coordinator, facts.to_organ)}) if sent else {}
    return [_told(facts, organs) for facts in sent]


def _told(facts: OrderFacts, organs: Mapping[int, Organ]) -> Supervision:
    stage = OrderStage(facts.stage)
    names = {"by": organs[facts.coordinator].name, "organ": organs[facts.to_organ].name}
    clock = facts.running(OrderClock.FEEDBACK)
    due = clock.fixed if clock is not None else None
    why = facts.ground.label if facts.cause is Cause.OTHER else facts.cause.label
    return Supervision(_SENTENCES[stage](names), why, due, stage not in ORDER.over)
