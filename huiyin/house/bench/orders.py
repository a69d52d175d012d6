"""Supervision orders (督办) over a made-up city: some are raised and answered by the door, the others copied from them.

A copy has its own number, matter, events and links, chained as the door would; the journal of its matter alone says
nothing of it, since the lists of orders do not read that.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count as counting
from random import Random
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.house.bench import bulk
from huiyin.house.bench.rehearsal import AREAS
from huiyin.house.demo.cast import Cast
from huiyin.law.chart.watching import offices_over
from huiyin.law.frame.facts import Actor
from huiyin.law.order.vocabulary import OrderAct
from huiyin.law.terms import Role, Stage
from huiyin.oversight.models import Order
from huiyin.oversight.orders import ORDERS
from huiyin.people.bound import ties
from huiyin.people.charts import chart_on
from huiyin.record.door import body_of, open_record, perform
from huiyin.record.models import Event, Link, OwedPaper, RunningClock, Standing
from huiyin.record.snapshots import canonical
from huiyin.record.worlds import beijing_day
from huiyin.store.ids import new_id
from huiyin.vault.chain import link
from huiyin.vault.digests import Algorithm

TABLES: Final[tuple[type[Model], ...]] = (Order, Event, Standing, RunningClock, OwedPaper, Link)
PORTION: Final = 2000
_SIGNS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#: How an order goes on after it was sent; as many are left open as have ended.
LIVES: Final[tuple[tuple[tuple[OrderAct, bool, dict[str, Any]], ...], ...]] = (
    (),
    ((OrderAct.FEED_BACK, True, {"answer": "核实属实，已经派专人办理，下周告知信访人。"}),),
    ((OrderAct.REVOKE, False, {"reason": "核实以后不属于应当督办的情形。"}),),
    ((OrderAct.FEED_BACK, True, {"answer": "已经办理并当面告知信访人。"}),
     (OrderAct.REVOKE, False, {"reason": "情形已经消除，不再督办。"})),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Template:
    """An order that was played, with all of its rows."""

    row: Order
    number: str
    rows: dict[type[Model], list[Model]]


def raise_orders(count: int, seed: int, told: Callable[[int], None] = lambda done: None) -> int:
    """Orders on ``count`` matters, one each, area by area; fewer where there are not so many matters.

    :param told: called with the number of orders written so far.
    """
    chance, handles, now = Random(seed), Cast(), timezone.now()
    done = 0
    for (area, _), share in zip(AREAS, _shares(count), strict=True):
        office = handles.organ(f"{area}-xfj")
        by = handles.on_duty(office, Role.SUPERVISOR, beijing_day(now))
        matters = _matters(_under(office, beijing_day(now)), share, chance)
        templates = [_played(matters.pop(), by, handles, life, now) for life in LIVES if matters]
        done += len(templates)
        for some in _portions(matters):
            _copy(templates, some, chance)
            done += len(some)
            told(done)
    return done


def _shares(count: int) -> list[int]:
    each, left = divmod(count, len(AREAS))
    return [each + (place < left) for place in range(len(AREAS))]


def _under(office: int, on: date) -> list[int]:
    """The organs that an office watches over, and no other office nearer to them does."""
    chart = chart_on(on)
    return [organ for organ in chart.organs if next(offices_over(chart, organ), None) == office]


def _matters(organs: list[int], count: int, chance: Random) -> list[tuple[int, str]]:
    """Matters that some organs have in hand, in no order."""
    open_ones = Case.objects.filter(report=False, screened=0, holder__in=organs).exclude(stage=Stage.ARCHIVED.value)
    busy = Order.objects.values("matter")
    found = list(open_ones.exclude(id__in=busy).order_by("id").values_list("id", "number")[: 3 * count])
    chance.shuffle(found)
    return found[:count]


def _played(
    matter: tuple[int, str], by: Actor, handles: Cast, life: Sequence[tuple[OrderAct, bool, dict[str, Any]]],
    now: datetime,
) -> Template:  # fmt: skip
    until = beijing_day(now) + timedelta(days=10)
    given = {
        "matter": matter[1], "cause": "other", "ground": "shirking", "account": "转办以后半个月没有联系信访人。",
        "confirmed": True, "demand": "请五日内联系信访人，并反馈怎样办理。", "until": until.isoformat(),
    }  # fmt: skip
    row = open_record(ORDERS, by=by, at=now, given=given)
    for act, answering, said in life:
        there = handles.somebody(row.holder, (Role.HEAD, Role.HANDLER), beijing_day(now)) if answering else by
        perform(ORDERS, record=row.id, act=act, by=there, at=now, given=said)
    row = Order.objects.get(id=row.id)
    rows = {model: list(model._default_manager.filter(**_whose(model, row.id)).order_by("pk")) for model in TABLES}
    return Template(row, matter[1], rows)


def _whose(model: type[Model], order: int) -> dict[str, int]:
    return {"id": order} if model is Order else {"record": order}


def _portions(matters: list[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    for start in range(0, len(matters), PORTION):
        yield matters[start : start + PORTION]


_serial = counting(1)


def _copy(templates: Sequence[Template], matters: Sequence[tuple[int, str]], chance: Random) -> None:
    copies: dict[type[Model], list[list[Any]]] = {model: [] for model in TABLES}
    for matter, number in matters:
        for model, rows in _copied(chance.choice(templates), matter, number).items():
            copies[model] += rows
    with transaction.atomic():
        for model in TABLES:
            bulk.write(model, copies[model])


def _copied(template: Template, matter: int, number: str) -> dict[type[Model], list[list[Any]]]:
    """The rows of one more order like the template, on another matter."""
    order, old = new_id(), template.row

    def said(text: str) -> str:
        for before, after in ((str(old.matter), str(matter)), (template.number, number), (str(old.id), str(order))):
            text = text.replace(before, after)
        return text

    links = [_fresh(each, record=order, other=matter) for each in template.rows[Link]]
    events, head = _chained(template, order, said, links)
    called = f"{old.number[:15]}{_lot(next(_serial))}"
    row = _fresh(
        old,
        id=order,
        number=called,
        matter=matter,
        title=said(old.title),
        facts=said(old.facts),
        head=head,
        mark=said(old.mark),
    )
    shared = (Standing, RunningClock, OwedPaper)
    rest: dict[type[Model], list[Any]] = {
        model: [_fresh(each, record=order) for each in template.rows[model]] for model in shared
    }
    found: dict[type[Model], list[Any]] = {Order: [row], Event: events, Link: links, **rest}
    return {model: [_values(each) for each in rows] for model, rows in found.items()}


def _lot(number: int) -> str:
    """Four signs that begin with a letter: the office's own lots are figures alone."""
    first, rest = divmod(number, 36**3)
    return f"{_SIGNS[10 + first]}{_SIGNS[rest // 1296]}{_SIGNS[rest // 36 % 36]}{_SIGNS[rest % 36]}"


def _chained(
    template: Template, order: int, said: Callable[[str], str], links: Sequence[Link]
) -> tuple[list[Event], bytes]:
    """Its events, each hashed after the one before, and the last hash."""
    algorithm, head, events = Algorithm(settings.HUIYIN_HASH), b"", []
    for each in template.rows[Event]:
        payload = json.loads(said(str(each.payload)))  # type: ignore[attr-defined]
        if "brings" in payload:
            payload["brings"] = ties(links)
        event: Event = _fresh(each, record=order, payload=canonical(payload))
        event.hash = head = link(head or None, body_of(event, payload), algorithm)
        events.append(event)
    return events, head


def _fresh(row: Any, **changed: Any) -> Any:
    """A row like another one, with an id of its own unless it says one."""
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row)(**{**kept, "id": new_id(), **changed})


def _values(row: Model) -> list[Any]:
    return [bulk.spell(getattr(row, field.attname)) for field in row._meta.concrete_fields]
