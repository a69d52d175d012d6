"""./run bench likeness: how fast, and how surely, the matters most like one are found in a large city.

The city's letters are put together from a few phrases, so that no word of them is rare: the hardest case for speed. For
recall, documents of our own sentences about places of their own are put into the index, and asked for by edits of them;
where an edit leaves nothing that not more than ten others say as well, it is counted apart.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any, Final

from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.cases.queries import visible_to
from huiyin.house.bench.planted import Editor, Message, told_of
from huiyin.house.demo.cast import Cast as Handles
from huiyin.insights import counting_words, rarity, storage
from huiyin.insights.own import words_of
from huiyin.insights.related import akin_to, same_as
from huiyin.insights.similar import closest
from huiyin.insights.words import words_in
from huiyin.law.terms import Role
from huiyin.record.worlds import beijing_day
from huiyin.store.ids import new_id
from huiyin.store.locks import writing

#: So many documents are planted, and so many cards looked at.
PLANTED, CARDS = 300, 300
OF_TEN: Final = 10
EDITS: Final = ("shuffled", "halved", "mistyped", "reworded", "mixed")


def measured(seed: int) -> dict[str, Any]:
    """What it took and found; called by ``./run bench --inside likeness`` in a city that is there."""
    chance = Random(seed)
    planted = list(_planted(chance, seed))
    started = time.perf_counter()
    counting_words.count(timezone.now(), anew=True)
    counted = time.perf_counter() - started
    rarity.known()
    found, asked = _recall(planted, seed)
    cards, worked = _cards(chance)
    return {
        "matters": Case.objects.count(),
        "recall@10": {name: round(share, 3) for name, share in found.items()},
        "index p50, p95 ms": _p(asked),
        "card p50, p95 ms": _p(cards),
        "card p50, p95 ms of CPU in this process": _p(worked),
        "words counted in s": round(counted, 1),
    }


def _planted(chance: Random, seed: int) -> Iterator[tuple[int, Message]]:
    """Documents in the index, with their ids."""
    for title, text in told_of(chance, PLANTED):
        number = new_id()
        with writing():
            storage.put({number: words_in([title, text])})
        yield number, (title, text)


def _recall(planted: list[tuple[int, Message]], seed: int) -> tuple[dict[str, float], list[float]]:
    editor, took = Editor([message for _, message in planted], seed), list[float]()
    shares: dict[str, float] = {}
    held = {number: words_in(message) for number, message in planted}
    for name in EDITS:
        hits = Counter[str]()
        for number, message in planted:
            title, text = getattr(editor, name)(*message)
            started = time.perf_counter()
            near = closest(f"{title}。{text}")[:OF_TEN]
            took.append(time.perf_counter() - started)
            # Half of a letter without its title may say nothing that is its own: then nobody can tell which it was.
            words = words_in([title, text])
            alone = sum(len(words & each) >= len(words & held[number]) for each in held.values()) <= OF_TEN
            sort = name if alone else f"{name}, nothing left of its own"
            hits.update({sort: number in near, f"of {sort}": 1})
        shares |= {
            f"{sort} ({many})": hits[sort] / many
            for sort, many in ((each[3:], hits[each]) for each in hits if each.startswith("of "))
        }
    return shares, took


def _cards(chance: Random) -> tuple[list[float], list[float]]:
    """The earlier and alike matters of cards of the city's dispatcher, compared, as a page has them: by the clock, and
    what this process worked, which other work on the machine does not change."""
    handles, today = Handles(), beijing_day(timezone.now())
    actor = handles.on_duty(handles.organ("qc-xfj"), Role.DISPATCHER, today)
    some = list(visible_to(actor, today).filter(report=False).order_by("-id")[: CARDS * 4])
    took, worked = list[float](), list[float]()
    for case in chance.sample(some, min(CARDS, len(some))):
        words = words_of([case.id]).get(case.id, "")
        started, used = time.perf_counter(), time.process_time()
        akin = akin_to(case, f"{case.title}\n{words}", actor, today)
        same_as(case.title, words, [*akin.earlier[:12], *akin.alike], case.id)
        took.append(time.perf_counter() - started)
        worked.append(time.process_time() - used)
    return took, worked


def _p(took: list[float]) -> list[float]:
    ordered = sorted(took)
    return [round(ordered[int(len(ordered) * part)] * 1000, 1) for part in (0.5, 0.95)] if ordered else []
