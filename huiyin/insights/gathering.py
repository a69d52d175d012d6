"""Once a day, beside the worker: the newest matters are gathered into topics (热点).

No word of a matter is kept: a topic is the ids of its matters, with a number for each person that means nothing
elsewhere. Reports of wrongdoing, what lies behind one and whatever accuses somebody are not among what is read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from huiyin.insights import models
from huiyin.insights.same.compare import Told
from huiyin.insights.spoken import Spoken, matters, thing_of
from huiyin.insights.topics.events import Said, Topic, topics_of
from huiyin.people.divisions import divisions_in
from huiyin.record.worlds import BEIJING, beijing_day
from huiyin.store.locks import alone, writing

#: So far back.
SPAN: Final = timedelta(days=365)
SLICE: Final = 500


def gather(now: datetime, anew: bool = False) -> int:
    """Make the topics of the day, unless that was done; says how many there are.

    :param anew: even if it was done today.
    """
    if not (anew or due(now)):
        return 0
    with alone("gather") as ours:
        if not ours:
            return 0
        rows = matters(now - SPAN)
        found = topics_of([_said(row) for row in rows], divisions=_divisions()) if len(rows) > 1 else []
        _keep(rows, found)
        with writing():
            models.Gathered.objects.update_or_create(id=1, defaults={"day": beijing_day(now)})
    return len(found)


def _said(row: Spoken) -> Said:
    return Said(Told.of(row.title, row.words, row.person), row.at.astimezone(BEIJING).replace(tzinfo=None))


def _divisions() -> frozenset[str]:
    """The names of the city's own divisions, which say nothing of a matter of the city."""
    return frozenset(part for _, path in divisions_in("") for part in path.split(" "))


def due(now: datetime) -> bool:
    """Whether the topics of the day are still to be made."""
    done = models.Gathered.objects.filter(id=1).values_list("day", flat=True).first()
    return done is None or done < beijing_day(now)


# How it is kept ------------------------------------------------------------------------------------------------------


def _keep(rows: Sequence[Spoken], found: Sequence[Topic]) -> None:
    """Write the topics anew. One that is mostly an earlier one keeps its number: an address still leads there."""
    before = dict(models.TopicMember.objects.values_list("case", "topic"))
    numbers = _numbers([[before.get(rows[at].case) for at in topic.members] for topic in found])
    with writing():
        models.TopicMember.objects.all().delete()
        models.Topic.objects.exclude(id__in=[number for number in numbers if number]).delete()
        members: list[models.TopicMember] = []
        for topic, number in zip(found, numbers, strict=True):
            kept = _kept(rows, topic, number)
            kept.save()
            members += _members(rows, topic, kept.pk)
        models.TopicMember.objects.bulk_create(members, batch_size=SLICE)


def _numbers(before: Sequence[Sequence[int | None]]) -> list[int | None]:
    """For each topic the earlier one from which most of its matters come, if more than half do; none twice."""
    taken: set[int] = set()
    numbers: list[int | None] = []
    for members in before:
        counts = Counter(each for each in members if each is not None and each not in taken)
        number, many = next(iter(counts.most_common(1)), (None, 0))
        numbers.append(number if number is not None and 2 * many > len(members) else None)
        taken |= {number} if numbers[-1] is not None and number is not None else set()
    return numbers


def _kept(rows: Sequence[Spoken], topic: Topic, number: int | None) -> models.Topic:
    some = [rows[at] for at in topic.members]
    things = Counter(thing for row in some if (thing := thing_of(row)))
    thing = next((thing for thing, many in things.most_common(1) if 2 * many > len(some)), "")
    days = [row.day for row in some]
    return models.Topic(id=number, heat=topic.heat, first=min(days), last=max(days), thing=thing)


def _members(rows: Sequence[Spoken], topic: Topic, number: int) -> Iterator[models.TopicMember]:
    people: dict[str, int] = defaultdict(lambda: len(people))
    for rank, at in enumerate(topic.central):
        row = rows[at]
        yield models.TopicMember(
            case=row.case, topic=number, person=people[row.person], rank=rank, place=row.place, day=row.day
        )
