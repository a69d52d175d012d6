"""What grows (哪里多起来): topics by place, the last seven days beside the four weeks before.

A topic is the competence that a matter's title and claims point to by everyday words; reports of wrongdoing have none.
The rows are small counts, so a page must show the numbers themselves, never a rate alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.db import connection
from django.db.models import Q, Sum

from huiyin.cases.models import Case, Claim
from huiyin.insights.models import TopicDay
from huiyin.insights.suggesting import guess_words
from huiyin.law.chart.organs import Level
from huiyin.law.subjects import EVERYDAY

#: How a scope of a contribution begins that counts for a topic.
TOPIC = "t"
WEEK, WEEKS_BEFORE = timedelta(days=7), 4
#: Fewer are chance; and a topic grows when it is half as many again as in an ordinary week.
FEWEST, GROWN = 3, 1.5
_WIDTHS = sorted(level.width for level in Level)


@dataclass(frozen=True, slots=True)
class Growth:
    """A topic in a place (leading digits of its code): how many in seven days, and in the four weeks before."""

    topic: str
    place: str
    now: int
    before: int

    @property
    def usual(self) -> float:
        """How many an ordinary week had, with one decimal."""
        return round(self.before / WEEKS_BEFORE, 1)


def growing(area: str, today: date, most: int = 10) -> list[Growth]:
    """What came more often in the last seven days than before, the largest difference first.

    :param area: leading digits of a division code; places are the divisions one level below.
    """
    first = today - WEEK + timedelta(days=1)
    rows = TopicDay.objects.filter(area=area, day__gt=today - WEEK * (WEEKS_BEFORE + 1), day__lte=today)
    sums = rows.values("topic", "place").annotate(
        now=Sum("received", filter=Q(day__gte=first), default=0),
        before=Sum("received", filter=Q(day__lt=first), default=0),
    )
    found = [Growth(row["topic"], row["place"], row["now"], row["before"]) for row in sums]
    grown = [each for each in found if each.now >= FEWEST and each.now >= GROWN * each.before / WEEKS_BEFORE]
    return sorted(grown, key=lambda each: (each.usual - each.now, each.topic, each.place))[:most]


# How it is kept ------------------------------------------------------------------------------------------------------


def topics_of(cases: Sequence[Case]) -> dict[int, str]:
    """The topic of each matter, empty where its words point to none."""
    said: dict[int, list[str]] = defaultdict(list)
    claims = Claim.objects.filter(case__in=[case.id for case in cases], split_to=None).order_by("seq")
    for case, request in claims.values_list("case_id", "request"):
        said[case].append(request)
    return {case.id: _topic("\n".join(said[case.id]), case) for case in cases}


def _topic(text: str, case: Case) -> str:
    found = () if case.report else guess_words(text, EVERYDAY, case.title)
    return found[0].word if found else ""


def topic_scopes(case: Case, topic: str) -> Iterator[str]:
    """For which areas the topic counts, each with the place one level below in which it happened."""
    code = case.place.rstrip("0")
    for width, below in pairwise(_WIDTHS):
        if topic and len(code) > width:
            yield f"{TOPIC}{case.place[:width]}~{case.place[:below]}~{topic}"


_UPSERT = (
    f"INSERT INTO {TopicDay._meta.db_table} (area, day, topic, place, received) VALUES (%s, %s, %s, %s, %s)"
    f" ON CONFLICT (area, day, topic, place) DO UPDATE SET"
    f" received = {TopicDay._meta.db_table}.received + excluded.received"
)


def write_topics(changes: Mapping[tuple[str, date], int]) -> None:
    """Add to the counts; the keys are scopes and days, in one order everywhere so that two workers never lock."""
    rows = []
    for (scope, day), change in sorted(changes.items()):
        area, place, topic = scope.removeprefix(TOPIC).split("~")
        rows.append((area, day.isoformat(), topic, place, change))
    with connection.cursor() as cursor:
        cursor.executemany(_UPSERT, rows)
