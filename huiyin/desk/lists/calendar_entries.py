"""What stands in a calendar feed: records of any kind that fall due, charges among them (包案), what one's organ
is asked to help with (协办), and reception days.

Calendars are copied to telephones and elsewhere, so an entry tells the limit and the number, never the matter's words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils.translation import gettext

from huiyin.desk.links import case_link
from huiyin.desk.lists.helping import Asked, asked_to_help
from huiyin.desk.records.fetching import url_of
from huiyin.law.beside import Manner
from huiyin.law.frame.facts import Actor
from huiyin.reception.models import ReceptionDay
from huiyin.record.kinds import KINDS, Kind
from huiyin.record.models import Recorded
from huiyin.record.reading import queue_of
from huiyin.record.worlds import BEIJING
from huiyin.wording.words import grouped

#: Reception days stay in the calendar for a while after they are over.
BEHIND = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. A ``begins`` without a time of day means the whole of that day, and ``ends`` says nothing then.

    :param key: the same for the same thing for ever, so that a calendar changes an entry and adds no second one.
    :param path: where it leads.
    """

    key: str
    begins: date
    ends: date
    summary: str
    path: str
    place: str = ""
    cancelled: bool = False


def entries(person: int, actors: Iterable[Actor], today: date) -> Iterator[Entry]:
    """Everything of one person, from all the posts held now."""
    actors = list(actors)
    for actor in actors:
        for kind in KINDS:
            for row in queue_of(kind, actor, today).exclude(queue_clock="").iterator():
                yield _due(kind, row)
        yield from (_helped(each, each.until) for each in asked_to_help(actor, today) if each.until)
    if actors:
        yield from map(_received, ReceptionDay.objects.filter(leader=person, on__gte=today - BEHIND).iterator())


def _due(kind: Kind, row: Recorded) -> Entry:
    assert row.queue_on is not None
    said = f"{gettext(kind.procedure.clocks(row.queue_clock).label)} · {grouped(row.number)}"
    return Entry(f"{row.id}-{row.queue_clock}", row.queue_on, row.queue_on, said, url_of(kind, row.number))


def _helped(asked: Asked, until: date) -> Entry:
    said = f"{gettext('请本单位协办')} · {grouped(asked.case.number)}"
    return Entry(f"{asked.case.id}-help", until, until, said, case_link(asked.case.number))


def _received(day: ReceptionDay) -> Entry:
    begins, ends = _moment(day.on, day.begins), _moment(day.on, day.ends)
    said = " · ".join(part for part in (gettext(Manner(day.manner).label), day.topic) if part)
    path = reverse("desk:reception-day", args=[day.id])
    return Entry(f"reception-{day.id}", begins, ends, said, path, day.place, bool(day.cancelled))


def _moment(on: date, at: time) -> datetime:
    return datetime.combine(on, at, BEIJING)
