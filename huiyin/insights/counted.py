"""What one matter counts for: each count with its day and how much, and by month what it cost and how it went.

Everything is drawn from the matter's row, its facts, what was brought and the acts of its journal, so that it can be
drawn anew at any time and only the difference is written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from django.db.models import Q

from huiyin.cases.models import Case, Rating, Submission
from huiyin.cases.snapshots import load_facts
from huiyin.law.frame.deadlines import Clock, last_day
from huiyin.law.frame.workdays import WorkCalendar
from huiyin.law.matter.cost import Burden, Course, Done, cost_of, formula, in_lane
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.signs import signs
from huiyin.law.matter.timeliness import kept
from huiyin.law.terms import Act, Channel, ClockKind, Closure, Outcome
from huiyin.law.terms import Rating as Said
from huiyin.record.models import Event
from huiyin.record.worlds import beijing_day

#: What of a rating is counted: result and service of the petition office and of the responsible unit.
RATED: Final = ("office", "office_service", "unit", "unit_service")
#: An act by which the person was reached.
CONTACTED: Final = frozenset({Act.CONTACT, Act.LISTEN, Act.ANSWER_ON_SPOT})
LIKED: Final = frozenset({Said.SATISFIED.value, Said.FAIR.value})
#: Ended without anybody having decided: no duty was left undone.
_GONE: Final = frozenset({Closure.WITHDRAWN, Closure.MERGED})
#: In ``MonthTally.name``.
FLOW, TOPIC = "flow", "topic"
#: The same by topic, in the month of the answer or end: how it ended, and within how many days.
ENDED, TOOK = "ended", "took"
#: The last day of each band of :data:`TOOK`; what took longer is of the last.
BANDS: Final = (15, 30, 60, 90, 9999)
#: How a matter ended that was not answered, in a flow.
OPEN_END, ANSWERED_END = "open", "answered"
_BY_OUTCOME: Final = (Outcome.SUPPORTED, Outcome.EXPLAINED, Outcome.NOT_SUPPORTED)
_OTHERWISE: Final = frozenset(
    {*_GONE, Closure.ON_SPOT, Closure.DIRECTED, Closure.GUIDED, Closure.AGREEMENT, Closure.NO_FURTHER}
)

#: A name, the day it counts on, and how much.
Counted = tuple[str, date, int]
#: A name, the month it counts in, and the value that has one more.
Tallied = tuple[str, date, str]


@dataclass(frozen=True, slots=True)
class Brought:
    """One letter, visit, call or message."""

    seq: int
    channel: Channel
    on: date
    persons: int


@dataclass(frozen=True)
class Known:
    """A matter as far as it is counted.

    :param topic: what its words point to, empty for nothing.
    """

    case: Case
    facts: Facts
    calendar: WorkCalendar
    rating: Rating | None = None
    topic: str = ""
    brought: Sequence[Brought] = ()
    done: Sequence[Done] = field(default_factory=tuple)

    @property
    def lodged(self) -> date:
        return beijing_day(self.case.lodged_at)

    @property
    def first(self) -> bool:
        return in_lane(self.case.repeat, self.case.report, self.case.follows)

    @property
    def gone(self) -> bool:
        return self.facts.closure in _GONE


def counts(known: Known) -> Iterator[Counted]:
    """Everything that it adds to the daily figures."""
    day = known.lodged
    yield from ((name, day, 1) for name in _at_registration(known))
    yield from _brought(known)
    yield from _due(known)
    yield from _rated(known)
    if known.first:
        yield from _on_the_lane(known)


def _at_registration(known: Known) -> Iterator[str]:
    case, rating = known.case, known.rating
    yield "received"
    yield case.channel
    if case.repeat:
        yield "repeats"
    if known.facts.round > 1:
        yield "reworked"
    if case.answered_on:
        yield "answered"
    elif case.closed_on:
        yield "ended"
    else:
        yield "waiting"
    yield from kept(known.facts, known.calendar)
    if rating:
        yield from (f"{side}_{said}" for side in RATED if (said := getattr(rating, side)))


def _brought(known: Known) -> Iterator[Counted]:
    """件次、人次、批次: how often it was brought, by how many; of those that came, in which groups."""
    group = signs().group_people
    for place, each in enumerate(known.brought):
        persons = max(each.persons, known.facts.petitioners if not place else 1)
        yield "pieces", each.on, 1
        yield "people", each.on, persons
        if each.channel is Channel.VISIT:
            yield "visits", each.on, 1
            yield "visit_people", each.on, each.persons
            if each.persons >= group:
                yield "group_visits", each.on, 1
                yield "group_people", each.on, each.persons


def _due(known: Known) -> Iterator[Counted]:
    """By the matter's own clocks, on the last day of each: 及时受理 of office and unit, 按期办结."""
    sorted_ = _last(known.facts, ClockKind.SORT)
    told = _last(known.facts, ClockKind.NOTIFY, ClockKind.NOTIFY_DIRECT)
    handled = _last(known.facts, ClockKind.HANDLE)
    yield from _measured("office", sorted_, known, sorted_ is not None and sorted_.stopped is not None)
    yield from _measured("unit", told, known, known.facts.accepted_on is not None)
    yield from _measured("answer", handled, known, known.facts.decided_on is not None)


def _last(facts: Facts, *kinds: ClockKind) -> Clock | None:
    """The clock of these kinds that began last: after an objection another organ has its own."""
    found = [clock for clock in facts.clocks if clock.kind in kinds]
    return max(found, key=lambda clock: clock.started) if found else None


def _measured(name: str, clock: Clock | None, known: Known, done: bool) -> Iterator[Counted]:
    if clock is None or (clock.stopped is not None and not done):
        return
    if known.gone and not done:
        return
    yield _in_time(name, clock.stopped, last_day(clock, known.calendar))


def _in_time(name: str, done: date | None, due: date) -> Counted:
    """In time, late, or still open; on the last day of the period."""
    return f"{name}_{'open' if done is None else 'in_time' if done <= due else 'late'}", due, 1


def _rated(known: Known) -> Iterator[Counted]:
    """参评率、满意率: of whoever was answered, on the day after which they can say nothing more."""
    if known.case.answered_on is None:
        return
    until = known.case.answered_on + timedelta(days=known.facts.book.options.rating_days)
    for side in ("office", "unit"):
        said = getattr(known.rating, side, "") if known.rating else ""
        yield f"{side}_{'silent' if not said else 'liked' if said in LIKED else 'disliked'}", until, 1


def _on_the_lane(known: Known) -> Iterator[Counted]:
    """初次信访、马上就办."""
    case, facts, day = known.case, known.facts, known.lodged
    yield "first", day, 1
    if any(each.act in CONTACTED for each in known.done):
        yield "first_contacted", day, 1
    if facts.closure is Closure.ON_SPOT:
        yield "first_one_step", day, 1
    if facts.accepted_on is not None:
        yield "first_taken", day, 1
        yield "first_taken_days", day, max(0, (facts.accepted_on - day).days)
    if case.answered_on is not None:
        yield "first_answered", day, 1
        yield "first_answered_days", day, max(0, (case.answered_on - day).days)
    if known.gone and case.answered_on is None:
        return
    done = case.answered_on or case.closed_on
    yield _in_time("lane", done, formula().lane_ends(day, known.calendar))


# By month ------------------------------------------------------------------------------------------------------------


def tallies(known: Known) -> Iterator[Tallied]:
    """By which road it came and how it ended, in the month of registration; what it cost, in that of its answer or end.

    Nothing of a report of wrongdoing, nor of what lies beside one.
    """
    case = known.case
    if case.report or case.screened:
        return
    month = known.lodged.replace(day=1)
    yield FLOW, month, f"{case.channel}.{class_of(known.facts)}.{end_of(known)}"
    if known.topic:
        yield TOPIC, month, known.topic
    ended = case.answered_on or case.closed_on
    if ended is not None:
        then, days = ended.replace(day=1), max(0, (ended - known.lodged).days)
        yield ENDED, then, f"{end_of(known)}.{known.topic}"
        yield TOOK, then, f"{next(band for band in BANDS if days <= band or band == BANDS[-1])}.{known.topic}"
        yield from ((burden.value, ended.replace(day=1), str(many)) for burden, many in cost(known, ended).items())


def class_of(facts: Facts) -> str:
    """The class of its first claim that has one, with the ground of Art. 31; empty where nobody has classed it."""
    for claim in facts.claims:
        if claim.kind is not None:
            return f"{claim.kind.value}{claim.ground.value if claim.ground else ''}"
    return ""


def end_of(known: Known) -> str:
    """How it ended so far: by the best outcome of its claims, or how else it was closed."""
    facts = known.facts
    if facts.closure in _OTHERWISE and facts.closure is not None:
        return facts.closure.value
    outcomes = {claim.outcome for claim in facts.claims}
    if known.case.answered_on is not None:
        return next((each.value for each in _BY_OUTCOME if each in outcomes), ANSWERED_END)
    return ANSWERED_END if known.case.closed_on else OPEN_END


def cost(known: Known, until: date) -> dict[Burden, int]:
    """What it cost the person, as far as the record shows."""
    organs = len(known.facts.organs)
    return cost_of(Course(known.lodged, until, organs, known.case.repeat, known.done))


# Read together -------------------------------------------------------------------------------------------------------


def known_of(cases: Collection[Case], topics: Mapping[int, str], calendar: WorkCalendar) -> dict[int, Known]:
    """These matters with all that is counted of them, in three statements."""
    ids = [case.id for case in cases]
    ratings = {rating.case_id: rating for rating in Rating.objects.filter(case__in=ids)}
    brought = _brought_by(ids)
    done = _done_by({case.id: case.screened for case in cases}, brought)
    return {
        case.id: Known(
            case, load_facts(case.facts), calendar, ratings.get(case.id), topics.get(case.id, ""),
            brought[case.id], done[case.id],
        )
        for case in cases
    }  # fmt: skip


def _brought_by(ids: Collection[int]) -> dict[int, list[Brought]]:
    found: dict[int, list[Brought]] = defaultdict(list)
    names = ("case_id", "event_seq", "channel", "received_at", "persons_present")
    for case, seq, channel, at, persons in Submission.objects.filter(case__in=ids).order_by("id").values_list(*names):
        found[case].append(Brought(seq, Channel(channel), beijing_day(at), persons))
    return found


def _done_by(closed: Mapping[int, int], brought: Mapping[int, Sequence[Brought]]) -> dict[int, list[Done]]:
    """The acts that count, of what lies beside a report those that are open alone."""
    wanted = {row.act for rows in formula().counts.values() for row in rows} | CONTACTED
    rows = Event.objects.filter(Q(record__in=list(closed)) & Q(act__in=[act.value for act in wanted]))
    found: dict[int, list[Done]] = defaultdict(list)
    ways = {case: {each.seq: each.channel for each in many} for case, many in brought.items()}
    for case, seq, act in rows.order_by("record", "seq").values_list("record", "seq", "act"):
        if seq > closed[case] or act == Act.LODGE:
            found[case].append(Done(Act(act), ways.get(case, {}).get(seq)))
    return found
