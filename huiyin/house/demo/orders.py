"""Supervision orders (督办) in the stories: ``order.raise`` and what follows, each on the matter it stands under."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from huiyin.cases.models import Case
from huiyin.house.demo.cast import Cast
from huiyin.law.frame.facts import Actor
from huiyin.law.order.forms import FORMS
from huiyin.law.order.procedure import ORDER
from huiyin.law.order.vocabulary import OrderAct, OrderStage
from huiyin.oversight.models import Order
from huiyin.oversight.orders import ORDERS
from huiyin.people.posts import actor_of
from huiyin.record.door import open_record, perform
from huiyin.record.snapshots import facts_from

PREFIX = "order."


def act_of(word: str) -> OrderAct:
    """The act of a step ``order.…``."""
    return OrderAct(word.removeprefix(PREFIX))


def said(act: OrderAct, given: Mapping[str, Any], cast: Cast, day: Any) -> dict[str, Any]:
    """The particulars with handles and days turned into ids and dates; ``day`` spells one."""
    values = dict(given)
    for field in FORMS[act]:
        if field.name in values and field.kind == "organ":
            values[field.name] = cast.organ(values[field.name])
        if field.name in values and field.kind == "date" and isinstance(values[field.name], int):
            values[field.name] = day(values[field.name]).isoformat()
    return values


def play(
    case: int, act: OrderAct, by: Actor | None, at: datetime, given: Mapping[str, Any], key: str, on: date
) -> None:
    """One step. What the record found by itself and still waits is sent; else the order is raised by hand."""
    rows = Order.objects.filter(matter=case).order_by("id")
    if act is OrderAct.RAISE:
        assert by is not None, "an order is raised by somebody"
        found = rows.filter(stage=OrderStage.PROPOSED.value, holder=by.organ or 0, cause=given.get("cause", ""))
        waiting = found.first()
        if waiting is not None:
            perform(ORDERS, record=waiting.id, act=OrderAct.ISSUE, by=by, at=at, given=given, key=key)
            return
        number = Case.objects.values_list("number", flat=True).get(id=case)
        open_record(ORDERS, by=by, at=at, given={"matter": number, **given}, key=key)
        return
    row = rows.filter(closed_on__isnull=True).exclude(stage=OrderStage.PROPOSED.value).last() or rows.last()
    assert row is not None, "there is no order"
    perform(ORDERS, record=row.id, act=act, by=by or _whoever(row, act, on), at=at, given=given, key=key)


def _whoever(row: Order, act: OrderAct, on: date) -> Actor:
    """The supervised organ's head answers; all else does who follows the order."""
    facts = facts_from(ORDER, row.facts)
    if act is OrderAct.FEED_BACK:
        return actor_of(row.owner, on=on, organ=facts.to_organ)
    owner = facts.drafter if row.holder != facts.coordinator else row.owner
    return actor_of(owner, on=on, organ=facts.coordinator)
