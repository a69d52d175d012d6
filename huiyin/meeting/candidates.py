"""Which matters belong before the joint conference, found by one question; why, is told of each.

The numbers are data (huiyin.meeting.rules). A report of wrongdoing, or what lies behind one, is on no such list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Exists, OuterRef

from huiyin.cases.models import Case
from huiyin.cases.queries import readable_where
from huiyin.field.models import Dispute
from huiyin.law.dispute.vocabulary import Grade
from huiyin.law.frame.facts import Actor
from huiyin.law.terms import Stage
from huiyin.law.topic.vocabulary import Cause
from huiyin.meeting.models import Topic
from huiyin.meeting.rules import Rules, rules_on
from huiyin.people.charts import chart_on
from huiyin.record.conditions import beyond
from huiyin.record.kinds import KINDS
from huiyin.record.reading import visible_to
from huiyin.record.worlds import BEIJING, beijing_day

MOST: Final = 40
"""So many are shown, those that wait longest first."""
_MONTH: Final = timedelta(days=30)
_DISPUTED: Final = (Stage.OBJECTED.value, Stage.DISPUTED.value)

#: Open, in the area of the office, no report, on no agenda yet; and one of: it waits for the conference; it is urgent;
#: a dispute over who accepts has lain too long; its order was handed up and nobody answered; it is late while many
#: organs have to do with it; it has been open for months.
_WHICH: Final = """queue_on IS NOT NULL AND holder_code >= %s AND holder_code < %s AND NOT report AND screened = 0
    AND NOT EXISTS (SELECT 1 FROM meeting_topic t WHERE t.matter = cases_case.id AND t.closed_on IS NULL)
    AND (stage = 'conference' OR urgent
        OR (stage IN (%s, %s) AND last_on <= %s)
        OR EXISTS (SELECT 1 FROM oversight_order o WHERE o.matter = cases_case.id AND o.stage = 'handed_up')
        OR (queue_clock > '' AND queue_on < %s
            AND (SELECT count(*) FROM record_standing n WHERE n.record = cases_case.id) >= %s)
        OR lodged_at <= %s)"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A matter, and why it belongs before the conference."""

    case: Case
    cause: Cause


def candidates(actor: Actor, on: date) -> list[Candidate]:
    """What the office of the conference might put on its agenda, as far as the actor may read it."""
    office = chart_on(on).organs.get(actor.organ or 0)
    if office is None:
        return []
    rules = rules_on(on)
    disputed, open_since = on - timedelta(days=rules.disputed_days), on - _MONTH * rules.months
    values = (
        office.area, beyond(office.area), *_DISPUTED, disputed, on, rules.organs,
        datetime.combine(open_since, time.max, BEIJING),
    )  # fmt: skip
    found = readable_where(actor, on, _WHICH, values, f"ORDER BY queue_on, id LIMIT {MOST}")
    return [Candidate(case, next(_causes(case, on, rules, open_since))) for case in found]


def grave_disputes(actor: Actor, on: date) -> list[Dispute]:
    """Disputes in the area of the office that press most and that nobody has raised yet, as far as the actor may read
    them (one asks by dispute, place and kind, never by person)."""
    open_ones = Dispute.objects.filter(closed_on__isnull=True, grade=Grade.GRAVE.value)
    raised = Topic.objects.filter(matter=OuterRef("id"), closed_on__isnull=True)
    found = visible_to(KINDS["dispute"], actor, on).filter(~Exists(raised), id__in=open_ones.values("id"))
    return list(found.order_by("id")[:MOST])


def _causes(case: Case, on: date, rules: Rules, open_since: date) -> Iterator[Cause]:
    """What the row shows, the most pressing first; what only a count or an order shows comes last."""
    if case.urgent:
        yield Cause.URGENT
    if case.stage == Stage.CONFERENCE or case.stage in _DISPUTED:
        yield Cause.REMIT
    if beijing_day(case.lodged_at) <= open_since:
        yield Cause.LONG
    if case.queue_clock and case.queue_on is not None and case.queue_on < on:
        yield Cause.CROSS
    yield Cause.ESCALATED
