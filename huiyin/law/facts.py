"""What the law needs to know of a matter, and of the world around it. Frozen values, no database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from huiyin.law.books import BOOKS, RuleBook
from huiyin.law.deadlines import Clock
from huiyin.law.routing import OrganChart
from huiyin.law.terms import (
    Channel,
    ClaimKind,
    ClockKind,
    Closure,
    Execution,
    Ground,
    Outcome,
    Role,
    Ruling,
    Stage,
)
from huiyin.law.workdays import WorkCalendar

Particulars = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """One claim (诉求), by its number within the matter.

    :param route: the statutory route the person was guided to (Art. 31 (1)–(4)).
    :param finding: fingerprint of the finding the outcome rests on.
    :param quashed: outcome and fingerprint that a review has revoked; a redo may not repeat them.
    :param execute_by: the day promised for carrying it out.
    """

    id: int
    kind: ClaimKind | None = None
    ground: Ground | None = None
    route: str | None = None
    outcome: Outcome | None = None
    finding: str = ""
    quashed: tuple[Outcome, str] | None = None
    execution: Execution = Execution.NONE
    execute_by: date | None = None

    @property
    def classed(self) -> bool:
        return self.kind is not None and (self.kind is not ClaimKind.GRIEVANCE or self.ground is not None)

    @property
    def petition(self) -> bool:
        """Only Art. 31 (6) matters go through opinion, review and re-review (Art. 34–36)."""
        return self.kind is ClaimKind.GRIEVANCE and self.ground is Ground.PETITION and self.route is None

    @property
    def accusation(self) -> bool:
        return self.kind is ClaimKind.ACCUSATION

    @property
    def open(self) -> bool:
        """Still waiting for an outcome; a guided claim has left for its statutory route."""
        return self.route is None and self.outcome is None


@dataclass(frozen=True, slots=True)
class Facts:
    """A matter as the law sees it; the fold of its events.

    Organs and persons are ids. ``holder`` and ``owner`` are who must act now: one organ, one named person.
    ``tier_part`` are the persons who dealt with it in the present instance, ``took_part`` those of earlier ones.
    """

    book_key: str
    stage: Stage
    channel: Channel
    lodged_on: date
    coordinator: int
    holder: int
    owner: int
    claims: tuple[ClaimFacts, ...]
    petitioners: int = 1
    anonymous: bool = False
    repeat: bool = False
    accused_organs: frozenset[int] = frozenset()
    accused_persons: frozenset[int] = frozenset()
    sender: int | None = None
    sender_person: int | None = None
    objector: int | None = None
    objector_person: int | None = None
    responsible: int | None = None
    handler: int | None = None
    reviewer: int | None = None
    rereviewer: int | None = None
    co_handlers: tuple[int, ...] = ()
    took_part: frozenset[int] = frozenset()
    tier_part: frozenset[int] = frozenset()
    organs: frozenset[int] = frozenset()
    recused: frozenset[int] = frozenset()
    clocks: tuple[Clock, ...] = ()
    objections: int = 0
    transfers: int = 0
    remit_settled: bool = False
    simple: bool = False
    urgent: bool = False
    round: int = 1
    investigations: int = 0
    extension_asked: int = 0
    extended: bool = False
    hearing_since: date | None = None
    accepted_on: date | None = None
    served_on: date | None = None
    executed_on: date | None = None
    ruling: Ruling | None = None
    content: bool = False
    closure: Closure | None = None
    supervised: bool = False
    seq: int = 0
    last_on: date | None = None

    @property
    def book(self) -> RuleBook:
        return BOOKS[self.book_key]

    @property
    def report(self) -> bool:
        """Whether it holds a report of wrongdoing (检举控告), so that Art. 30 ¶3 closes it to the accused."""
        return any(claim.accusation for claim in self.claims)

    @property
    def needs_opinion(self) -> bool:
        return any(claim.petition for claim in self.claims)

    @property
    def classed(self) -> bool:
        return all(claim.classed for claim in self.claims)

    @property
    def execution_outstanding(self) -> bool:
        return any(claim.execution in (Execution.DUE, Execution.DENIED) for claim in self.claims)

    @property
    def unconfirmed(self) -> bool:
        return any(claim.execution is Execution.DONE for claim in self.claims)

    def running(self, kind: ClockKind) -> Clock | None:
        """The running clock of that kind, if any."""
        return next((clock for clock in self.clocks if clock.kind is kind and clock.running), None)


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
SYSTEM = Actor(None, None, frozenset({Role.SYSTEM}))


def _nobody(organ: int, roles: tuple[Role, ...], excluded: frozenset[int]) -> int | None:
    return None


def _nowhere(person: int) -> int | None:
    return None


@dataclass(frozen=True, slots=True)
class World:
    """The surroundings of a decision, handed in: organs, calendar, and who is on duty.

    :param duty: ``duty(organ, roles, excluded)`` names the person on duty there, or ``None``.
    :param organ_of: the organ at which a person serves, or ``None``.
    """

    chart: OrganChart
    calendar: WorkCalendar
    duty: Callable[[int, tuple[Role, ...], frozenset[int]], int | None] = _nobody
    organ_of: Callable[[int], int | None] = _nowhere
    barred_cache: dict[frozenset[int], frozenset[int]] = field(default_factory=dict, compare=False)

    def barred(self, facts: Facts) -> frozenset[int]:
        """Organs that may never hold, read or receive this matter: the accused ones and all below them.

        An organ headed or staffed by an accused person is not barred for that alone; the person is.
        Source: xf2022 Art. 30 ¶3.
        """
        if not facts.report or not facts.accused_organs:
            return frozenset()
        found = self.barred_cache.get(facts.accused_organs)
        if found is None:
            found = self.barred_cache[facts.accused_organs] = self.chart.barred(facts.accused_organs)
        return found
