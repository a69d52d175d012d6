"""The demonstration city: stories in data/demo/matters and data/demo/records, told through the one door that writes.

The days in a story count from the day of loading, so the desk always shows fresh, pressing and late matters.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from huiyin.cases.models import Case
from huiyin.cases.projections import query_code_of
from huiyin.house.demo import answers, reception, rooms
from huiyin.house.demo.cast import Cast
from huiyin.house.demo.play import Play, key_of
from huiyin.house.demo.records import read_record_stories
from huiyin.house.demo.stories import FOLDER, read_stories
from huiyin.insights.opened.publishing import publish
from huiyin.people import ledgers
from huiyin.people.calendars import calendar
from huiyin.record.keys import opened_under
from huiyin.store.locks import writing

#: Stories that show a petitioner much on their page: one to be confirmed, one being looked into, one to be reviewed.
EXAMPLES = ("dead-pears", "irrigation-ditch", "dark-balcony")


@dataclass(frozen=True, slots=True)
class Example:
    """What a visitor of the demonstration types to follow a matter."""

    number: str
    code: str
    title: str


def load(now: datetime) -> int:
    """Play every story up to ``now``, all or nothing.

    :returns: how many matters were opened; 0 if the stories have been played before.
    :raises StoryFault: a story asks for something the law refuses, or that nobody can read.
    """
    if is_loaded():
        return 0
    with writing():
        # People and organs were loaded today, the others write in the past of the play: a ledger never runs backwards.
        ledgers.begin((ledgers.ACCOUNTS, ledgers.REFERENCE))
        play = Play(read_stories(FOLDER), now, read_record_stories())
        play.run()
        answers.write_down(now, Cast())
        reception.plan(now)
        rooms.furnish(now, calendar())
        publish(now)
    return len(play.cases)


def is_loaded() -> bool:
    return any(True for _ in examples())


def examples() -> list[Example]:
    """Matters a visitor may follow on the portal; empty before :func:`load`."""
    events = [event for story in EXAMPLES if (event := opened_under(key_of(story)))]
    found = Case.objects.in_bulk([event.record for event in events])
    return [_example(found[event.record]) for event in events]


def _example(case: Case) -> Example:
    return Example(case.number, query_code_of(case), case.title)


__all__ = ["EXAMPLES", "Example", "examples", "is_loaded", "load"]
