"""Which old matters are put before a leader (约访、阅信): by rules that the record bears out, never by who it is.

The numbers in the rules are data (huiyin.reception.leading). A report of wrongdoing is on no such list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from huiyin.cases.models import Case
from huiyin.cases.queries import of_these, readable_where
from huiyin.cases.relations import SUPERVISED
from huiyin.law.frame.facts import Actor
from huiyin.law.reading import overseen_area
from huiyin.law.terms import Act, Execution
from huiyin.law.visit.vocabulary import Chosen
from huiyin.people.charts import chart_on
from huiyin.reception.leading import leading_on
from huiyin.reception.models import Visit
from huiyin.record.conditions import beyond
from huiyin.record.kinds import KINDS
from huiyin.record.models import Event, Link
from huiyin.record.reading import of_these as of_these_records
from huiyin.record.worlds import BEIJING, beijing_day
from huiyin.store.statements import answers

MOST: Final = 40
"""So many of each rule are shown; whoever has more begins with these."""
#: Among so many orders there are as many that somebody of the place may read; what rests on a report drops out.
_LOOKED_AT: Final = 4 * MOST
_MONTH: Final = timedelta(days=30)


def rules_of(case: Case, on: date) -> tuple[Chosen, ...]:
    """The rules by which a matter may be put before a leader on a day."""
    return tuple(rule for rule in leading_on(on).choose if _FITS[rule](case, on))


def _long_open(case: Case, on: date) -> bool:
    return case.closed_on is None and beijing_day(case.lodged_at) <= _cut(on)


def _denied(case: Case, on: date) -> bool:
    return _denials([case.id])[case.id] >= leading_on(on).choose[Chosen.DENIED_TWICE]


def _ordered(case: Case, on: date) -> bool:
    return _open_orders([case.id])[case.id] >= leading_on(on).choose[Chosen.UNDER_ORDER]


_FITS: Final = {Chosen.LONG_OPEN: _long_open, Chosen.DENIED_TWICE: _denied, Chosen.UNDER_ORDER: _ordered}


def _cut(on: date) -> date:
    return on - _MONTH * leading_on(on).choose[Chosen.LONG_OPEN]


def _denials(cases: Sequence[int]) -> Counter[int]:
    denied = Event.objects.filter(record__in=cases, act=Act.DENY_EXECUTION.value)
    return Counter(denied.values_list("record", flat=True))


def _open_orders(cases: Sequence[int]) -> Counter[int]:
    """Orders that went out and are not settled, by matter."""
    links = Link.objects.filter(other__in=cases, how=SUPERVISED)
    found: Counter[int] = Counter()
    for kind in KINDS:
        mine = {row.record: row.other for row in links if row.record_kind == kind.key}
        rows = kind.model.objects.filter(id__in=mine, closed_on__isnull=True).exclude(stage="proposed") if mine else ()
        found.update(mine[row.id] for row in rows)
    return found


# The list ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Candidate:
    """A matter that a rule finds, with the rules it meets."""

    case: Case
    rules: tuple[Chosen, ...]


def candidates(actor: Actor, on: date) -> list[Candidate]:
    """Matters of the actor's own organ, or of the area it oversees, that may be put before a leader; those with a visit
    under way are left out."""
    found = {case.id: case for case in _proposed(actor, on) if not case.report and not case.screened}
    busy = set(Visit.objects.filter(matter__in=found, closed_on__isnull=True).values_list("matter", flat=True))
    left = [case for case in found.values() if case.id not in busy]
    denied, ordered = _denials([case.id for case in left]), _open_orders([case.id for case in left])
    told = [Candidate(case, tuple(_met(case, on, denied, ordered))) for case in left]
    return sorted((each for each in told if each.rules), key=lambda each: (-len(each.rules), each.case.lodged_at))


def _met(case: Case, on: date, denied: Counter[int], ordered: Counter[int]) -> Iterator[Chosen]:
    choose = leading_on(on).choose
    if _long_open(case, on):
        yield Chosen.LONG_OPEN
    if denied[case.id] >= choose[Chosen.DENIED_TWICE]:
        yield Chosen.DENIED_TWICE
    if ordered[case.id] >= choose[Chosen.UNDER_ORDER]:
        yield Chosen.UNDER_ORDER


def _proposed(actor: Actor, on: date) -> Iterator[Case]:
    here, values = _here(actor, on)
    yield from _longest_open(actor, on)
    denied = f"id IN (SELECT case_id FROM cases_claim WHERE execution = '{Execution.DENIED.value}') AND {here}"
    yield from readable_where(actor, on, denied, values, f"ORDER BY id LIMIT {MOST}")
    yield from of_these(actor, on, _under_order(actor, on)).values()


def _longest_open(actor: Actor, on: date) -> list[Case]:
    """Along the index of all that is open by its age, which tells the area of each: nothing settled is passed.

    That the area is asked by its first signs keeps both databases from walking through all the area ever had instead.
    """
    area = overseen_area(actor, chart_on(on))
    here, value = (f"substr(holder_code, 1, {len(area)}) = %s", area) if area else ("holder = %s", actor.organ)
    cut = datetime.combine(_cut(on), time.max, BEIJING)
    long = f"queue_on IS NOT NULL AND lodged_at <= %s AND {here}"
    return readable_where(actor, on, long, [cut, value], f"ORDER BY lodged_at, id LIMIT {MOST}")


def _here(actor: Actor, on: date) -> tuple[str, list[object]]:
    area = overseen_area(actor, chart_on(on))
    return ("holder_code >= %s AND holder_code < %s", [area, beyond(area)]) if area else ("holder = %s", [actor.organ])


def _under_order(actor: Actor, on: date) -> list[int]:
    """The matters of the orders that fall due next, of the area or of the organ that is pressed.

    Which fall due next stands in an index; who may read them is asked of these few (150 ms of 20,000 orders otherwise).
    """
    kind = KINDS.get("order")
    if kind is None:
        return []
    here, values = _here(actor, on)
    going = f"{here} AND queue_on IS NOT NULL AND stage <> 'proposed' ORDER BY queue_on, id LIMIT {_LOOKED_AT}"
    next_due = answers(f'SELECT id FROM "{kind.model._meta.db_table}" WHERE {going}', values)
    rows = of_these_records(kind, actor, on, [record for (record,) in next_due])
    return [row.matter for row in sorted(rows.values(), key=lambda row: (row.queue_on, row.id))[:MOST]]
