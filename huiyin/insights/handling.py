"""What journals show of handling, kept so that a page need not read them: per matter, and counted per organ and month.

Nothing is kept of a report of wrongdoing, nor of a matter of which a part lies behind one: not even a count may tell.
Everything here can be drawn anew from the record.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final

from django.db import connection
from django.db.models import Max, Q

from huiyin.cases.models import Case, Submission
from huiyin.insights.earlier import earlier_ids
from huiyin.insights.models import HandlingMark, MonthMark, SameAnswer
from huiyin.insights.own import words_of
from huiyin.insights.related import same_as
from huiyin.insights.same.compare import Same
from huiyin.law.matter.handled import marks
from huiyin.law.matter.shown import Around, Mark, Shown, Told, around
from huiyin.people.calendars import calendar
from huiyin.people.charts import chart_on
from huiyin.record.door import as_law
from huiyin.record.models import Event
from huiyin.record.worlds import beijing_day

#: What is not counted by month: each text of an answer is one of its own.
_APART: Final = frozenset({Shown.SAME_WORDS})
Kept = tuple[int, str, int, date, str, int, str]
_COLUMNS: Final = ("case", "name", "organ", "on", "value", "other", "place")


@dataclass(frozen=True)
class _Batch:
    """Matters whose marks are drawn anew together, with those that their journals speak of."""

    cases: Mapping[int, Case]
    told: Mapping[int, Told]

    def drawn(self, case: Case, again: Mapping[int, date], world: Around) -> set[Mark]:
        earlier = self.told.get(case.follows or 0) if case.repeat else None
        return set(marks(self.told[case.id], earlier, again, world))


def refresh(ids: Collection[int], fresh: Collection[int] = ()) -> None:
    """Draw the marks of these matters, and of those that stand beside them, anew; in the indexer's transaction.

    :param fresh: matters that nobody has looked at before: whether they were registered anew is looked up.
    """
    touched = _touched(ids)
    before = _kept(touched)
    cases = {case.id: case for case in Case.objects.filter(id__in=touched)}
    shown = {number: case for number, case in cases.items() if is_open(case)}
    batch = _Batch(cases, _told(shown, [case.follows for case in shown.values() if case.repeat and case.follows]))
    after = _anew(batch, shown, before, fresh) | _drawn(batch, shown)
    _write(before, after)


def is_open(case: Case) -> bool:
    """Whether anything may be counted of it at all."""
    return not case.report and not case.screened


def _touched(ids: Collection[int]) -> set[int]:
    """With whatever these follow, and whatever speaks of them."""
    follows = Case.objects.filter(id__in=ids).exclude(follows=None).values_list("follows", flat=True)
    speaking = HandlingMark.objects.filter(other__in=ids).values_list("case", flat=True)
    return {*ids, *(each for each in follows if each), *speaking}


def _kept(ids: Iterable[int]) -> set[Kept]:
    return set(HandlingMark.objects.filter(case__in=list(ids)).values_list(*_COLUMNS))


def _told(cases: Mapping[int, Case], earlier: Iterable[int]) -> dict[int, Told]:
    """The journals of these matters and of those they follow, as far as anything may be counted of them."""
    more = {case.id: case for case in Case.objects.filter(id__in=set(earlier) - cases.keys()) if is_open(case)}
    ids = [*cases, *more]
    people = dict(Submission.objects.filter(case__in=ids).values_list("case").annotate(many=Max("persons_present")))
    rows = Event.objects.filter(record__in=ids).order_by("record", "seq")
    return {
        record: Told(record, [as_law(event) for event in events], people.get(record, 1))
        for record, events in groupby(rows, lambda event: event.record)
    }


def _drawn(batch: _Batch, shown: Mapping[int, Case]) -> set[Kept]:
    again = _again(batch, shown)
    found: set[Kept] = set()
    for number, case in shown.items():
        world = around(chart_on(case.last_on), calendar())
        found |= {_as_kept(case, mark) for mark in batch.drawn(case, again[number], world)}
    return found


def _again(batch: _Batch, shown: Mapping[int, Case]) -> dict[int, dict[int, date]]:
    """By matter those that follow it, each with its day."""
    rows = HandlingMark.objects.filter(name=Shown.AGAIN, other__in=list(shown)).exclude(case__in=list(batch.cases))
    found: dict[int, dict[int, date]] = defaultdict(dict)
    for number, other, on in rows.values_list("case", "other", "on"):
        found[other][number] = on
    for case in shown.values():
        if case.repeat and case.follows and case.follows in batch.told:
            found[case.follows][case.id] = beijing_day(case.lodged_at)
    return found


def _as_kept(case: Case, mark: Mark) -> Kept:
    return (case.id, mark.name.value, mark.organ, mark.on, mark.value, mark.other, case.place[:6])


# Registered anew ----------------------------------------------------------------------------------------------------


def _anew(batch: _Batch, shown: Mapping[int, Case], before: Iterable[Kept], fresh: Collection[int]) -> set[Kept]:
    """Matters that say what an answered one of the same person said, and do not say that they follow it."""
    marked = {row[0] for row in before if row[1] == Shown.ANEW}
    looked = [case for case in shown.values() if not case.repeat and (case.id in marked or case.id in fresh)]
    return {_as_kept(case, mark) for case in looked for mark in _registered_anew(case)}


def _registered_anew(case: Case) -> Iterator[Mark]:
    day = beijing_day(case.lodged_at)
    since = day - timedelta(days=around(chart_on(day), calendar()).signs.anew_days)
    others = earlier_ids(case.id) or {0}
    rows = Case.objects.filter(Q(closed_on__gte=since) | Q(answered_on__gte=since), id__in=others)
    earlier: list[Case] = [each for each in rows if is_open(each) and each.lodged_at < case.lodged_at]
    same = same_as(case.title, words_of([case.id]).get(case.id, ""), earlier) if earlier else {}
    for each in sorted(earlier, key=lambda one: -one.id):
        if same.get(each.id) is Same.YES:
            yield Mark(Shown.ANEW, each.holder, day, "", each.id)
            return


# Written ------------------------------------------------------------------------------------------------------------


def _write(before: set[Kept], after: set[Kept]) -> None:
    gone, new = before - after, after - before
    for case, rows in groupby(sorted(gone), lambda row: row[0]):
        for _, name, organ, on, value, other, _place in rows:
            HandlingMark.objects.filter(case=case, name=name, organ=organ, on=on, value=value, other=other).delete()
    HandlingMark.objects.bulk_create([HandlingMark(**dict(zip(_COLUMNS, row, strict=True))) for row in sorted(new)])
    months: Counter[tuple[int, date, str, str, str]] = Counter()
    words: Counter[tuple[int, str]] = Counter()
    for rows_, sign in ((new, 1), (gone, -1)):
        for _, name, organ, on, value, _other, place in rows_:
            if name in _APART:
                words[organ, value] += sign
            else:
                months[organ, on.replace(day=1), name, _counted(name, value), place] += sign
    _add(MonthMark._meta.db_table, ("organ", "month", "name", "value", "place"), months)
    _add(SameAnswer._meta.db_table, ("organ", "words"), words)


def _counted(name: str, value: str) -> str:
    """What of a mark's value parts its counts: days and clocks do not."""
    return value if name in _PARTED else ""


_PARTED: Final = frozenset({Shown.AGAIN, Shown.SKIPPED, Shown.GROUP, Shown.ROOT, Shown.RULE})


def _add(table: str, key: Sequence[str], changes: Mapping[Any, int]) -> None:
    """Add to counts, in one order everywhere, so that two workers cannot wait for each other."""
    rows = [[*_plain(names), change] for names, change in sorted(changes.items()) if change]
    text = (
        f"INSERT INTO {table} ({', '.join(key)}, many) VALUES ({', '.join(['%s'] * (len(key) + 1))})"
        f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET many = {table}.many + excluded.many"
    )
    with connection.cursor() as cursor:
        cursor.executemany(text, rows)


def _plain(names: Iterable[Any]) -> list[Any]:
    return [name.isoformat() if isinstance(name, date) else name for name in names]
