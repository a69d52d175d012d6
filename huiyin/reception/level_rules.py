"""Which leader a matter goes to (分级包案): by numbers that the record shows, beside rules that are data.

The numbers are of the matter, never of who petitions; a report of wrongdoing has no rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from huiyin.cases.lodging import PETITIONING
from huiyin.cases.models import Case, Party, Submission
from huiyin.cases.relations import SUPERVISED, resting
from huiyin.law.charge.vocabulary import Rule
from huiyin.law.chart.organs import Level
from huiyin.law.terms import Act
from huiyin.reception.leading import leading_on
from huiyin.record.models import Event
from huiyin.record.worlds import beijing_day

_COUNTED: Final = (Act.DENY_EXECUTION.value, Act.REOPEN.value)


def levels_asked(case: Case, on: date) -> dict[Rule, Level]:
    """The level of leader that each rule asks for on a day, the highest one of each rule; no rule that is not met."""
    numbers = _numbers(case, on)
    found: dict[Rule, Level] = {}
    for each in leading_on(on).charging.rules:
        met = numbers.get(each.rule, 0) >= each.least
        if met and (each.rule not in found or each.level.is_above(found[each.rule])):
            found[each.rule] = each.level
    return found


def asked_level(found: Mapping[Any, Level]) -> str:
    """The highest of them, empty where no rule is met."""
    return max(found.values(), key=lambda level: level.height).value if found else ""


def _numbers(case: Case, on: date) -> dict[Rule, int]:
    acts = list(Event.objects.filter(record=case.id, act__in=_COUNTED).values_list("act", flat=True))
    orders = [row for row in resting(case, how=SUPERVISED) if row.closed_on is None and row.stage != "proposed"]
    return {
        Rule.LONG_OPEN: 0 if case.closed_on else _months(beijing_day(case.lodged_at), on),
        Rule.DENIED: acts.count(Act.DENY_EXECUTION.value),
        Rule.UNDER_ORDER: len(orders),
        Rule.GROUP: _people(case),
        Rule.CAME_BACK: acts.count(Act.REOPEN.value) + (case.follows is not None),
    }


def _months(since: date, on: date) -> int:
    """Whole months between two days."""
    return (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day)


def _people(case: Case) -> int:
    """How many stand behind it: named in it, or come at once."""
    named = Party.objects.filter(case=case, capacity__in=PETITIONING).count()
    present = (
        Submission.objects.filter(case=case).order_by("-persons_present").values_list("persons_present", flat=True)
    )
    return max(named, present.first() or 1)
