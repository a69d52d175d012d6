"""Until when archived matters are kept, and which of them may go on a list of destruction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from huiyin.cases.models import Case, Claim
from huiyin.cases.queries import screened, visible_to
from huiyin.cases.screens import family_of
from huiyin.cases.snapshots import load_facts
from huiyin.keeping.models import Prolonged
from huiyin.keeping.rules import schedule_on
from huiyin.law.disposal.schedule import FOREVER, Kept, kept, marks_of
from huiyin.law.frame.facts import Actor
from huiyin.law.terms import Act, Stage
from huiyin.law.words import P, Phrase
from huiyin.people.charts import chart_on
from huiyin.record.kinds import KINDS
from huiyin.record.models import Event, Link
from huiyin.record.worlds import beijing_day
from huiyin.vault.opening import read_out

#: Lists of destruction say that a matter was destroyed, so they outlive it.
OUTLIVES: Final = frozenset({"disposal"})
#: So many a list holds, and so many matters are looked at for one.
MOST: Final = 500
LOOKED_AT: Final = 5_000
#: Why something stays though its period is past; without a number, which its reader may not know.
OPEN: Final = P("冻结中，或者还有记录没有了结")
TOGETHER: Final = P("和还要保管的事项连在一起")
#: Nothing is ever past its period sooner than that.
SHORTEST: Final = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One archived matter with its period; ``why_not`` what keeps it from a list though its period is past."""

    case: Case
    archived_on: date
    kept: Kept
    why_not: Phrase | None = None


def archived(organ: int, by: Actor, on: date) -> QuerySet[Case]:
    """What an organ keeps, as far as somebody may read it; the oldest first."""
    chart = chart_on(on)
    held = [organ, *(each for each in chart.successors if chart.current(each) == organ)]
    return visible_to(by, on).filter(holder__in=held, stage=Stage.ARCHIVED).order_by("closed_on", "id")


def kept_of(cases: Iterable[Case], on: date) -> list[Line]:
    """How long each of these archived matters is kept, and why, in a few statements for all of them."""
    rows = {case.id: case for case in cases if case.stage == Stage.ARCHIVED}
    said = _archived(rows)
    links, longer = _links(rows), _prolonged(rows)
    schedule = schedule_on(on)
    lines = []
    for number, case in rows.items():
        day, word = said.get(number, (case.last_on, ""))
        own = kept(schedule, marks_of(load_facts(case.facts), links[number]), day, word)
        lines.append(Line(case, day, _longer(own, longer.get(number, ()))))
    return lines


def _archived(ids: Collection[int]) -> dict[int, tuple[date, str]]:
    """When each was archived last, and what was said of its period then."""
    events = Event.objects.filter(record__in=list(ids), act=Act.ARCHIVE).order_by("seq")
    return {
        event.record: (beijing_day(event.at), str(read_out(event.payload)["said"].get("retention") or ""))
        for event in events
    }


def _links(ids: Collection[int]) -> Mapping[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for other, kind in Link.objects.filter(other__in=list(ids)).values_list("other", "record_kind"):
        found[other].add(kind)
    return found


def _prolonged(ids: Collection[int]) -> Mapping[int, list[date | None]]:
    found: dict[int, list[date | None]] = defaultdict(list)
    for about, until in Prolonged.objects.filter(about__in=list(ids)).values_list("about", "until"):
        found[about].append(until)
    return found


def _longer(own: Kept, said: Collection[date | None]) -> Kept:
    """The longest of the schedule and of what appraisals said."""
    if own.until is None or not said:
        return own
    if None in said:
        return replace(own, until=None, why=P("鉴定后改为永久保管"), rule="said", years=FOREVER)
    last = max(day for day in said if day is not None)
    return replace(own, until=last, why=P("鉴定后延长保管"), rule="said") if last > own.until else own


# What may go ----------------------------------------------------------------------------------------------------------


def past(organ: int, by: Actor, on: date, reports: bool, only: Collection[str] = ()) -> list[Line]:
    """Archived matters whose period is past: reports of wrongdoing alone, or everything else.

    :param only: numbers, where not all of them are meant.
    """
    rows = archived(organ, by, on).filter(report=reports, closed_on__lt=date(on.year - SHORTEST, 1, 1))
    if only:
        rows = rows.filter(number__in=list(only))
    return [line for line in kept_of(_whole(rows[:LOOKED_AT], by, on), on) if line.kept.over(on)]


def _whole(rows: Iterable[Case], by: Actor, on: date) -> list[Case]:
    """Those of which somebody reads all: whoever sees only what a report left of a matter does not judge the file."""
    return [case for case in rows if not case.screened or not screened(case, by, on)]


def judged(lines: Iterable[Line], own: int = 0) -> list[Line]:
    """The same with what keeps each from a list: something open rests on it, or it hangs together with a matter that
    stays. What hangs together goes together.

    :param own: the list in hand, which keeps nothing from itself.
    """
    known = {line.case.id: line for line in lines}
    open_ones, together = _open_on(known, own), _together(known)
    why = dict.fromkeys(open_ones, OPEN)
    going = known.keys() - why.keys()
    while stuck := {case for case in going if not together[case] <= going}:
        why |= dict.fromkeys(stuck, TOGETHER)
        going = going - stuck
    return [replace(line, why_not=why.get(case)) for case, line in known.items()]


def resting_on(matters: Collection[int]) -> dict[int, tuple[str, set[int]]]:
    """The records that rest on these matters, directly or through others: kind, and on which of them."""
    found: dict[int, tuple[str, set[int]]] = {}
    asked: dict[int, set[int]] = {each: {each} for each in matters}
    while asked:
        rows = Link.objects.filter(other__in=list(asked)).exclude(record_kind__in=OUTLIVES)
        fresh: dict[int, set[int]] = {}
        for record, kind, other in rows.values_list("record", "record_kind", "other"):
            known = found.setdefault(record, (kind, set()))[1]
            if not asked[other] <= known:
                known |= asked[other]
                fresh[record] = known
        asked = fresh
    return found


def _open_on(matters: Mapping[int, Line], own: int) -> set[int]:
    """The matters on which something open rests: a hold, an order, another list."""
    found: set[int] = set()
    resting = resting_on(matters.keys())
    lists = Link.objects.filter(other__in=list(matters), record_kind__in=OUTLIVES).exclude(record=own)
    for record, key, other in lists.values_list("record", "record_kind", "other"):
        resting.setdefault(record, (key, set()))[1].add(other)
    for kind in KINDS:
        ids = [record for record, (key, _) in resting.items() if key == kind.key]
        rows = kind.model.objects.filter(id__in=ids, closed_on__isnull=True) if ids else kind.model.objects.none()
        for record in rows.values_list("id", flat=True):
            found |= resting[record][1]
    return found


def _together(matters: Mapping[int, Line]) -> dict[int, set[int]]:
    """For each matter those with which it goes, or stays: split and merged ones, and all that share a record."""
    found: dict[int, set[int]] = {each: {each} for each in matters}
    resting = resting_on(matters.keys())
    rests_on = defaultdict[int, set[int]](set)
    for record, other, kind in Link.objects.filter(record__in=list(resting)).values_list(
        "record", "other", "other_kind"
    ):
        if kind == "matter":
            rests_on[record].add(other)
    for record, (_, own) in resting.items():
        for each in own:
            found[each] |= own | rests_on[record]
    for each in _of_families(matters):
        found[each] |= family_of(each).cases.keys()
    return found


def _of_families(matters: Mapping[int, Line]) -> set[int]:
    """Those that were split, merged, or came of either; hardly any was."""
    ids = list(matters)
    own = {each for each, line in matters.items() if line.case.follows or line.case.merged_into or line.case.screened}
    own |= set(Claim.objects.filter(case__in=ids, split_to__isnull=False).values_list("case", flat=True))
    taken = Case.objects.filter(Q(merged_into__in=ids) | Q(follows__in=ids)).values_list("merged_into", "follows")
    return own | {each for pair in taken for each in pair if each is not None and each in matters}
