"""Once a day, beside the worker: the newest matters are gathered into topics (热点), and early signs are looked for.

No word of a matter is kept: a topic is the ids of its matters, with a number for each person that means nothing
elsewhere. Reports of wrongdoing, what lies behind one and whatever accuses somebody are not among what is read.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Final

from django.db import OperationalError, close_old_connections, connection
from django.utils import timezone

from huiyin.cases.earlier import PETITIONERS
from huiyin.cases.models import Case, Party
from huiyin.insights import models
from huiyin.insights.everyday import EVERYDAY
from huiyin.insights.own import open_to_all, words_of
from huiyin.insights.same.compare import Told
from huiyin.insights.suggesting import guess_words
from huiyin.insights.topics.events import Said, Topic, topics_of
from huiyin.people.divisions import divisions_in
from huiyin.record.worlds import BEIJING, beijing_day
from huiyin.store.locks import alone, writing

#: So far back, and no more than so many.
SPAN: Final = timedelta(days=365)
MOST: Final = 100_000
#: What is looked at of a matter's words.
READ: Final = 600
SLICE: Final = 500
IDLE_SECONDS: Final = 60.0
#: What makes two people one, the surest first. A name alone does not.
_MARKS: Final = ("id_index", "phone_index", "email_index")
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Gathering:
    """A matter as it is read for topics: by whom, of what, where and when."""

    case: int
    title: str
    words: str
    person: str
    place: str
    at: datetime

    @property
    def day(self) -> date:
        return beijing_day(self.at)


def watch(stop: threading.Event, once: bool = False) -> None:
    """Gather whenever a new day has begun, until ``stop`` is set; or only now."""
    try:
        while not stop.is_set():
            try:
                close_old_connections() if not connection.in_atomic_block else None
                gather(timezone.now())
            except OperationalError:
                connection.close()
            except Exception:
                logger.exception("gathering topics")
            if once:
                return
            stop.wait(IDLE_SECONDS)
    finally:
        if not once:
            connection.close()


def gather(now: datetime, anew: bool = False) -> int:
    """Make the topics of the day, unless that was done; says how many there are.

    :param anew: even if it was done today.
    """
    today = beijing_day(now)
    done = models.Gathered.objects.filter(id=1).values_list("day", flat=True).first()
    if done is not None and done >= today and not anew:
        return 0
    with alone("gather") as ours:
        if not ours:
            return 0
        rows = matters(now - SPAN)
        found = topics_of([_said(row) for row in rows], divisions=_divisions()) if len(rows) > 1 else []
        _keep(rows, found)
        with writing():
            models.Gathered.objects.update_or_create(id=1, defaults={"day": today})
    return len(found)


def matters(since: datetime, most: int = MOST) -> list[Gathering]:
    """The matters since then whose words may stand beside others, the newest of them where there are too many."""
    cases = open_to_all().filter(lodged_at__gte=since).order_by("-lodged_at", "-id")[:most]
    found: list[Gathering] = []
    rest = cases.iterator(chunk_size=SLICE)
    while some := list(islice(rest, SLICE)):
        found += _read(some)
    return found[::-1]


def _read(cases: Sequence[Case]) -> Iterator[Gathering]:
    ids = [case.id for case in cases]
    said, people = words_of(ids), _people(ids)
    for case in cases:
        person, words = people.get(case.id, f"case{case.id}"), said.get(case.id, "")[:READ]
        yield Gathering(case.id, case.title, words, person, case.place, case.lodged_at)


def _people(cases: Sequence[int]) -> dict[int, str]:
    """Who brought each matter, as a mark that is never written down."""
    found: dict[int, str] = {}
    parties = Party.objects.filter(case__in=cases, capacity__in=PETITIONERS).order_by("id")
    for case, *marks in parties.values_list("case_id", *_MARKS):
        mark = next((bytes(each).hex() for each in marks if each), "")
        if mark:
            found.setdefault(case, mark)
    return found


def thing_of(row: Gathering) -> str:
    """The everyday competence word that a matter points to, of a fixed list; empty where none is plain."""
    guesses = guess_words(row.words, EVERYDAY, row.title)
    return guesses[0].word if guesses else ""


def _said(row: Gathering) -> Said:
    return Said(Told.of(row.title, row.words, row.person), row.at.astimezone(BEIJING).replace(tzinfo=None))


def _divisions() -> frozenset[str]:
    """The names of the city's own divisions, which say nothing of a matter of the city."""
    return frozenset(part for _, path in divisions_in("") for part in path.split(" "))


# How it is kept ------------------------------------------------------------------------------------------------------


def _keep(rows: Sequence[Gathering], found: Sequence[Topic]) -> None:
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


def _kept(rows: Sequence[Gathering], topic: Topic, number: int | None) -> models.Topic:
    some = [rows[at] for at in topic.members]
    things = Counter(thing for row in some if (thing := thing_of(row)))
    thing = next((thing for thing, many in things.most_common(1) if 2 * many > len(some)), "")
    days = [row.day for row in some]
    return models.Topic(id=number, heat=topic.heat, first=min(days), last=max(days), thing=thing)


def _members(rows: Sequence[Gathering], topic: Topic, number: int) -> Iterator[models.TopicMember]:
    people: dict[str, int] = defaultdict(lambda: len(people))
    for rank, at in enumerate(topic.central):
        row = rows[at]
        yield models.TopicMember(
            case=row.case, topic=number, person=people[row.person], rank=rank, place=row.place, day=row.day
        )
