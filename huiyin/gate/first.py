"""The first office (开办) of a new installation, where nobody is yet who could administer it.

Whoever started the site reads a code off its terminal, and with it says once where this is, which office keeps it and
who its first two people are: one who administers, and one who reads matters and is the second person of all that the
first one gives. From then on the page is closed, and everything goes the ways of :mod:`huiyin.gate.changes` and
:mod:`huiyin.gate.namings`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from huiyin.gate.models import Reset
from huiyin.gate.resets import in_groups, issue_by_machine, typed_right
from huiyin.people.loading.sheets import Row
from huiyin.people.loading.write import load
from huiyin.people.models import Organ, Person
from huiyin.record.worlds import beijing_day
from huiyin.store.locks import writing

_PURPOSE: Final = "huiyin.gate.first"


def is_open() -> bool:
    """Whether this installation still has no organ at all."""
    return not Organ.objects.exists()


def code() -> str:
    """What ``./run up`` prints until there is an office: from the installation's secret, kept nowhere."""
    return in_groups(_PURPOSE, "office")


def is_right(typed: str) -> bool:
    return typed_right(typed, code())


def begin(rows: Sequence[Row], usernames: Sequence[str], at: datetime) -> list[Reset]:
    """Load the rows of the first office, and give each of its people a slip.

    :returns: a slip for each user name, in that order; none where somebody was faster.
    :raises Rejected: with what is wrong with the rows; nothing was written then.
    """
    with writing():
        if not is_open():
            return []
        load(rows, on=beijing_day(at), demo_allowed=False)
        people = Person.objects.in_bulk(usernames, field_name="username")
        return [issue_by_machine(people[name], at) for name in usernames]
