"""Who may read a record (谁能看), as a value. SQL, the marks of the search and the tests all follow from it.

Two questions: who reads a record at all (:class:`Readers`), and which records, or beginnings of records, only those may
read who may read the report of wrongdoing behind them (:class:`Screen`). Both follow from the facts after every act.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from huiyin.law.chart.organs import OrganChart, OrganKind
from huiyin.law.frame.facts import Actor, Frame
from huiyin.law.terms import Role

WORKERS = frozenset(
    {Role.RECEPTION, Role.DISPATCHER, Role.HANDLER, Role.HEAD, Role.REVIEWER, Role.CONVENER, Role.SUPERVISOR}
)
CONFIDANTS = frozenset({Role.DISPATCHER, Role.HEAD, Role.REVIEWER, Role.SUPERVISOR})
OVERSEERS = frozenset({Role.SUPERVISOR, Role.HEAD, Role.DISPATCHER})
_NOBODY: frozenset[int] = frozenset()


# A record ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Readers:
    """Who may read one record. Administrators, analysts and auditors read none.

    :param organs: those of which everybody who works on petitions reads it.
    :param confidants: those of which only who dispatches, decides or supervises reads it, and its owner (Art. 30 ¶3).
    :param overseers: the division whose petition offices, and those above, oversee it (Art. 14, 40); empty for none.
    :param barred: whom a report accuses; they and every organ below never read it. ``barred_persons`` likewise.
    """

    owner: int
    organs: frozenset[int] = _NOBODY
    confidants: frozenset[int] = _NOBODY
    overseers: str = ""
    barred: frozenset[int] = _NOBODY
    barred_persons: frozenset[int] = _NOBODY

    def admit(self, actor: Actor, chart: OrganChart, ties: frozenset[int] = _NOBODY) -> bool:
        """Whether ``actor`` may read it, by the organs of one day.

        :param ties: organs where the person has, or had not long ago, a post beside the seat they ask from.
        """
        if actor.person is None or actor.organ not in chart.organs or not actor.roles & WORKERS:
            return False
        return (self._concern(actor) or self._are_overseen_by(actor, chart)) and not self._bar(actor, chart, ties)

    def _concern(self, actor: Actor) -> bool:
        trusted = bool(actor.roles & CONFIDANTS) or actor.person == self.owner
        return actor.organ in self.organs or (trusted and actor.organ in self.confidants)

    def _are_overseen_by(self, actor: Actor, chart: OrganChart) -> bool:
        area = overseen_area(actor, chart)
        return bool(area) and self.overseers.startswith(area)

    def _bar(self, actor: Actor, chart: OrganChart, ties: frozenset[int]) -> bool:
        assert actor.organ is not None
        organs = ties | {actor.organ}
        line = organs.union(*map(chart.ancestors, organs))
        return bool(self.barred & line) or actor.person in self.barred_persons


def readers_of(facts: Frame, code: str) -> Readers:
    """Who may read a record by its own facts.

    :param code: the division of the organ that holds it.
    """
    if not facts.report:
        return Readers(facts.owner, organs=facts.organs, overseers=code)
    return Readers(
        facts.owner,
        confidants=facts.organs,
        barred=facts.accused_organs,
        barred_persons=facts.accused_persons,
    )


def overseen_area(actor: Actor, chart: OrganChart) -> str:
    """The digits of the area a petition office oversees; empty for everybody else."""
    organ = chart.organs.get(actor.organ or 0)
    oversees = organ is not None and organ.kind is OrganKind.PETITION_OFFICE and actor.roles & OVERSEERS
    return organ.area if organ is not None and oversees else ""


# What lies behind a report -------------------------------------------------------------------------------------------

#: A screen before all of a record, not only before its beginning.
WHOLE = 2**31 - 1


@dataclass(frozen=True, slots=True, order=True)
class Screen:
    """What a record holds up to one of its events is for those alone who may read the report behind it.

    :param report: the report; the record itself, where it was one and is none any more: then for all but the accused.
    """

    record: int
    report: int
    upto: int


@dataclass(frozen=True, slots=True)
class Split:
    """Part of a record became a record of its own, by an event of the first one."""

    parent: int
    child: int
    at: int


@dataclass(frozen=True, slots=True)
class Merger:
    """A record went into another one, which took it in by one of its own events."""

    source: int
    target: int
    at: int


def screens(
    reports: Collection[int], ceased: Mapping[int, int], splits: Collection[Split], mergers: Collection[Merger]
) -> frozenset[Screen]:
    """What must be screened in records that came from each other.

    A record that gave a report away holds its words up to that event, and so does every record it came from itself.
    One that went into a report is a telling of the same thing. What was split off holds nothing but its own claims.

    :param reports: those that are reports now.
    :param ceased: those that were, each with the event by which it ceased to be one.
    """
    words = {record: {record: WHOLE} for record in reports}
    for record, at in ceased.items():
        words.setdefault(record, {}).setdefault(record, at)
    while any([_tell(words, *each) for each in _told(words, splits, mergers)]):
        pass
    found = (Screen(record, report, upto) for record, held in words.items() for report, upto in held.items())
    return frozenset(each for each in found if (each.record, each.upto) != (each.report, WHOLE))


Words = dict[int, dict[int, int]]


def _told(words: Words, splits: Iterable[Split], mergers: Iterable[Merger]) -> Iterator[tuple[int, int, int]]:
    """What follows in one step: record, report, and up to where."""
    for split in splits:
        yield from ((split.parent, report, split.at) for report in list(words.get(split.child, ())))
    for merger in mergers:
        held = list(words.get(merger.target, {}).items())
        yield from ((merger.source, report, WHOLE) for report, upto in held if upto >= merger.at)


def _tell(words: Words, record: int, report: int, upto: int) -> bool:
    """Whether that was news."""
    held = words.setdefault(record, {})
    if held.get(report, 0) >= upto:
        return False
    held[report] = upto
    return True
