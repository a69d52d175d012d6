"""What is counted of a month and of half a year for everybody, before anything is hidden; it never leaves this room.

Reports of wrongdoing and what lies beside one stand in none of it. A month says what was brought, which periods for an
answer ended in it and what people said; half a year says how matters about one thing ended and how long they took.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Sum

from huiyin.insights.counted import ANSWERED_END, BANDS, ENDED, FLOW, OPEN_END, TOOK, TOPIC
from huiyin.insights.models import COUNTS, DailyFigure, MonthTally
from huiyin.insights.trends import after, areas_below
from huiyin.law.chart.organs import OrganChart
from huiyin.law.matter.cost import Burden
from huiyin.law.terms import Channel, ClaimKind, Closure, Ground, Outcome

#: What is of the area itself and of none of its places.
OWN: Final = "own"
#: Every cell of a cut is there, also with nothing in it: which are hidden must not tell which are empty.
CHANNELS: Final = tuple(each.value for each in Channel)
KINDS: Final = (
    "none",
    *(each.value for each in ClaimKind if each is not ClaimKind.ACCUSATION),
    *(f"{ClaimKind.GRIEVANCE.value}{each.value}" for each in Ground),
)
ENDS: Final = (ANSWERED_END, OPEN_END, *(each.value for each in (*Outcome, *Closure)))
DAYS: Final = tuple(str(each) for each in BANDS)


@dataclass(frozen=True, slots=True)
class Counted:
    """A whole with its cuts, each of which adds up to it."""

    whole: int
    cuts: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Topic:
    """How many about one thing were answered or ended, how, and within how many days."""

    whole: int
    ends: Mapping[str, int]
    days: Mapping[str, int]


def received(chart: OrganChart, area: str, month: date) -> Counted:
    """What was registered in a month: where, by which channel, of which kind, about what."""
    flow = _tally(f"a{area}", FLOW, month, month)
    by: dict[str, Counter[str]] = defaultdict(Counter)
    for value, many in flow.items():
        channel, kind, _ = value.split(".", 2)
        by["channel"][channel] += many
        by["kind"][kind or "none"] += many
    whole = sum(flow.values())
    places = {each: sum(_tally(f"a{each}", FLOW, month, month).values()) for each in areas_below(chart, area)}
    topics = _tally(f"a{area}", TOPIC, month, month)
    cuts = {
        "place": {**places, OWN: whole - sum(places.values())},
        "channel": _all(CHANNELS, by["channel"]),
        "kind": _all(KINDS, by["kind"]),
        "topic": {**topics, "": whole - sum(topics.values())},
    }
    return Counted(whole, cuts)


def answers(area: str, month: date) -> Counted:
    """The matters whose last day for an answer lay in the month: in time or not."""
    found = _daily(area, month)
    kept = {"in_time": found["answer_in_time"], "late": found["answer_late"] + found["answer_open"]}
    return Counted(sum(kept.values()), {"kept": kept})


def ratings(area: str, month: date) -> Counted:
    """Whose time to say something of the responsible unit ended in the month; silence is silence."""
    found = _daily(area, month)
    said = {name: found[f"unit_{name}"] for name in ("liked", "disliked", "silent")}
    return Counted(sum(said.values()), {"said": said})


def topics(area: str, since: date, until: date) -> dict[str, Topic]:
    """By topic what was answered or ended from one month to another."""
    ends, days = (_parted(_tally(f"a{area}", name, since, until)) for name in (ENDED, TOOK))
    return {
        topic: Topic(sum(found.values()), _all(ENDS, found), _all(DAYS, days[topic]))
        for topic, found in sorted(ends.items())
    }


def all_drawn(area: str, since: date, until: date) -> bool:
    """Whether every matter that ended then has been drawn as this version draws it (./run manage reindex)."""
    days = _tally(f"a{area}", Burden.DAYS.value, since, until)
    return sum(days.values()) == sum(_tally(f"a{area}", ENDED, since, until).values())


def _parted(tally: Mapping[str, int]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for value, many in tally.items():
        first, _, topic = value.partition(".")
        found[topic][first] += many
    return found


def _all(names: Sequence[str], found: Mapping[str, int]) -> dict[str, int]:
    return {**dict.fromkeys(names, 0), **found}


def _tally(scope: str, name: str, since: date, until: date) -> dict[str, int]:
    rows = MonthTally.objects.filter(scope=scope, name=name, month__gte=since, month__lte=until)
    summed = rows.values("value").order_by("value").annotate(n=Sum("many"))
    return {row["value"]: row["n"] for row in summed if row["n"]}


def _daily(area: str, month: date) -> Counter[str]:
    rows = DailyFigure.objects.filter(scope=f"a{area}", day__gte=month, day__lte=after(month) - timedelta(days=1))
    return Counter({name: many or 0 for name, many in rows.aggregate(**{name: Sum(name) for name in COUNTS}).items()})
