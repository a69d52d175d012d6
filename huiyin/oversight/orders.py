"""Supervision orders (督办) as a kind of record: what the journal of the matter shows is asked before the law is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from huiyin.cases.asked import matter_for
from huiyin.cases.lending import titles
from huiyin.cases.models import Case, Screen
from huiyin.cases.relations import SUPERVISED
from huiyin.cases.screens import reports_behind
from huiyin.cases.snapshots import load_facts
from huiyin.law.frame.facts import SYSTEM, Actor
from huiyin.law.order.causes import Finding, causes_of
from huiyin.law.order.demands import DEMANDS
from huiyin.law.order.facts import MEASURES, OrderFacts
from huiyin.law.order.procedure import ORDER
from huiyin.law.order.vocabulary import Cause, OrderAct
from huiyin.law.sources.articles import cite
from huiyin.oversight.behind import secret
from huiyin.oversight.histories import journals_of
from huiyin.oversight.models import Order
from huiyin.people.posts import actor_of, people_of
from huiyin.record import rows
from huiyin.record.door import perform
from huiyin.record.kinds import Kind, Moment, Prepared
from huiyin.record.models import Link
from huiyin.record.projection import linked, project
from huiyin.record.reading import readers, resting_on
from huiyin.record.rows import Past, RowFault, differing
from huiyin.record.worlds import beijing_day, world_on
from huiyin.store.rows import read

#: How long an organ gets for its feedback unless the letter says another day.
FEEDBACK_DAYS: Final = 15
EARLIER: Final = "earlier"
#: Acts that rest on what the journal of the matter shows on the day.
_LOOKS: Final = frozenset({OrderAct.ISSUE, OrderAct.FALL_AWAY, OrderAct.HAND_UP, OrderAct.SOLVE})
#: Acts that hand it to somebody again.
_SENDS: Final = frozenset({OrderAct.RETURN, *MEASURES})
_OWN: Final = ("matter", "cause", "mark", "automatic")


def _prepare(row: Order, act: OrderAct, given: Mapping[str, Any], by: Actor, moment: Moment) -> Prepared:
    if act is OrderAct.RAISE:
        return _raised(row, given, by, moment.day)
    if act in _LOOKS:
        case = Case.objects.get(id=row.matter)
        return {**given, "found": _causes(found(case, moment.day)), **_secret(case, _rests_on(row), moment.day)}, ()
    if act in _SENDS:
        return {**given, **_secret(Case.objects.get(id=row.matter), _rests_on(row), moment.day)}, ()
    return given, ()


def _raised(row: Order, given: Mapping[str, Any], by: Actor, on: date) -> Prepared:
    """The matter by its number (as far as whoever raises it may read it), or by its id where the system found it."""
    case = _matter(given, by, on)
    findings = {finding.cause: finding for finding in found(case, on)}
    cause = Cause(given["cause"])
    finding = findings.get(cause)
    addressed = given.get("to_organ") or (finding.organ if finding else load_facts(case.facts).holder)
    row.matter, row.cause, row.mark = case.id, cause.value, finding.mark if finding else f"person:{row.id}"
    row.automatic = by.person is None
    links = [linked(row, ORDER.key, case.id, "matter", SUPERVISED)]
    if cause is Cause.CAME_AGAIN and case.follows is not None:
        links.append(linked(row, ORDER.key, case.follows, "matter", EARLIER))
    known: dict[str, Any] = {
        "title": title_of(cause, case.number), "matter": case.number, "matter_id": case.id, "mark": row.mark,
        "addressed": addressed,
        "automatic": row.automatic, "found": _causes(findings.values()), "taken": _taken(case, cause),
        **_secret(case, links, on),
    }  # fmt: skip
    return {**given, **known}, tuple(links)


def _matter(given: Mapping[str, Any], by: Actor, on: date) -> Case:
    if by.person is None:
        return Case.objects.get(id=given["matter_id"])
    return matter_for(OrderAct.RAISE, given, by, on, cite("xf2022", 40, 1), whole=False)


def title_of(cause: Cause, number: str) -> str:
    """Without a word of the matter: the title stands in lists. The letter is Chinese in every language."""
    return f"{cause.label}：{number}"


def found(case: Case, on: date) -> tuple[Finding, ...]:
    """What the journal of one matter shows on a day."""
    journal = journals_of([case]).get(case.id)
    return causes_of(journal, on, world_on(on).calendar) if journal else ()


def _causes(findings: Iterable[Finding]) -> list[str]:
    return [finding.cause.value for finding in findings]


def _taken(case: Case, cause: Cause) -> str | None:
    row = Order.objects.filter(matter=case.id, cause=cause.value, closed_on__isnull=True).first()
    return row.number if row else None


def _rests_on(row: Order) -> list[Link]:
    return list(Link.objects.filter(record=row.id))


def _secret(case: Case, links: Sequence[Link], on: date) -> dict[str, Any]:
    """Whom the reports that it rests on are about: they are never told, nor anybody below them or tied to them.

    What was closed when it was raised it does not speak of; whom that is about no answer here may tell.
    """
    return secret({case.id, *(link.other for link in links), *reports_behind(links)}, on, case.id)


def _suggest(row: Order, act: OrderAct, facts: OrderFacts, on: date) -> Mapping[str, Any]:
    """The letter as the record would write it; in Chinese, because it is one. A person reads it before it goes."""
    until = (on + timedelta(days=FEEDBACK_DAYS)).isoformat()
    if act is not OrderAct.ISSUE:
        return {"until": until} if act in (OrderAct.RETURN, OrderAct.PRESS) else {}
    shown = next((each for each in found(Case.objects.get(id=row.matter), on) if each.cause is facts.cause), None)
    return {"account": str(shown.account) if shown else "", "demand": DEMANDS.get(facts.cause, ""), "until": until}


def _derive(row: Order, pasts: Sequence[Past]) -> Iterator[RowFault]:
    """What every kind has, and the columns of an order by its first event."""
    yield from rows.opened(row, ORDER, pasts)
    facts: OrderFacts = pasts[-1].after
    wanted = Order(
        id=row.id, matter=facts.matter, cause=facts.cause.value,
        mark=facts.mark, automatic=facts.automatic,
    )  # fmt: skip
    yield from differing([row], [wanted], ("pk",), _OWN, row.id)


def under_order(cases: Iterable[int]) -> dict[int, list[Order]]:
    """The open orders that went out, by matter: what whoever reads the matter may know of."""
    asked = list(cases)
    among = f"matter IN ({','.join(['%s'] * len(asked))}) AND closed_on IS NULL AND stage <> 'proposed'"
    rows = read(Order, among, asked, "ORDER BY id") if asked else []
    closed = _closed(rows)
    told: dict[int, list[Order]] = {}
    for row in rows:
        if row.id not in closed:
            told.setdefault(row.matter, []).append(row)
    return told


def _closed(rows: Sequence[Order]) -> set[int]:
    """Those that rest on what lies behind a report now."""
    if not rows or not Screen.objects.filter(case__in={row.matter for row in rows}).exists():
        return set()
    links = Link.objects.filter(record__in=[row.id for row in rows], how=SUPERVISED)
    return {link.record for link in links if reports_behind([link])}


def shut(cases: Iterable[int], at: datetime) -> None:
    """Take back the orders that whoever they stand with can read no more: a report lies behind them now. Their period
    would run on and nobody there could answer; what is left of the matter is looked at anew."""
    day = beijing_day(at)
    open_ones = Order.objects.filter(id__in=resting_on(cases), closed_on__isnull=True)
    for row in open_ones.order_by("id"):
        there = [actor_of(each.person, on=day, organ=row.holder) for each in people_of(row.holder, on=day)]
        if not readers(ORDERS, row.id, there, day):
            perform(ORDERS, record=row.id, act=OrderAct.SHUT, by=SYSTEM, at=at)


ORDERS = Kind(
    ORDER, Order, project, prepare=_prepare, suggest=_suggest, derive=_derive, mark="D", plural="orders",
    borrows=titles,
    told={
        OrderAct.PRESS: "pressed", OrderAct.NOTE_OVERDUE: "overdue", OrderAct.RETURN: "returned",
        OrderAct.HAND_UP: "pressed", **dict.fromkeys(MEASURES, "pressed"),
    },
)  # fmt: skip
