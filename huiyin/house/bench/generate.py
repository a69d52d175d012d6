"""A made-up city of any size, the same for the same seed but for ids and ciphertexts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from random import Random

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.house.bench import bulk
from huiyin.house.bench.multiply import Copy, Plate, Press
from huiyin.house.bench.rehearsal import TABLES, rehearse
from huiyin.house.bench.shapes import SHAPES
from huiyin.insights import storage
from huiyin.insights.growing import write_topics
from huiyin.insights.models import COUNTS, DailyFigure
from huiyin.record.models import NumberCounter

MOST_TEMPLATES = 240
COPIES_PER_TEMPLATE = 100
HOURS = 8
PORTION = 5000
#: Matters of one week and a half lie mixed in the tables, as they came.
MIXED_DAYS = 10


def generate(count: int, seed: int, told: Callable[[int], None] = lambda done: None) -> None:
    """Fill an empty record with ``count`` matters.

    :param told: called with the number of matters written so far.
    :raises ValueError: there are matters already; a record that is somebody's is never touched.
    """
    if Case.objects.exists():
        raise ValueError("The generator writes into an empty record only.")
    chance = Random(seed)
    press = Press(chance, count)
    plates = _plates(count, chance)
    for done in _print(press, _order(plates, count, chance)):
        told(done)
    _close(press, plates)


def _plates(count: int, chance: Random) -> list[Plate]:
    """Every shape once, the frequent ones oftener, each at several hours of its days."""
    wanted = min(MOST_TEMPLATES, count // COPIES_PER_TEMPLATE)
    more = chance.choices(SHAPES, [shape.weight for shape in SHAPES], k=max(0, wanted - len(SHAPES)))
    templates = rehearse([*SHAPES, *more], chance, timezone.now())
    return [Plate(template, chance, bulk.spell) for template in templates for _ in range(HOURS)]


def _order(plates: Sequence[Plate], count: int, chance: Random) -> list[Plate]:
    """Which plate is printed when: shapes as often as their weight says, days more or less in their order."""
    drawn = Counter(plate.template.shape for plate in plates)
    weights = [plate.template.shape.weight / drawn[plate.template.shape] for plate in plates]
    chosen = chance.choices(plates, weights, k=count)
    return sorted(chosen, key=lambda plate: plate.template.day.toordinal() + MIXED_DAYS * chance.random())


def _print(press: Press, order: Sequence[Plate]) -> Iterator[int]:
    for start in range(0, len(order), PORTION):
        copies = [press.copy(plate) for plate in order[start : start + PORTION]]
        with transaction.atomic():
            for model in TABLES:
                bulk.write(model, _rows(model, copies))
            storage.put({copy.case: copy.words for copy in copies})
        yield start + len(copies)


def _rows(model: type[Model], copies: Sequence[Copy]) -> list[list[object]]:
    return [row for copy in copies for row in copy.rows.get(model, ())]


def _close(press: Press, plates: Sequence[Plate]) -> None:
    """The counters of numbers, the topics, and the daily figures."""
    write_topics(press.topics)
    NumberCounter.objects.bulk_create(
        NumberCounter(prefix=prefix, last=last) for prefix, last in press.counters.items()
    )
    sums: Counter[tuple[str, date, str]] = Counter()
    for plate in plates:
        for row in plate.template.figures:
            for name in COUNTS:
                sums[row.scope, row.day, name] += press.printed[plate] * getattr(row, name)
    days = {(scope, day) for scope, day, _ in sums}
    DailyFigure.objects.bulk_create(
        (DailyFigure(scope=scope, day=day, **{name: sums[scope, day, name] for name in COUNTS}) for scope, day in days),
        batch_size=500,
    )
