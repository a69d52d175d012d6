"""How rare each word of the record is, counted once a week in a sample; no report of wrongdoing is among it."""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from huiyin.insights.models import Document, WordRarity
from huiyin.insights.own import open_to_all
from huiyin.insights.rarity import PLACES, STEPS, forget, place_of
from huiyin.store.locks import writing

#: So many matters are counted, taken from so many stretches of the record, of each so many at a time.
SAMPLE, STRETCHES = 20_000, 100
EACH: Final = SAMPLE // STRETCHES
#: Among fewer matters the words by which one is known again are looked for as they stand.
FEWEST: Final = 1000
#: After so long it is counted anew.
FRESH: Final = timedelta(days=7)
#: Marks of who may find a matter begin with it (huiyin.insights.marks).
_MARK: Final = "_"


def count(now: datetime, anew: bool = False) -> bool:
    """Count a sample of the record, unless that was done not long ago; says whether it was.

    :param anew: whenever it was done last.
    """
    last = WordRarity.objects.filter(id=1).values_list("at", flat=True).first()
    matters = Document.objects.count() if anew or last is None or last < now - FRESH else 0
    if matters < FEWEST:
        return False
    counted: Counter[int] = Counter()
    sampled = 0
    for words in _sample():
        sampled += 1
        counted.update({place_of(word) for word in words})
    if not sampled:
        return False
    counts = bytearray(PLACES)
    for place, many in counted.items():
        counts[place] = min(round(math.log2(many + 1) * STEPS), 255)
    with writing():
        WordRarity.objects.update_or_create(
            id=1,
            defaults={"at": now, "matters": matters, "sampled": sampled, "counts": zlib.compress(bytes(counts))},
        )
    forget()
    return True


def _sample() -> Iterator[list[str]]:
    """Words of matters that may stand beside others, from all over the record; no report among them.

    Ids tell when a matter came, and matters do not come evenly: what was imported in one night lies in a thousandth of
    the span. So a stretch that holds more than was taken from it is divided again, until there are enough.
    """
    first, last = (Document.objects.order_by(way).values_list("id", flat=True)[0] for way in ("id", "-id"))
    spans, left = [(first, last + 1)], SAMPLE
    while spans:
        parts = [part for span in spans for part in _divided(*span, max(STRETCHES // len(spans), 1))]
        spans = []
        for low, high in parts:
            if left <= 0:
                return
            some = Document.objects.filter(id__gte=low, id__lt=high).order_by("id")[:EACH]
            found = dict(some.values_list("id", "words"))
            left -= len(found)
            if len(found) == EACH:
                spans.append((max(found) + 1, high))
            for number in open_to_all().filter(id__in=list(found)).values_list("id", flat=True):
                yield [word for word in _words(found[number]) if not word.startswith(_MARK)]


def _divided(low: int, high: int, parts: int) -> list[tuple[int, int]]:
    """A span of ids in so many stretches of one width, from its beginning to its end."""
    width = max(-(-(high - low) // parts), 1)
    return [(begin, min(begin + width, high)) for begin in range(low, high, width)]


def _words(stored: str) -> list[str]:
    """The words of a document as either database gives them: with spaces between, or each in quotes."""
    return [word.strip("'") for word in stored.split(" ")]
