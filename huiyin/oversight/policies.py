"""Which rules people complain of (政策执行反馈): those whose titles, 《…》, matters name, and what became of these.

Only matters whose words may stand beside others are read (huiyin.insights.own.open_to_all): no report of wrongdoing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import QuerySet

from huiyin.cases.models import Case, Claim
from huiyin.insights.own import open_to_all, words_of
from huiyin.law.terms import Outcome

#: A longer text between these signs is no title.
_TITLE: Final = re.compile(r"《([^《》\n]{2,40})》")
#: No more matters than so many are read for one bulletin, the newest.
MOST: Final = 5000
NAMED: Final = 5
_SLICE: Final = 400


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that ``many`` matters name; of these ``answered`` have an answer and ``supported`` a claim found right."""

    title: str
    many: int
    answered: int
    supported: int


def complained_of(area: str, first: date, last: date, most: int = NAMED) -> list[Rule]:
    """The rules that most matters of some days name, the most first."""
    named: dict[str, set[int]] = defaultdict(set)
    for case, titles in _titles(
        list(_registered(area, first, last).order_by("-id").values_list("id", flat=True)[:MOST])
    ):
        for title in titles:
            named[title].add(case)
    first_ones = sorted(named.items(), key=lambda each: (-len(each[1]), each[0]))[:most]
    return [_rule(title, sorted(cases)) for title, cases in first_ones]


def naming(title: str, area: str, first: date, last: date) -> list[int]:
    """The matters of these days that name a rule."""
    ids = list(_registered(area, first, last).order_by("-id").values_list("id", flat=True)[:MOST])
    return [case for case, titles in _titles(ids) if title in titles]


def _registered(area: str, first: date, last: date) -> QuerySet[Case]:
    return open_to_all().filter(place__startswith=area, lodged_at__date__gte=first, lodged_at__date__lte=last)


def _titles(ids: Sequence[int]) -> Iterable[tuple[int, frozenset[str]]]:
    for start in range(0, len(ids), _SLICE):
        for case, words in words_of(ids[start : start + _SLICE]).items():
            yield case, frozenset(_TITLE.findall(words))


def _rule(title: str, cases: Sequence[int]) -> Rule:
    claims = Claim.objects.filter(case__in=cases, split_to=None).exclude(outcome="")
    answered = set(claims.values_list("case_id", flat=True))
    supported = set(claims.filter(outcome=Outcome.SUPPORTED.value).values_list("case_id", flat=True))
    return Rule(title, len(cases), len(answered), len(supported))
