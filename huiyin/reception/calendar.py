"""Leaders and the rhythm in which they receive (接访制度): who has received, who will, who is behind; kept or not kept.

How many people somebody received says nothing of what came of it, and is counted nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from huiyin.law.beside import Manner
from huiyin.law.chart.organs import Level, Organ
from huiyin.law.frame.facts import Actor
from huiyin.law.reading import overseen_area
from huiyin.law.terms import Role
from huiyin.people.charts import chart_on
from huiyin.people.posts import people_of
from huiyin.reception.leaders import Leader
from huiyin.reception.leading import Rhythm, leading_on
from huiyin.reception.models import ReceptionDay
from huiyin.reception.visits import kept_on, set_at
from huiyin.record.kinds import KINDS
from huiyin.record.reading import visible_to
from huiyin.record.snapshots import facts_from

YEAR: Final = timedelta(days=365)
FACE_TO_FACE: Final = [manner.value for manner in Manner if manner is not Manner.READS]


class Rhythmic(StrEnum):
    """Where a leader stands in the present stretch."""

    KEPT = "kept"
    PLANNED = "planned"
    BEHIND = "behind"


@dataclass(slots=True)
class Kept:
    """What was set at a leader's visits of a year, or what a leader answers for: kept, not kept, not due yet or not
    confirmed."""

    kept: int = 0
    late: int = 0
    running: int = 0

    def add(self, kept: bool | None) -> None:
        """One more of them, by whether it was kept; ``None`` for one that is not due."""
        self.kept += kept is True
        self.late += kept is False
        self.running += kept is None

    def __bool__(self) -> bool:
        return bool(self.kept or self.late or self.running)


@dataclass(frozen=True, slots=True)
class Standing:
    """A leader beside the rhythm of their level.

    :param rhythm: nothing where no rhythm is set for the level.
    :param held: days of the stretch on which they received; ``next_on`` the next day that was published.
    :param missed: the stretch before passed without a day.
    :param unsaid: published days that passed and of which nobody wrote down whether the leader was there.
    :param set_there: what became of what was set at their visits; ``charges`` of the matters they answer for (包案).
    """

    leader: Leader
    organ: Organ
    rhythm: Rhythm | None
    span: tuple[date, date]
    held: int
    next_on: date | None
    missed: bool
    unsaid: int
    set_there: Kept = field(default_factory=Kept)
    charges: Kept = field(default_factory=Kept)

    @property
    def state(self) -> Rhythmic:
        if self.rhythm is None or self.held >= self.rhythm.days:
            return Rhythmic.KEPT
        ahead = self.next_on is not None and self.next_on <= self.span[1]
        return Rhythmic.PLANNED if ahead else Rhythmic.BEHIND


def levels_of(actor: Actor, on: date) -> list[Level]:
    """The levels whose leaders the actor sees: their own organ's, and for a petition office all below it."""
    return [level for level in Level if any(True for _ in _organs(actor, on, level))]


def leaders_at(actor: Actor, on: date, level: Level) -> list[tuple[Leader, Organ]]:
    """Leaders of a level in the actor's area, by organ and name."""
    found = sorted(_organs(actor, on, level), key=lambda organ: (organ.code, organ.kind.value, organ.id))
    return [
        (Leader(member.name, "", member.person, organ.id), organ)
        for organ in found
        for member in people_of(organ.id, on=on)
        if Role.HEAD in member.roles
    ]


def _organs(actor: Actor, on: date, level: Level) -> Iterator[Organ]:
    """Organs of the level whose heads are leaders: those of the area a petition office watches over; else those above
    and beside one's own."""
    chart, whose = chart_on(on), leading_on(on).whose
    here = chart.organs.get(actor.organ or 0)
    if here is None:
        return
    area, above = overseen_area(actor, chart), chart.ancestors(here.id) | {here.id}
    for organ in chart.organs.values():
        near = organ.code.startswith(area) if area else organ.id in above
        if organ.level is level and organ.kind in whose and (near or organ.code == here.code):
            yield organ


def standings(actor: Actor, on: date, leaders: Sequence[tuple[Leader, Organ]]) -> list[Standing]:
    """Where each of these leaders stands; five questions however many they are."""
    people = [leader.person for leader, _ in leaders]
    levels = {organ.level for _, organ in leaders}
    first = min((_before(level, on)[0] for level in levels), default=on)
    published = _published(people, first)
    held = _held(actor, on, people, first, published)
    kept = set_there(actor, on, people), charges_of(actor, on, people)
    return [_standing(leader, organ, on, published.get(leader.person, []), held, kept) for leader, organ in leaders]


def _standing(
    leader: Leader, organ: Organ, on: date, days: Sequence[ReceptionDay], held: Mapping[int, set[date]],
    kept: tuple[Mapping[int, Kept], Mapping[int, Kept]],
) -> Standing:  # fmt: skip
    rhythm, mine = leading_on(on).levels.get(organ.level), held.get(leader.person, set())
    span, before = _span(organ.level, on), _before(organ.level, on)
    ahead = [day.on for day in days if day.on >= on and not day.cancelled and day.held_at is None]
    unsaid = [day for day in days if day.on < on and not (day.cancelled or day.held_at or day.unheld)]
    return Standing(
        leader, organ, rhythm, span, _within(mine, span), min(ahead, default=None),
        rhythm is not None and not _within(mine, before), len(unsaid),
        *(each.get(leader.person, Kept()) for each in kept),
    )  # fmt: skip


def _within(days: Iterable[date], span: tuple[date, date]) -> int:
    return sum(span[0] <= day <= span[1] for day in days)


def _span(level: Level, on: date) -> tuple[date, date]:
    rhythm = leading_on(on).levels.get(level)
    return rhythm.around(on) if rhythm else (on, on)


def _before(level: Level, on: date) -> tuple[date, date]:
    return _span(level, _span(level, on)[0] - timedelta(days=1))


def _published(people: Sequence[int], since: date) -> dict[int, list[ReceptionDay]]:
    found: dict[int, list[ReceptionDay]] = {}
    rows = ReceptionDay.objects.filter(leader__in=people, on__gte=since, published_at__isnull=False)
    for day in rows.order_by("on"):
        found.setdefault(day.leader or 0, []).append(day)
    return found


def _held(
    actor: Actor, on: date, people: Sequence[int], since: date, published: Mapping[int, Sequence[ReceptionDay]]
) -> dict[int, set[date]]:
    """Days on which they received, by what was written down of a published day or of a visit."""
    found = {person: {day.on for day in days if day.held_at} for person, days in published.items()}
    met = visible_to(KINDS["visit"], actor, on).filter(leader__in=people, held_on__gte=since, manner__in=FACE_TO_FACE)
    for person, day in met.values_list("leader", "held_on"):
        found.setdefault(person, set()).add(day)
    return found


def set_there(actor: Actor, on: date, people: Sequence[int]) -> dict[int, Kept]:
    """What was set at visits of the last year, as far as the actor may read them, by leader; what does not apply any
    more says nothing of them."""
    found: dict[int, Kept] = {}
    for leader, each in set_by(actor, on, people):
        if each.stage != "released":
            found.setdefault(leader, Kept()).add(kept_on(each, on))
    return found


def set_by(actor: Actor, on: date, people: Sequence[int]) -> list[tuple[int, Any]]:
    """Each of them with its leader."""
    rows = visible_to(KINDS["visit"], actor, on).filter(leader__in=people, planned_on__gte=on - YEAR)
    whose: dict[int, int] = dict(rows.values_list("id", "leader"))
    return [(whose[each.visit], each) for each in set_at(whose, actor, on)] if whose else []


def charges_of(actor: Actor, on: date, people: Sequence[int]) -> dict[int, Kept]:
    """Matters that leaders answer for, open or due in the last year, as far as the actor may read them, by leader. What
    was handed on in time, or ended for no reason of theirs, says nothing of them."""
    found: dict[int, Kept] = {}
    for row, kept in charged_to(actor, on, people):
        if kept is not None or row.closed_on is None:
            found.setdefault(row.leader, Kept()).add(kept)
    return found


def charged_to(actor: Actor, on: date, people: Sequence[int]) -> list[tuple[Any, bool | None]]:
    """Each of them, and whether its leader kept the day; the others of that year, too."""
    kind = KINDS["charge"]
    rows = visible_to(kind, actor, on).filter(leader__in=people, until__gte=on - YEAR).order_by("until", "id")
    return [(row, facts_from(kind.procedure, row.facts).kept(on)) for row in rows]
