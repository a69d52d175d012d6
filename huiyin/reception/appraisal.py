"""The yearly appraisal of reception rooms (文明接待室考核): computed from the room's own facts by a published formula.

It counts how people were received, never how many came. Each figure shows how many of how many; one with too few cases
is shown and does not count. Who was not asked, or did not say, is nobody's satisfied visitor.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count, F, Q, QuerySet

from huiyin.cases.models import Case
from huiyin.law.terms import Rating
from huiyin.law.words import P, Phrase
from huiyin.reception.models import Complaint, Purpose, Ticket, Waiting, Word
from huiyin.reception.standards import Standard, standard_of


@dataclass(frozen=True, slots=True)
class Figure:
    """How many of how many; ``counts`` whether there were enough of them; ``listed`` whether each can be looked at."""

    key: str
    label: Phrase
    did: int
    of: int
    weight: int
    counts: bool

    @property
    def missed(self) -> int:
        return self.of - self.did

    @property
    def listed(self) -> bool:
        return self.key in TICKETS

    @property
    def percent(self) -> float | None:
        return round(100 * self.did / self.of, 1) if self.of else None


@dataclass(frozen=True, slots=True)
class Appraisal:
    """A room's year. ``score`` is of a hundred, over the figures that count; nothing where none does.

    :param unsaid: how many were heard and said nothing: they count for nobody.
    """

    year: int
    standard: Standard
    figures: tuple[Figure, ...]
    reasons: Mapping[str, int]
    unsaid: int

    @property
    def score(self) -> float | None:
        counted = [figure for figure in self.figures if figure.counts]
        weights = sum(figure.weight for figure in counted)
        return round(sum(f.weight * f.did / f.of for f in counted) * 100 / weights, 1) if weights else None


Counts = Mapping[str, int]
_SEATED: Final = Q(seated_at__isnull=False)
_CALLED: Final = Q(called_at__isnull=False)
#: What is counted of tickets: which count at all, and which of them as they should be; the minutes that one may wait
#: come in. What visitors said is nowhere listed: it is nobody's.
TICKETS: Final[Mapping[str, Callable[[timedelta], tuple[Q, Q]]]] = {
    "waited_in_time": lambda wait: (_CALLED, Q(called_at__lte=F("arrived_at") + wait)),
    "heard": lambda wait: (Q(state__in=(Waiting.SEATED, Waiting.LEFT, Waiting.ABSENT)), _SEATED),
    # Who only asks about policy is told at the window; everybody else leaves with a matter.
    "led_somewhere": lambda wait: (_SEATED, Q(case__isnull=False) | Q(purpose=Purpose.ADVICE)),
}
Share = tuple[Phrase, Callable[[Counts], tuple[int, int]]]
INDICATORS: Final[Mapping[str, Share]] = {
    "waited_in_time": (P("按时叫到号"), lambda c: (c["waited_in_time"], c["waited_in_time_of"])),
    "heard": (P("取了号的都接谈了"), lambda c: (c["heard"], c["heard_of"])),
    "led_somewhere": (P("来意都有着落"), lambda c: (c["led_somewhere"], c["led_somewhere_of"])),
    "said_well": (P("说满意、基本满意的"), lambda c: (c["content"], c["said"])),
    "complaints_settled": (P("对接待的投诉办结了"), lambda c: (c["complaints_closed"], c["complaints"])),
}


def appraise(organ: int, year: int) -> Appraisal:
    """A year of a room, from its tickets, the visitors' words and the complaints."""
    standard, counts = standard_of(year), _counts(organ, year)
    figures = tuple(_figure(key, weight, counts, standard.least) for key, weight in standard.weights.items())
    return Appraisal(
        year, standard, figures, _reasons(organ, year, standard), counts["led_somewhere_of"] - counts["said"]
    )


def _figure(key: str, weight: int, counts: Counts, least: int) -> Figure:
    label, share = INDICATORS[key]
    did, of = share(counts)
    return Figure(key, label, did, of, weight, of >= least)


def tickets_behind(organ: int, year: int, key: str, did: bool) -> QuerySet[Ticket]:
    """The tickets of one figure that are as they should be, or those that are not; the newest first."""
    counted, good = TICKETS[key](_wait(year))
    rows = Ticket.objects.filter(counted, **_within(organ, year))
    return (rows.filter(good) if did else rows.exclude(good)).order_by("-day", "-id")


def _wait(year: int) -> timedelta:
    return timedelta(minutes=standard_of(year).wait_minutes)


def _within(organ: int, year: int) -> dict[str, Any]:
    return {"organ": organ, "day__gte": date(year, 1, 1), "day__lte": date(year, 12, 31)}


def _counts(organ: int, year: int) -> Counts:
    within, asked = _within(organ, year), dict[str, Count]()
    for key, (counted, good) in ((key, which(_wait(year))) for key, which in TICKETS.items()):
        asked |= {f"{key}_of": Count("id", filter=counted), key: Count("id", filter=counted & good)}
    tickets = Ticket.objects.filter(**within).aggregate(**asked)
    content = Q(rating__in=(Rating.SATISFIED.value, Rating.FAIR.value))
    words = Word.objects.filter(**within).aggregate(said=Count("id"), content=Count("id", filter=content))
    complaints = list(Complaint.objects.filter(**within).values_list("case", flat=True))
    closed = Case.objects.filter(id__in=complaints, closed_on__isnull=False).count() if complaints else 0
    return {**tickets, **words, "complaints": len(complaints), "complaints_closed": closed}


def _reasons(organ: int, year: int, standard: Standard) -> Mapping[str, int]:
    rows = Word.objects.filter(organ=organ, day__year=year).exclude(reasons="").values_list("reasons", flat=True)
    said = [reason for row in rows for reason in row.split(",")]
    return {standard.reasons[key]: said.count(key) for key in standard.reasons if key in said}
