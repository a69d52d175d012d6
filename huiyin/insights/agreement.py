"""How often people agreed with what is proposed to them (建议有没有用), by month, from the record's own corrections.

Once a day the newest classed matters are read again: what the everyday words propose as class of each claim beside the
class a person gave it, and the organ of which a model that is on is sure beside the one that accepted. Kept are counts
and the newest corrections (ids, two keys, who, when), no word. Reports of wrongdoing, what lies behind one and whatever
accuses somebody are not among it, so that the class of a report is never judged here.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.cases.snapshots import load_facts
from huiyin.insights import own_subjects
from huiyin.insights.models import Agreement, Correction
from huiyin.insights.own import claims_of, open_to_all, opinion
from huiyin.insights.own_subjects import chosen_of, joined, path_of
from huiyin.insights.subjects import guess_subject, top
from huiyin.insights.suggesting import guess_class
from huiyin.law.terms import Act
from huiyin.people.charts import chart_on
from huiyin.people.subjects import below
from huiyin.record.models import Event
from huiyin.record.worlds import beijing_day
from huiyin.store.locks import alone, writing

#: So far back, and no more than so many of the newest matters.
SPAN: Final = timedelta(days=365)
MOST, SLICE = 20_000, 500
#: So many of the newest corrections are kept.
KEPT: Final = 60
#: What is watched.
CLASS, ORGAN, SUBJECT = "class", "organ", "subject"
#: Below so many of a kind a month says nothing.
FEWEST: Final = 20
#: The last so many months are held against those before.
LATE: Final = 3
#: Acts that say a class, and an organ.
_SAYING: Final = {
    CLASS: (Act.CLASSIFY,), ORGAN: (Act.TRANSFER, Act.ASSIGN, Act.ACCEPT), SUBJECT: (Act.LODGE, Act.CLASSIFY),
}  # fmt: skip
#: So long a name may be under which something is counted.
LONGEST: Final = 40
#: Contents are held against each other down to so many levels: the third is what people word anew.
DEEP: Final = 2
MODELS: Final = settings.HUIYIN_DATA_DIR / "insight"


@dataclass(frozen=True, slots=True)
class Judged:
    """What was proposed of a matter and what a person chose."""

    case: int
    what: str
    day: date
    proposed: str
    chosen: str

    @property
    def name(self) -> str:
        """Under what it is counted: contents by their first level."""
        return top(self.proposed) if self.what == SUBJECT else self.proposed


def watch(now: datetime) -> None:
    """Once a day, after the seal: count anew what people did with the proposals of a year."""
    count(now, MODELS)


def count(now: datetime, folder: Path) -> int:
    """Count anew; says of how many proposals.

    :param folder: where the models learned from the record lie.
    """
    with alone("agreement") as ours:
        if not ours:
            return 0
        months: dict[tuple[date, str, str], Counter[str]] = defaultdict(Counter)
        corrected: list[Judged] = []
        many = 0
        for each in _judged(now, folder):
            many += 1
            right = each.proposed == each.chosen
            months[each.day.replace(day=1), each.what, each.name].update(["many", *(["agreed"] if right else [])])
            if not right and len(corrected) < KEPT:
                corrected.append(each)
        _keep(months, corrected)
    return many


def _judged(now: datetime, folder: Path) -> Iterator[Judged]:
    """The newest first."""
    rest = open_to_all().filter(lodged_at__gte=now - SPAN).order_by("-lodged_at", "-id")[:MOST]
    some: list[Case] = []
    for case in rest.iterator(chunk_size=SLICE):
        some.append(case)
        if len(some) == SLICE:
            yield from _of(some, folder)
            some = []
    yield from _of(some, folder)


def _of(cases: Sequence[Case], folder: Path) -> Iterator[Judged]:
    claims: dict[int, list[tuple[str, str, str, str]]] = defaultdict(list)
    rows = claims_of([case.id for case in cases]).order_by("case", "seq")
    for number, *parts in rows.values_list("case_id", "request", "facts", "kind", "ground"):
        claims[number].append((parts[0], parts[1], parts[2], parts[3]))
    written, catalogue = chosen_of([case.id for case in cases]), _catalogue()
    for case in cases:
        day = beijing_day(case.lodged_at)
        if case.id in written:
            yield from _about(case, day, claims[case.id], written[case.id], catalogue, folder)
        for request, facts, kind, ground in claims[case.id]:
            if kind:
                chosen = f"{kind}.{ground}" if ground else kind
                yield Judged(case.id, CLASS, day, guess_class(f"{request}\n{facts}").key, chosen)
        said = load_facts(case.facts)
        if said.responsible is not None and said.accepted_on is not None:
            words = "\n".join(part for each in claims[case.id] for part in each[:2])
            told = opinion(folder, case.title, words)
            if told is not None and told.sure:
                yield Judged(case.id, ORGAN, day, str(told.organ), str(said.responsible))


def _about(
    case: Case,
    day: date,
    claims: Sequence[tuple[str, ...]],
    chosen: tuple[str, ...],
    words: Sequence[str],
    folder: Path,
) -> Iterator[Judged]:
    """What the matter is about, where that was proposed without doubt, as deep as both go."""
    text = "\n".join(part for each in claims for part in each[:2])
    guess = joined(own_subjects.opinion(folder, case.title, text), guess_subject(text, case.title, words))
    deep = min(DEEP, len(chosen))
    if guess.sure:
        proposed = path_of(guess.path)[:deep]
        # People may write what they like into the register; a table of counts keeps its beginning.
        said = (below(*path)[:LONGEST] for path in (proposed, chosen[: len(proposed)]))
        yield Judged(case.id, SUBJECT, day, *said)


def _catalogue() -> list[str]:
    chart = chart_on(timezone.localdate())
    return sorted(frozenset().union(*(organ.competences for organ in chart.organs.values())))


def _keep(months: dict[tuple[date, str, str], Counter[str]], corrected: Sequence[Judged]) -> None:
    by = _by_whom(corrected)
    with writing():
        Agreement.objects.all().delete()
        Agreement.objects.bulk_create(
            Agreement(month=month, what=what, name=name, many=counted["many"], agreed=counted["agreed"])
            for (month, what, name), counted in sorted(months.items())
        )
        Correction.objects.all().delete()
        Correction.objects.bulk_create(
            Correction(
                case=each.case, what=each.what, proposed=each.proposed, chosen=each.chosen,
                by=by[each.case, each.what][0], at=by[each.case, each.what][1],
            )
            for each in corrected if (each.case, each.what) in by
        )  # fmt: skip


def _by_whom(corrected: Sequence[Judged]) -> dict[tuple[int, str], tuple[int | None, datetime]]:
    """Who chose last, and when, by the journal."""
    found: dict[tuple[int, str], tuple[int | None, datetime]] = {}
    acts = {act.value for some in _SAYING.values() for act in some}
    events = Event.objects.filter(record__in=[each.case for each in corrected], act__in=acts).order_by("seq")
    for record, act, by, at in events.values_list("record", "act", "by", "at"):
        found.update({(record, what): (by, at) for what, some in _SAYING.items() if act in some})
    return found


# What a page says of it ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Month:
    """How often people agreed in a month, with the interval in which it lies nineteen times in twenty."""

    month: date
    many: int
    agreed: int

    @property
    def share(self) -> float:
        return self.agreed / self.many if self.many else 0.0

    @property
    def span(self) -> tuple[float, float]:
        return interval(self.agreed, self.many)


def interval(part: int, whole: int) -> tuple[float, float]:
    """Wilson's interval at 95 %."""
    if not whole:
        return 0.0, 1.0
    z, share = 1.96, part / whole
    middle = (share + z * z / (2 * whole)) / (1 + z * z / whole)
    wide = z * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole)) / (1 + z * z / whole)
    return max(middle - wide, 0.0), min(middle + wide, 1.0)


def by_month(rows: Iterable[Agreement], what: str) -> list[Month]:
    """The months in their order."""
    sums: dict[date, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.what == what:
            sums[row.month].update(many=row.many, agreed=row.agreed)
    return [Month(month, each["many"], each["agreed"]) for month, each in sorted(sums.items())]


def falls(months: Sequence[Month]) -> bool:
    """Whether people agree clearly less often of late than before: the two intervals do not touch."""
    late, early = months[-LATE:], months[:-LATE]
    now, before = ((sum(each.agreed for each in some), sum(each.many for each in some)) for some in (late, early))
    return min(now[1], before[1]) >= FEWEST and interval(*now)[1] < interval(*before)[0]
