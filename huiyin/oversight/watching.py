"""The worker looks once a day at every matter in which something may have to be supervised (应督必督).

What it finds becomes a proposed order at the office that watches over the organ; a person sends it. What nobody has
sent falls away by itself when the record no longer shows it. The walk goes by ids, some hundred matters at a time, so
that it neither holds up the clocks nor begins anew when the worker does.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError
from django.db.models import QuerySet

from huiyin.cases.models import Case
from huiyin.cases.snapshots import load_facts
from huiyin.law.chart.watching import offices_over
from huiyin.law.frame.facts import SYSTEM, World
from huiyin.law.frame.turn import Holding
from huiyin.law.order.causes import Finding, causes_of
from huiyin.law.order.demands import DEMANDS
from huiyin.law.order.vocabulary import OrderAct, OrderStage
from huiyin.law.terms import Role
from huiyin.law.undertaking.vocabulary import UndertakingStage as Promise
from huiyin.oversight.histories import journals_of
from huiyin.oversight.models import Order, Undertaking, Watched
from huiyin.oversight.orders import FEEDBACK_DAYS, ORDERS
from huiyin.record.door import Refused, open_record, perform
from huiyin.record.worlds import beijing_day, world_on

logger = logging.getLogger(__name__)
SLICE: Final = 200
#: So long does one round look; what is left is looked at in the next.
SECONDS: Final = 2.0
#: Stands for "to the end of the day's walk".
ALL: Final = 2**62
#: Who gets what was found, in this order.
WATCHERS: Final = (Role.SUPERVISOR, Role.DISPATCHER, Role.HEAD)
_PROMISED: Final = tuple(each.value for each in (Promise.PROMISED, Promise.OFFERED, Promise.DENIED))


def watch(now: datetime) -> int:
    """Go on with the walk of the day; nothing when it is done.

    :returns: how many orders were proposed.
    """
    today = beijing_day(now)
    place, _ = Watched.objects.get_or_create(id=1, defaults={"day": today})
    if place.day < today:
        place.day, place.after = today, 0
    if place.day > today or place.after >= ALL:
        return 0
    if place.after == 0:
        fall_away(now)
    until, proposed = time.monotonic() + SECONDS, 0
    while place.after < ALL and time.monotonic() < until:
        some = _next(place.after)
        proposed += look_at(some, now)
        place.after = some[-1].id if len(some) == SLICE else ALL
    place.save()
    return proposed


def _next(after: int) -> list[Case]:
    """The next matters in which anything can be found: open ones, and those where something promised is not done."""
    open_ones = Case.objects.filter(queue_on__isnull=False, id__gt=after).order_by("id")[:SLICE]
    promised = Undertaking.objects.filter(queue_on__isnull=False, stage__in=_PROMISED, matter__gt=after)
    ids = list(promised.order_by("matter").values_list("matter", flat=True).distinct()[:SLICE])
    cases = {case.id: case for case in open_ones}
    cases |= {case.id: case for case in Case.objects.filter(id__in=[each for each in ids if each not in cases])}
    return [cases[each] for each in sorted(cases)][:SLICE]


def look_at(cases: Sequence[Case], now: datetime) -> int:
    """Judge some matters, and propose an order for whatever is found and was not ordered before."""
    day = beijing_day(now)
    world = world_on(day)
    known = _known(case.id for case in cases)
    journals = journals_of(cases)
    proposed = 0
    for case in cases:
        for finding in causes_of(journals[case.id], day, world.calendar) if case.id in journals else ():
            if known.isdisjoint({(case.id, finding.cause.value), (case.id, finding.cause.value, finding.mark)}):
                proposed += _propose(case, finding, world, now)
    return proposed


def _known(cases: Iterable[int]) -> set[tuple[int | str, ...]]:
    """Causes with an open order, and occurrences that were found before, whatever became of them."""
    rows = Order.objects.filter(matter__in=list(cases)).values_list("matter", "cause", "mark", "closed_on")
    known: set[tuple[int | str, ...]] = set()
    for matter, cause, mark, closed_on in rows:
        known.add((matter, cause, mark))
        if closed_on is None:
            known.add((matter, cause))
    return known


def _propose(case: Case, finding: Finding, world: World, now: datetime) -> int:
    whose = _watcher(case, finding, world)
    if whose is None:
        return 0
    given = {
        "matter": case.number, "matter_id": case.id, "cause": finding.cause.value, "account": str(finding.account),
        "demand": DEMANDS[finding.cause], "to_organ": finding.organ, "confirmed": False,
        "until": (beijing_day(now) + timedelta(days=FEEDBACK_DAYS)).isoformat(),
    }  # fmt: skip
    key = f"order:{case.id}:{finding.cause.value}:{finding.mark}"
    try:
        open_record(ORDERS, by=SYSTEM, at=now, given=given, key=key, whose=whose)
    except (Refused, IntegrityError) as fault:
        # Somebody was faster, or the law wants none; the next day asks again.
        logger.info("no order is proposed: %s", type(fault).__name__)
        return 0
    return 1


def _watcher(case: Case, finding: Finding, world: World) -> Holding | None:
    """The nearest office that watches over the organ, and who there gets it; of a report only one that has it."""
    facts = load_facts(case.facts)
    shut, unfit = world.barred(facts), world.unfit(facts) | facts.recused
    for office in offices_over(world.chart, world.standing(finding.organ)):
        if office in shut or (case.report and office not in facts.organs):
            continue
        person = world.duty(office, WATCHERS, unfit)
        if person is not None:
            return Holding(office, person)
    return None


def fall_away(now: datetime) -> None:
    """Take back what was found, not sent, and is no longer so."""
    day, after = beijing_day(now), 0
    calendar = world_on(day).calendar
    while rows := list(_waiting(after)):
        journals = journals_of(list(Case.objects.filter(id__in={row.matter for row in rows})))
        for row in rows:
            causes = causes_of(journals[row.matter], day, calendar) if row.matter in journals else ()
            if row.cause not in {each.cause.value for each in causes}:
                _take_back(row, now)
        after = rows[-1].id


def _waiting(after: int) -> QuerySet[Order]:
    proposed = Order.objects.filter(stage=OrderStage.PROPOSED.value, queue_on__isnull=False, id__gt=after)
    return proposed.order_by("id")[:SLICE]


def _take_back(row: Order, now: datetime) -> None:
    try:
        perform(ORDERS, record=row.id, act=OrderAct.FALL_AWAY, by=SYSTEM, at=now)
    except Refused as refused:
        logger.info("a proposed order stays: %s", refused)
