"""Over the whole record: which matters one person brought twice, and which are the same matter of different people.

Each matter is held against earlier ones, by what its claims say: those of the same person (by blind indexes) and those
that share its rarest words. It goes on where it ended, so that what came or was imported since is compared once. Kept
are ids and an answer, no word; a person says whether it is one matter, and that is remembered (Likeness). Reports of
wrongdoing, what lies behind one and whatever accuses somebody are not among them, neither here nor on a page.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Final

from django.db import OperationalError, close_old_connections, connection
from django.db.models import Q
from django.utils import timezone

from huiyin.cases.envelopes import Envelope
from huiyin.cases.models import Case
from huiyin.insights import counting_words, rarity
from huiyin.insights.earlier import earlier_ids
from huiyin.insights.models import Compared, Document, Likeness
from huiyin.insights.own import open_to_all, words_of
from huiyin.insights.same.compare import Same, Told, compare
from huiyin.insights.similar import closest, telling
from huiyin.insights.storage import find_all
from huiyin.record.worlds import beijing_day
from huiyin.store.ids import first_id_at
from huiyin.store.locks import alone, writing

#: So many matters are compared between two notes of how far it came.
SLICE: Final = 50
#: Of the closest so many are compared, and of one person's earlier matters so many of the newest.
CLOSEST: Final = 12
#: What is being written now is left for the next time.
SETTLED: Final = timedelta(minutes=1)
IDLE_SECONDS: Final = 60.0
#: So many matters in one round beside the worker.
ROUND: Final = 2000
Tell = Callable[[str], None]
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a round found: matters compared, repeats of one person, candidates for one topic."""

    matters: int = 0
    repeats: int = 0
    alike: int = 0


def look(now: datetime, tell: Tell = lambda said: None, most: int | None = None, anew: bool = False) -> Looked:
    """Compare what was not compared yet; where another process is at it, nothing is done.

    :param most: no more than about so many, so that whoever asked can do something else between.
    :param anew: from the first matter on; what people said stays.
    """
    with alone("likeness") as ours:
        if not ours:
            return Looked()
        counting_words.count(now)
        upto = 0 if anew else (Compared.objects.filter(id=1).values_list("upto", flat=True).first() or 0)
        total = Looked()
        while (most is None or total.matters < most) and (some := _next(upto, now)):
            found = list(_found(some, now))
            upto = some[-1].id
            with writing():
                Likeness.objects.bulk_create(_still_open(found), ignore_conflicts=True)
                Compared.objects.update_or_create(id=1, defaults={"upto": upto, "at": now})
            repeats = sum(each.one_person for each in found)
            total = Looked(total.matters + len(some), total.repeats + repeats, total.alike + len(found) - repeats)
            tell(f"{total.matters:,} matters compared: {total.repeats:,} repeats, {total.alike:,} of other people")
        return total


def watch(stop: threading.Event, once: bool = False) -> None:
    """Beside the worker: whatever came, or was imported, is compared within minutes, until ``stop`` is set; or once."""
    try:
        while not stop.is_set():
            done = 0
            try:
                close_old_connections() if not connection.in_atomic_block else None
                done = look(timezone.now(), most=ROUND).matters
            except OperationalError:
                connection.close()
            except Exception:
                logger.exception("comparing matters")
            if once:
                return
            stop.wait(1.0 if done else IDLE_SECONDS)
    finally:
        if not once:
            connection.close()


def _next(upto: int, now: datetime) -> list[Case]:
    """The matters after this one, as far as the index has them."""
    rows = open_to_all().filter(id__gt=upto, id__lt=first_id_at(now - SETTLED)).order_by("id")
    some = list(rows[:SLICE])
    indexed = set(Document.objects.filter(id__in=[case.id for case in some]).values_list("id", flat=True))
    return list(takewhile(lambda case: case.id in indexed, some))


def _found(cases: Sequence[Case], now: datetime) -> Iterator[Likeness]:
    said = words_of([case.id for case in cases])
    theirs = {case.id: _before(case, earlier_ids(case.id))[-CLOSEST:] for case in cases}
    near = {case.id: _before(case, _closest(f"{case.title}。{said.get(case.id, '')}"))[:CLOSEST] for case in cases}
    wanted = {number for found in (*theirs.values(), *near.values()) for number in found}
    others = {case.id: case for case in open_to_all().filter(id__in=wanted)}
    words = words_of(list(others))
    weigh = rarity.weighing()
    for case in cases:
        mine = Told.of(case.title, said.get(case.id, ""), "one")
        for number in dict.fromkeys([*theirs[case.id], *near[case.id]]):
            if number in others:
                one_person = number in theirs[case.id]
                told = Told.of(others[number].title, words.get(number, ""), "one" if one_person else "another")
                verdict = compare(mine, told, weigh)
                if verdict.same is not Same.NO:
                    yield Likeness(
                        case=case.id, other=number, one_person=one_person, same=verdict.same.value,
                        score=verdict.score, place=case.place, found_on=beijing_day(now),
                    )  # fmt: skip


def _still_open(found: Sequence[Likeness]) -> list[Likeness]:
    """Those of which nothing became a report while they were compared."""
    ids = {number for row in found for number in (row.case, row.other)}
    open_ = set(open_to_all().filter(id__in=ids).values_list("id", flat=True))
    return [row for row in found if {row.case, row.other} <= open_]


def _before(case: Case, numbers: Sequence[int] | set[int]) -> list[int]:
    """Those that came before the matter; of a set by age."""
    ordered = sorted(numbers) if isinstance(numbers, set) else numbers
    return [number for number in ordered if number < case.id]


def _closest(words: str) -> list[int]:
    if found := closest(words):
        return found
    said = telling(words)
    tries = [find_all(said[:size], CLOSEST) for size in (4, 2) if len(said) >= size]
    return list(dict.fromkeys(number for some in tries for number in some))


def answer(number: int, said: str, person: int, at: datetime) -> bool:
    """A person says whether it is one matter; the last word stands, with who and when.

    :param said: ``SAME``, ``DIFFERENT`` (huiyin.insights.related), or empty to leave it open again.
    :returns: whether there is such a question.
    """
    values = {"answer": said, "by": person if said else None, "at": at if said else None}
    with writing():
        return Likeness.objects.filter(id=number).update(**values) > 0


def put_in(case: int, upto: int, envelope: Envelope) -> None:
    """Of what is, or lies behind, a report nothing tells that it is like another matter, or of the same person: that
    one still says who that is (huiyin.cases.enveloping)."""
    Likeness.objects.filter(Q(case=case) | Q(other=case)).delete()
