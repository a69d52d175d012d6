"""The journal of a matter as the causes of supervision are judged by it (huiyin.law.order.causes)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby

from huiyin.cases.models import Case
from huiyin.cases.snapshots import load_facts
from huiyin.law.frame.verdict import Event as Told
from huiyin.law.order.causes import Earlier, Journal
from huiyin.law.reading import WHOLE
from huiyin.law.undertaking.facts import UndertakingFacts
from huiyin.law.undertaking.procedure import UNDERTAKING
from huiyin.oversight.models import Undertaking
from huiyin.record.door import as_law
from huiyin.record.models import Event
from huiyin.record.snapshots import facts_from


def journals_of(cases: Collection[Case]) -> dict[int, Journal]:
    """The journals of some matters, in four statements however many they are."""
    events = Event.objects.filter(record__in=[case.id for case in cases]).order_by("record", "seq")
    told = {record: [as_law(event) for event in group] for record, group in groupby(events, lambda each: each.record)}
    earlier = _earlier(case.follows for case in cases if case.follows is not None and case.repeat)
    promised = _promised(case.id for case in cases)
    return {
        case.id: Journal(
            load_facts(case.facts),
            _left(case, told[case.id]),
            earlier.get(case.follows or 0),
            promised.get(case.id, ()),
        )
        for case in cases
        if case.id in told
    }


def _promised(cases: Iterable[int]) -> Mapping[int, list[UndertakingFacts]]:
    """What was promised in these matters and is not over."""
    found: dict[int, list[UndertakingFacts]] = {}
    for row in Undertaking.objects.filter(matter__in=list(cases), queue_on__isnull=False).order_by("id"):
        found.setdefault(row.matter, []).append(facts_from(UNDERTAKING, row.facts))
    return found


def _left(case: Case, told: Sequence[Told]) -> Sequence[Told]:
    """The registration, and what no report lies behind: an order speaks of nothing else, whoever raises it."""
    closed = case.screened if 0 < case.screened < WHOLE else 0
    return [event for seq, event in enumerate(told, 1) if seq == 1 or seq > closed]


def _earlier(ids: Iterable[int]) -> Mapping[int, Earlier]:
    rows = Case.objects.filter(id__in=set(ids), closed_on__isnull=False).only("id", "facts", "closed_on")
    return {row.id: _as_earlier(row) for row in rows}


def _as_earlier(row: Case) -> Earlier:
    facts = load_facts(row.facts)
    return Earlier(facts.closure, row.closed_on, facts.responsible or facts.holder)
