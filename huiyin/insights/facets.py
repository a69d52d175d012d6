"""What a search can be narrowed by (筛选): organ, place, stage, class, channel, day of registration, last day.

Each is also a mark in the search index, so that any of them together with any words is one walk along it. Days are
marked by month and year; within these the record itself is asked for the very day. A mark may be as old as the
worker's last round, so the record is asked for everything else, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from huiyin.cases.models import Case, Claim
from huiyin.cases.snapshots import load_facts
from huiyin.insights.contributions import ALL, counted_by, tallied_by
from huiyin.insights.counted import FLOW, TOPIC
from huiyin.insights.growing import TOPIC as GROWS
from huiyin.insights.models import Contribution
from huiyin.insights.storage import STRAY
from huiyin.law.chart.organs import Level
from huiyin.record.worlds import BEIJING, beijing_day
from huiyin.store.ids import EPOCH_MS, RANDOM_BITS

#: An open range ends here: nothing older was ever registered, nothing falls due later.
FIRST_YEAR = 1990
AHEAD = 3
LATE = 5
#: So many days after it came a matter is entered at the latest; what was entered later is marked as a stray.
WEEKS_LATER = 28
A_DAY = 86_400_000 << RANDOM_BITS
#: The mark of a matter that had to be done again.
REWORKED = "_fr"
#: The mark of no matter, for a range that ends before it begins.
NEVER = ("_fnever",)


@dataclass(frozen=True, slots=True)
class Facets:
    """What is asked for; an empty field asks for nothing.

    :param place: leading digits of a division code.
    :param kind: a class, ``grievance``, or a class and its ground of Art. 31, ``grievance.6``.
    :param reworked: done again: reopened, or set aside by review. Only the index knows it; the record's facts tell.
    :param since: first day of registration, ``until`` the last; ``due_since`` and ``due_until`` likewise.
    :param whose: scopes of figures, of which a matter must count for one; ``counts`` names of counts, of which it must
        have one in a month from ``counted_since`` to ``counted_until``. Only the index knows these, as the figures do.
    :param road: how it ended (huiyin.insights.counted.end_of), ``topic`` what its words point to; likewise.
    """

    organ: int | None = None
    place: str = ""
    stage: str = ""
    kind: str = ""
    channel: str = ""
    reworked: bool = False
    since: date | None = None
    until: date | None = None
    due_since: date | None = None
    due_until: date | None = None
    whose: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    counted_since: date | None = None
    counted_until: date | None = None
    road: str = ""
    topic: str = ""

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    def marks(self, today: date) -> list[tuple[str, ...]]:
        """Groups of marks; a matter must have one of each group."""
        kind, _, ground = self.kind.partition(".")
        single = {"h": self.organ, "p": self.place, "s": self.stage, "k": kind, "g": ground, "c": self.channel}
        groups: list[tuple[str, ...]] = [(f"_f{letter}{value}",) for letter, value in single.items() if value]
        if self.reworked:
            groups.append((REWORKED,))
        if self.since or self.until:
            groups.append(tuple(_span("m", self.since, self.until, FIRST_YEAR, today.year)) or NEVER)
        groups += self._counted()
        if self.due_since or self.due_until:
            span = _span("d", self.due_since, self.due_until, today.year - LATE, today.year + AHEAD)
            groups.append(tuple(span) or NEVER)
        return groups

    def _counted(self) -> Iterator[tuple[str, ...]]:
        if self.whose:
            yield tuple(f"_fw{scope}" for scope in self.whose)
        if self.counts and self.counted_since and self.counted_until:
            months = list(_months(self.counted_since, self.counted_until))
            yield tuple(_counted_mark(name, month) for name in self.counts for month in months) or NEVER
        if self.road:
            yield (f"_fe{self.road}",)
        if self.topic:
            yield (f"_ft{self.topic}",)

    def past(self, today: date) -> tuple[int, int] | None:
        """The ids made in the days of registration asked for, if these are over."""
        if self.until is None or self.until >= today:
            return None
        return made_on(self.since or date(FIRST_YEAR, 1, 1)), made_on(self.until + timedelta(days=WEEKS_LATER))

    def condition(self) -> Q:
        """The same, asked of the record."""
        asked = {
            "holder": self.organ, "stage": self.stage, "channel": self.channel, "place__startswith": self.place,
            "lodged_at__date__gte": self.since, "lodged_at__date__lte": self.until,
            "queue_on__gte": self.due_since, "queue_on__lte": self.due_until,
        }  # fmt: skip
        found = Q(**{name: value for name, value in asked.items() if value})
        return found & Q(Exists(self._claims())) if self.kind else found

    def _claims(self) -> QuerySet[Claim]:
        kind, _, ground = self.kind.partition(".")
        rows = Claim.objects.filter(case=OuterRef("pk"), kind=kind, split_to=None)
        return rows.filter(ground=ground) if ground else rows


def facets_of(case: Case, classes: Iterable[tuple[str, str]]) -> set[str]:
    """The marks of one matter.

    :param classes: kind and ground of its claims, empty where nobody has classed them.
    """
    marks = {f"_fh{case.holder}", f"_fs{case.stage}", f"_fc{case.channel}"}
    marks |= {f"_fp{case.place[: level.width]}" for level in Level if case.place[: level.width]}
    marks |= {f"_fk{kind}" for kind, _ in classes if kind} | {f"_fg{ground}" for _, ground in classes if ground}
    marks |= set(_days("m", beijing_day(case.lodged_at)))
    if load_facts(case.facts).round > 1:
        marks.add(REWORKED)
    if not 0 <= case.id - made_on(beijing_day(case.lodged_at)) < A_DAY * WEEKS_LATER:
        marks.add(STRAY)
    return marks | (set(_days("d", case.queue_on)) if case.queue_on else set())


def counted_marks(row: Contribution) -> set[str]:
    """The marks of one matter that say for whom, as what and when it counts."""
    marks = {f"_fw{scope}" for scope in row.scopes.split() if scope != ALL and scope[0] != GROWS}
    marks |= {_counted_mark(name, day) for name, day, _ in counted_by(row.day, row.counts)}
    for name, _, value in tallied_by(row.months):
        if name == FLOW:
            marks.add(f"_fe{value.rpartition('.')[2]}")
        elif name == TOPIC:
            marks.add(f"_ft{value}")
    return marks


def _counted_mark(name: str, day: date) -> str:
    return f"_fn{name.replace('_', '')}{day:%Y%m}"


def _months(since: date, until: date) -> Iterator[date]:
    month = since.replace(day=1)
    while month <= until:
        yield month
        month = (month + timedelta(days=31)).replace(day=1)


def made_on(day: date) -> int:
    """The smallest id that can have been made on a day; see huiyin.store.ids."""
    start = datetime(day.year, day.month, day.day, tzinfo=BEIJING)
    return (int(start.timestamp() * 1000) - EPOCH_MS) << RANDOM_BITS


def _days(letter: str, on: date) -> Iterator[str]:
    yield f"_f{letter}{on:%Y%m}"
    yield f"_f{letter}{on:%Y}"


def _span(letter: str, since: date | None, until: date | None, first: int, last: int) -> Iterator[str]:
    """Marks of the years that lie wholly inside, and of the months at both ends."""
    start = since or date(min(first, until.year) if until else first, 1, 1)
    end = until or date(max(last, start.year), 12, 31)
    month = start.replace(day=1)
    while month <= end:
        whole = month.month == 1 and month >= start and date(month.year, 12, 31) <= end
        yield f"_f{letter}{month:%Y}" if whole else f"_f{letter}{month:%Y%m}"
        month = date(month.year + 1, 1, 1) if whole else (month + timedelta(days=31)).replace(day=1)
