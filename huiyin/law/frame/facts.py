"""What the law needs to know of any record, of who acts, and of the world around. Frozen values, no database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from huiyin.law.chart.routing import OrganChart
from huiyin.law.frame.deadlines import Clock
from huiyin.law.frame.workdays import WorkCalendar
from huiyin.law.papers import Paper
from huiyin.law.sources.books import BOOKS, RuleBook, book
from huiyin.law.terms import OfKind, Role, Term

Particulars = Mapping[str, Any]
_NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What every record has, whatever its kind; the facts of a kind add what is theirs.

    Organs and persons are ids. ``holder`` and ``owner`` are who must act now: one organ, one named person.
    ``coordinator`` is the organ that opened the record or was asked first (首办机关), ``organs`` all that have to do
    with it.

    :param lodged_on: the day from which the record counts.
    :param accused_organs: whom a report of wrongdoing is about, if it is one or rests on one; ``accused_persons`` too.
    :param unsure: whom a report is about is not certain yet (被反映人待认定); of those counted as accused,
        ``unsure_organs`` and ``unsure_persons`` only may be meant. Until somebody says who is, it goes nowhere.
    """

    book_key: str
    stage: Term
    lodged_on: date
    coordinator: int
    holder: int
    owner: int
    accused_organs: frozenset[int] = frozenset()
    accused_persons: frozenset[int] = frozenset()
    unsure: bool = False
    unsure_organs: frozenset[int] = frozenset()
    unsure_persons: frozenset[int] = frozenset()
    organs: frozenset[int] = frozenset()
    recused: frozenset[int] = frozenset()
    clocks: tuple[Clock, ...] = ()
    seq: int = 0
    last_on: date | None = None
    moved_on: date | None = None

    def __init_subclass__(cls, **more: Any) -> None:
        """:raises TypeError: the facts of a kind have slots, and so could not be changed."""
        super().__init_subclass__(**more)
        if "__slots__" in cls.__dict__:
            raise TypeError(f"{cls.__name__}: facts are dataclasses without slots, so that they change fast")

    @property
    def book(self) -> RuleBook:
        return BOOKS.get(self.book_key) or book(self.book_key)

    @property
    def report(self) -> bool:
        """Whether Art. 30 ¶3 closes it to the accused."""
        return self.unsure or bool(self.accused_organs or self.accused_persons)

    @property
    def judged_by(self) -> frozenset[int]:
        """Who dealt with it in another instance, and so may not judge it now."""
        return _NOBODY

    def changed(self, changes: Mapping[str, Any]) -> Self:
        """The facts with some fields changed; ``dataclasses.replace``, but ten times as fast on so many fields.

        :raises TypeError: there is no such field.
        """
        kept = self.__dict__
        if not changes.keys() <= kept.keys():
            raise TypeError(f"{type(self).__name__} has no {', '.join(changes.keys() - kept.keys())}")
        after = object.__new__(type(self))
        after.__dict__.update(kept, **changes)
        return after

    def running(self, kind: OfKind) -> Clock | None:
        """The running clock of that kind, if any."""
        for clock in self.clocks:
            if clock.kind is kind and clock.stopped is None:
                return clock
        return None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person (``None`` for petitioner and system) at an organ, with the roles held there."""

    person: int | None
    organ: int | None
    roles: frozenset[Role]

    @property
    def staff(self) -> bool:
        return self.organ is not None


PETITIONER = Actor(None, None, frozenset({Role.PETITIONER}))
#: Somebody of the panel of a hearing who is no employee; which of them says the act.
PANELIST = Actor(None, None, frozenset({Role.PANELIST}))
SYSTEM = Actor(None, None, frozenset({Role.SYSTEM}))


def _nobody(organ: int, roles: tuple[Role, ...], excluded: frozenset[int]) -> int | None:
    return None


def _nowhere(person: int) -> int | None:
    return None


def _nothing(of: Any) -> frozenset[int]:
    return _NOBODY


@dataclass(frozen=True, slots=True)
class World:
    """The surroundings of a decision, handed in: organs, calendar, and who is on duty.

    :param duty: ``duty(organ, roles, excluded)`` names the person on duty there, or ``None``.
    :param organ_of: the organ at which a person serves, or ``None``.
    :param serves_at: ``serves_at(person, organ)`` where people may serve at several organs; else ``organ_of`` tells.
    :param ties: the organs at which a person serves, or served until not long ago.
    :param tied: everybody who serves at one of these organs, or did until not long ago.
    :param roles_at: ``roles_at(person, organ)``, the roles held there; without it everybody there may do all.
    :param unissued: instruments that this record owes and nobody has issued.
    """

    chart: OrganChart
    calendar: WorkCalendar
    duty: Callable[[int, tuple[Role, ...], frozenset[int]], int | None] = _nobody
    organ_of: Callable[[int], int | None] = _nowhere
    serves_at: Callable[[int, int], bool] | None = None
    ties: Callable[[int], frozenset[int]] = _nothing
    tied: Callable[[frozenset[int]], frozenset[int]] = _nothing
    roles_at: Callable[[int, int], frozenset[Role]] | None = None
    unissued: frozenset[Paper] = frozenset()

    def serves(self, person: int, organ: int) -> bool:
        if self.serves_at is not None:
            return self.serves_at(person, organ)
        return self.organ_of(person) == organ

    def able(self, person: int, organ: int, roles: frozenset[Role]) -> bool:
        """Whether the person serves there in one of the roles."""
        if not self.serves(person, organ):
            return False
        return self.roles_at is None or not roles.isdisjoint(self.roles_at(person, organ))

    def standing(self, organ: int) -> int:
        """The organ itself, or the one that carries on its powers today (Art. 24 ¶2)."""
        chart = self.chart
        return organ if organ in chart.organs else chart.current(organ)

    def known(self, organ: int) -> bool:
        return self.standing(organ) in self.chart.organs

    def holder(self, facts: Frame) -> int:
        """Who holds the matter today; if that organ ended without an heir, the one asked first (首问负责)."""
        organs = self.chart.organs
        if facts.holder in organs:
            return facts.holder
        holder = self.standing(facts.holder)
        return holder if holder in organs else self.standing(facts.coordinator)

    def barred(self, facts: Frame) -> frozenset[int]:
        """Organs that may never hold, read or receive this matter: the accused ones and all below them.

        An organ headed or staffed by an accused person is not barred for that alone; the person is.
        Source: xf2022 Art. 30 ¶3.
        """
        if not facts.accused_organs or not facts.report:
            return _NOBODY
        return self.chart.barred(facts.accused_organs)

    def unfit(self, facts: Frame) -> frozenset[int]:
        """Persons who may neither hold nor read the matter: the accused, and whoever has a tie to a barred organ.

        One is barred by every post, also by one left not long ago; the seat from which one asks does not matter.
        Source: xf2022 Art. 30 ¶3.
        """
        barred = self.barred(facts)
        return facts.accused_persons | self.tied(barred) if barred else facts.accused_persons

    def readers(self, facts: Frame) -> frozenset[int]:
        """The organs that may read the matter: those that have to do with it, never a barred one."""
        return (facts.organs | {facts.holder, facts.coordinator}) - self.barred(facts)
