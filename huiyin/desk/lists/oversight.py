"""What a supervisor has before them (督办): what the record found and nobody sent yet, what waits for feedback, what
was answered and must be checked; and what lies where it was passed on to (一转了之).

Each list is walked along an index of open rows and stops when it is full; nothing counts a big table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.cases.models import Case
from huiyin.cases.queries import of_these, readable_where
from huiyin.cases.snapshots import load_facts
from huiyin.desk.frame import page
from huiyin.desk.lists.queues import lines
from huiyin.desk.names import Names, short_name
from huiyin.desk.records.fetching import url_of
from huiyin.desk.staff import Desk, staff
from huiyin.law.matter.waiting import by_own_rules
from huiyin.law.order.causes import LIMITS, causes_of
from huiyin.law.order.facts import OrderFacts
from huiyin.law.order.procedure import ORDER
from huiyin.law.order.vocabulary import Cause, OrderStage
from huiyin.law.terms import Role, Stage
from huiyin.law.words import P, Phrase
from huiyin.oversight.histories import journals_of
from huiyin.oversight.models import Order
from huiyin.oversight.orders import FEEDBACK_DAYS, ORDERS, under_order
from huiyin.record.models import Event
from huiyin.record.reading import visible_to
from huiyin.record.snapshots import facts_from
from huiyin.vault.opening import read_out
from huiyin.wording.listed import listed, wanted

MOST = 40
SUPERVISES = frozenset({Role.SUPERVISOR, Role.DISPATCHER, Role.CONVENER})
PROPOSED, ISSUED, ANSWERED, FORGOTTEN = "proposed", "issued", "answered", "forgotten"
SHELVES: Mapping[str, Phrase] = {
    PROPOSED: P("自动发现，等您发出"),
    ISSUED: P("等反馈"),
    ANSWERED: P("等您审核、跟踪"),
    FORGOTTEN: P("一转了之"),
}
_STAGES: Mapping[str, tuple[OrderStage, ...]] = {
    PROPOSED: (OrderStage.PROPOSED,),
    ISSUED: (OrderStage.ISSUED,),
    ANSWERED: (OrderStage.ANSWERED, OrderStage.FOLLOWED, OrderStage.HANDED_UP),
}


@dataclass(frozen=True, slots=True)
class Row:
    """An order in a list. ``case`` is its matter, where the reader may read that; ``account`` what the record shows."""

    order: Order
    url: str
    facts: OrderFacts
    case: Case | None
    organ: str
    owner: str
    late: bool
    account: str
    demand: str
    once: str


@staff
@require_safe
def oversight(request: HttpRequest, desk: Desk) -> HttpResponse:
    if not desk.actor.roles & SUPERVISES:
        raise PermissionDenied
    shelf = request.GET.get("shelf", PROPOSED)
    shelf = shelf if shelf in SHELVES else PROPOSED
    forgotten = _forgotten(desk, wanted(request, MOST)) if shelf == FORGOTTEN else []
    cases = listed(request, [case for case, _ in forgotten], MOST)
    found = listed(request, [] if shelf == FORGOTTEN else _found(shelf, desk), MOST)
    context: dict[str, Any] = {
        "shelf": shelf,
        "shelves": list(SHELVES.items()),
        "rows": found.of(lambda orders: rows(list(orders), desk)),
        "lines": cases.of(lambda some: lines(some, desk.today)),
        "organs": {case.id: short_name(desk.world.chart, case.holder) for case in cases},
        "ordered": {case.id: order for case, order in forgotten if order},
        "until": desk.today + timedelta(days=FEEDBACK_DAYS),
        "days": LIMITS.silent,
    }
    return page(request, desk, "desk/oversight.html", context, here="oversight")


def _found(shelf: str, desk: Desk) -> QuerySet[Order]:
    """Orders of a shelf that the supervisor may read: their own organ's, and those it watches over."""
    shown = visible_to(ORDERS, desk.actor, desk.today).filter(queue_on__isnull=False, stage__in=_STAGES[shelf])
    if shelf != ISSUED:
        shown = shown.filter(holder=desk.organ.id)
    return shown.order_by("queue_on", "id")


def rows(orders: list[Order], desk: Desk) -> list[Row]:
    """The lines of a list, in three statements; four more where letters wait to be sent."""
    names = Names.of(desk.world.chart, {order.owner for order in orders})
    cases = of_these(desk.actor, desk.today, {order.matter for order in orders}) if orders else {}
    said, now = _said(orders), _shown_now(orders, cases, desk)
    return [
        _row(order, desk, names, cases.get(order.matter), {**said.get(order.id, {}), **now.get(order.id, {})})
        for order in orders
    ]


def _shown_now(orders: list[Order], cases: Mapping[int, Case], desk: Desk) -> dict[int, Mapping[str, Any]]:
    """What the record shows today of what waits to be sent: a letter says how late it is now, not on the day on which
    it was proposed."""
    waiting = [order for order in orders if order.stage == OrderStage.PROPOSED.value and order.matter in cases]
    journals = journals_of([cases[each] for each in {order.matter for order in waiting}]) if waiting else {}
    found = {
        case: {each.cause: each for each in causes_of(told, desk.today, desk.world.calendar)}
        for case, told in journals.items()
    }
    shown = ((order, found.get(order.matter, {}).get(Cause(order.cause))) for order in waiting)
    return {order.id: {"account": str(finding.account)} for order, finding in shown if finding}


def _row(order: Order, desk: Desk, names: Names, case: Case | None, said: Mapping[str, Any]) -> Row:
    facts = facts_from(ORDER, order.facts)
    late = bool(order.queue_clock) and order.queue_on is not None and order.queue_on < desk.today
    return Row(
        order, url_of(ORDERS, order.number), facts, case, short_name(desk.world.chart, facts.to_organ),
        names.person(order.owner), late, said.get("account", ""), said.get("demand", ""), uuid4().hex,
    )  # fmt: skip


def _said(orders: list[Order]) -> dict[int, Mapping[str, Any]]:
    """What each order says, as it was raised."""
    first = Event.objects.filter(record__in=[order.id for order in orders], seq=1) if orders else ()
    return {event.record: read_out(event.payload)["said"] for event in first}


def _forgotten(desk: Desk, most: int) -> list[tuple[Case, Order | None]]:
    """Passed on, and the receiver has not moved it since: what nobody presses first, then what is pressed already.

    Notes of lateness and orders move nothing. Where the receiver tells the person by rules of its own (Art. 23 ¶4), the
    record cannot say that it was forgotten.
    """
    condition = f"holder <> %s AND queue_on <= %s AND queue_clock > '' AND stage = '{Stage.TRANSFERRED.value}'"
    values, since = [desk.organ.id, desk.today], desk.today - timedelta(days=LIMITS.silent)
    found = readable_where(desk.actor, desk.today, condition, values, f"ORDER BY queue_on, id LIMIT {2 * most + 1}")
    told = [(case, load_facts(case.facts)) for case in found]
    cases = [case for case, facts in told if not by_own_rules(facts) and (facts.moved_on or facts.lodged_on) <= since]
    orders = under_order(case.id for case in cases)
    pairs = [(case, next(iter(orders.get(case.id, ())), None)) for case in cases]
    return sorted(pairs, key=lambda pair: pair[1] is not None)
