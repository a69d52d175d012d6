"""Matters as topics and early signs read them: what is said, where, when, and a mark of who, which is never kept.

Reports of wrongdoing, what lies behind one and whatever accuses somebody are not among them (own.open_to_all).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Final

from huiyin.cases.earlier import PETITIONERS
from huiyin.cases.models import Case, Party
from huiyin.insights.own import open_to_all, words_of
from huiyin.insights.suggesting import guess_words
from huiyin.law.subjects import EVERYDAY
from huiyin.record.worlds import beijing_day

#: No more than so many are read.
MOST: Final = 100_000
#: What is looked at of a matter's words.
READ: Final = 600
_SLICE: Final = 500
#: What makes two people one, the surest first. A name alone does not.
_MARKS: Final = ("id_index", "phone_index", "email_index")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A matter as it is read: by whom (a mark), of what, where and when."""

    case: int
    title: str
    words: str
    person: str
    place: str
    at: datetime

    @property
    def day(self) -> date:
        return beijing_day(self.at)


def matters(since: datetime, most: int = MOST) -> list[Spoken]:
    """The matters since then whose words may stand beside others, the newest of them where there are too many."""
    cases = open_to_all().filter(lodged_at__gte=since).order_by("-lodged_at", "-id")[:most]
    found: list[Spoken] = []
    rest = cases.iterator(chunk_size=_SLICE)
    while some := list(islice(rest, _SLICE)):
        found += _read(some)
    return found[::-1]


def _read(cases: Sequence[Case]) -> Iterator[Spoken]:
    ids = [case.id for case in cases]
    said, people = words_of(ids), _people(ids)
    for case in cases:
        person, words = people.get(case.id, f"case{case.id}"), said.get(case.id, "")[:READ]
        yield Spoken(case.id, case.title, words, person, case.place, case.lodged_at)


def _people(cases: Sequence[int]) -> dict[int, str]:
    """Who brought each matter, as a mark that is never written down."""
    found: dict[int, str] = {}
    parties = Party.objects.filter(case__in=cases, capacity__in=PETITIONERS).order_by("id")
    for case, *marks in parties.values_list("case_id", *_MARKS):
        mark = next((bytes(each).hex() for each in marks if each), "")
        if mark:
            found.setdefault(case, mark)
    return found


def thing_of(row: Spoken) -> str:
    """The everyday competence word that a matter points to, of a fixed list; empty where none is plain."""
    guesses = guess_words(row.words, EVERYDAY, row.title)
    return guesses[0].word if guesses else ""
