"""The yearly appraisal of reception rooms (文明接待室考核): computed from the room's own facts by a published formula.

It counts how people were received, never how many came. Each figure shows how many of how many; one with too few cases
is shown and does not count. Who was not asked, or did not say, is nobody's satisfied visitor.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count, F, Q

from huiyin.cases.models import Case
from huiyin.law.terms import Rating
from huiyin.law.words import P, Phrase
from huiyin.reception.models import Complaint, Purpose, Ticket, Waiting, Word
from huiyin.reception.standards import Standard, standard_of


@dataclass(frozen=True, slots=True)
class Figure:
    """How many of how many; ``counts`` whether there were enough of them."""

    label: Phrase
    did: int
    of: int
    weight: int
    counts: bool

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
Share = tuple[Phrase, Callable[[Counts], tuple[int, int]]]
INDICATORS: Final[Mapping[str, Share]] = {
    "waited_in_time": (P("按时叫到号"), lambda c: (c["in_time"], c["called"])),
    "heard": (P("取了号的都接谈了"), lambda c: (c["seated"], c["taken"])),
    "led_somewhere": (P("来意都有着落"), lambda c: (c["settled"], c["seated"])),
    "said_well": (P("说满意、基本满意的"), lambda c: (c["content"], c["said"])),
    "complaints_settled": (P("对接待的投诉办结了"), lambda c: (c["complaints_closed"], c["complaints"])),
}


def appraise(organ: int, year: int) -> Appraisal:
    """A year of a room, from its tickets, the visitors' words and the complaints."""
    standard, counts = standard_of(year), _counts(organ, year)
    figures = tuple(_figure(key, weight, counts, standard.least) for key, weight in standard.weights.items())
    return Appraisal(year, standard, figures, _reasons(organ, year, standard), counts["seated"] - counts["said"])


def _figure(key: str, weight: int, counts: Counts, least: int) -> Figure:
    label, share = INDICATORS[key]
    did, of = share(counts)
    return Figure(label, did, of, weight, of >= least)


def _counts(organ: int, year: int) -> Counts:
    first, last = date(year, 1, 1), date(year, 12, 31)
    within: dict[str, Any] = {"organ": organ, "day__gte": first, "day__lte": last}
    wait = timedelta(minutes=standard_of(year).wait_minutes)
    over = Q(state__in=(Waiting.SEATED, Waiting.LEFT, Waiting.ABSENT))
    seated, called = Q(seated_at__isnull=False), Q(called_at__isnull=False)
    # Who only asks about policy is told at the window; everybody else leaves with a matter.
    settled = seated & (Q(case__isnull=False) | Q(purpose=Purpose.ADVICE))
    tickets = Ticket.objects.filter(**within).aggregate(
        taken=Count("id", filter=over),
        called=Count("id", filter=called),
        in_time=Count("id", filter=called & Q(called_at__lte=F("arrived_at") + wait)),
        seated=Count("id", filter=seated),
        settled=Count("id", filter=settled),
    )
    content = Q(rating__in=(Rating.SATISFIED.value, Rating.FAIR.value))
    words = Word.objects.filter(**within).aggregate(said=Count("id"), content=Count("id", filter=content))
    complaints = list(Complaint.objects.filter(**within).values_list("case", flat=True))
    closed = Case.objects.filter(id__in=complaints, closed_on__isnull=False).count() if complaints else 0
    return {**tickets, **words, "complaints": len(complaints), "complaints_closed": closed}


def _reasons(organ: int, year: int, standard: Standard) -> Mapping[str, int]:
    rows = Word.objects.filter(organ=organ, day__year=year).exclude(reasons="").values_list("reasons", flat=True)
    said = [reason for row in rows for reason in row.split(",")]
    return {standard.reasons[key]: said.count(key) for key in standard.reasons if key in said}
