"""The topics of the record as one reader may see them: what is counted is what they may read, and nothing else.

Whoever sees figures and reads no matter (信息分析员) sees competence words and numbers of large topics.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from typing import Final

from django.db.models import Count

from huiyin.cases.models import Case
from huiyin.cases.queries import of_these
from huiyin.insights.models import Topic, TopicMember
from huiyin.insights.own import open_to_all
from huiyin.insights.topics.events import heat, most_at_once
from huiyin.law.chart.organs import Level
from huiyin.law.frame.facts import Actor

#: So many of the hottest topics of an area are looked at for one reader.
LOOKED: Final = 150
#: And no more matters than so many in all.
MOST: Final = 4000
#: A topic has at least so many matters; one without its matters (figures only) at least so many.
FEWEST, FEWEST_FIGURES = 2, 5
GROWTH: Final = timedelta(days=30)
_COUNTY: Final = Level.COUNTY.width


@dataclass(frozen=True, slots=True)
class Hot:
    """A topic for one reader.

    :param title: of the matter that is most like all others, of those the reader may read; empty for figures only.
    :param places: the counties where it happened, with how many matters each, the most first.
    :param now: matters of the last thirty days before ``today``; ``before`` those of the thirty days before.
    """

    id: int
    title: str
    thing: str
    places: tuple[tuple[str, int], ...]
    first: date
    last: date
    matters: int
    people: int
    now: int
    before: int
    heat: float
    cases: tuple[Case, ...] = ()


def topics_for(actor: Actor, today: date, area: str, one: int | None = None) -> list[Hot]:
    """The topics with matters that the actor may read, the hottest first.

    :param area: leading digits of a division code; only topics with a matter there.
    :param one: only this topic.
    """
    found = _members(area, one)
    ids = [member.case for members in found.values() for member in members]
    readable = of_these(actor, today, _still_open(ids))
    return _shown(found, today, FEWEST, lambda member: readable.get(member.case))


def figures_of(today: date, area: str) -> list[Hot]:
    """The same for whoever reads figures of an area and no matter: without titles, and only of large topics."""
    found = _members(area, None)
    still = set(_still_open([member.case for members in found.values() for member in members]))
    nameless = _shown(
        found, today, FEWEST_FIGURES, lambda member: Case(id=member.case) if member.case in still else None
    )
    return [_without_matters(each) for each in nameless]


def _without_matters(hot: Hot) -> Hot:
    return Hot(
        hot.id, "", hot.thing, hot.places, hot.first, hot.last, hot.matters, hot.people, hot.now, hot.before, hot.heat
    )


def _members(area: str, one: int | None) -> dict[Topic, list[TopicMember]]:
    here = TopicMember.objects.filter(place__startswith=area).values("topic")
    topics = Topic.objects.filter(id__in=here).order_by("-heat", "id")
    some = list((topics.filter(id=one) if one is not None else topics)[:LOOKED])
    many = TopicMember.objects.filter(topic__in=[topic.pk for topic in some]).values_list("topic")
    sizes = dict(many.annotate(many=Count("case")))
    ends = accumulate(sizes.get(topic.pk, 0) for topic in some)
    looked = {topic.pk: topic for at, (topic, end) in enumerate(zip(some, ends, strict=True)) if not at or end <= MOST}
    found: dict[Topic, list[TopicMember]] = defaultdict(list)
    for member in TopicMember.objects.filter(topic__in=list(looked)).order_by("topic", "rank")[:MOST]:
        found[looked[member.topic]].append(member)
    return found


def _still_open(ids: Iterable[int]) -> list[int]:
    """Of these what is, today too, no report and lies behind none."""
    return list(open_to_all().filter(id__in=list(ids)).values_list("id", flat=True))


def _shown(
    found: dict[Topic, list[TopicMember]], today: date, fewest: int, case_of: Callable[[TopicMember], Case | None]
) -> list[Hot]:
    hot = []
    for topic, members in found.items():
        mine = [(member, case) for member in members if (case := case_of(member)) is not None]
        if len(mine) >= fewest:
            hot.append(_hot(topic, mine, today))
    return sorted(hot, key=lambda each: (-each.heat, each.id))


def _hot(topic: Topic, mine: Sequence[tuple[TopicMember, Case]], today: date) -> Hot:
    members = [member for member, _ in mine]
    days = [member.day for member in members]
    people = len({member.person for member in members})
    at_once = most_at_once((datetime.combine(member.day, time.min), member.person) for member in members)
    places = Counter(member.place[:_COUNTY] for member in members if member.place)
    return Hot(
        topic.pk, mine[0][1].title, topic.thing, tuple(places.most_common()), min(days),
        max(days), len(members), people, sum(day > today - GROWTH for day in days),
        sum(today - 2 * GROWTH < day <= today - GROWTH for day in days), round(heat(people, at_once, 0), 1),
        tuple(case for _, case in mine),
    )  # fmt: skip
