"""What the law needs to know of a matter, and of the world around it. Frozen values, no database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from operator import attrgetter
from typing import Any

from huiyin.law.books import BOOKS, RuleBook, book
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
    Paper,
    Role,
    Ruling,
    Stage,
)
from huiyin.law.workdays import WorkCalendar

Particulars = Mapping[str, Any]
_NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """One claim (诉求), by its number within the matter.

    :param route: the statutory route the person was guided to (Art. 31 (1)–(4)).
    :param finding: fingerprint of the finding the outcome rests on.
    :param quashed: outcomes and fingerprints that reviews have revoked; a redo may not repeat any of them.
    :param execute_by: the day promised for carrying it out.
    """

    id: int
    kind: ClaimKind | None = None
    ground: Ground | None = None
    route: str | None = None
    outcome: Outcome | None = None
    finding: str = ""
    quashed: tuple[tuple[Outcome, str], ...] = ()
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
    def statutory(self) -> bool:
        """Art. 31 (1)–(4): another procedure decides it, so the organ leads the person there."""
        return self.kind is ClaimKind.GRIEVANCE and self.ground in STATUTORY

    @property
    def open(self) -> bool:
        """Still waiting for an answer: neither guided to its route, nor answered, nor settled by agreement."""
        return self.route is None and self.outcome is None and self.execution is Execution.NONE


STATUTORY = frozenset({Ground.LITIGATION, Ground.ARBITRATION, Ground.PARTY_APPEAL, Ground.ADMINISTRATIVE})
REVIEW_STAGES = frozenset({Stage.REVIEW_SOUGHT, Stage.REVIEWING, Stage.REVIEW_DECIDED})
REREVIEW_STAGES = frozenset({Stage.REREVIEW_SOUGHT, Stage.REREVIEWING, Stage.REREVIEW_DECIDED})


def holds_report(claims: tuple[ClaimFacts, ...], names_accused: bool) -> bool:
    """Whether claims are, or while unclassed must be taken for, a report of wrongdoing (检举控告)."""
    return any(claim.kind is ClaimKind.ACCUSATION or (names_accused and claim.kind is None) for claim in claims)


@dataclass(frozen=True, slots=True)
class Facts:
    """A matter as the law sees it; the fold of its events.

    Organs and persons are ids. ``holder`` and ``owner`` are who must act now: one organ, one named person.
    ``coordinator`` is the organ asked first (首办机关), ``organs`` all that have to do with the matter.

    :param determined: the organ that a superior or the joint conference named; it keeps the matter in its system.
    :param supervised_organ: whom the pending supervision (督办) addresses.
    :param untouched: it was passed on, and the receiver has done nothing with it yet.
    :param heard: the person was heard in this round, or declined (Art. 31 (6)); ``suffices``: why the papers are enough
        without an investigation has been said.
    :param awaited: co-handlers whose part (协办) is still to come.
    :param handled_by: persons who dealt with it below; ``reviewed_by`` and ``rereviewed_by`` those above.
        Nobody judges in one instance what they dealt with in another.
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
    determined: int | None = None
    co_handlers: tuple[int, ...] = ()
    handled_by: frozenset[int] = frozenset()
    reviewed_by: frozenset[int] = frozenset()
    rereviewed_by: frozenset[int] = frozenset()
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
    hearing_on: date | None = None
    untouched: bool = False
    heard: bool = False
    suffices: bool = False
    awaited: frozenset[int] = frozenset()
    accepted_on: date | None = None
    decided_on: date | None = None
    served_on: date | None = None
    executed_on: date | None = None
    ruling: Ruling | None = None
    content: bool = False
    closure: Closure | None = None
    supervised: bool = False
    supervised_organ: int | None = None
    seq: int = 0
    last_on: date | None = None
    moved_on: date | None = None

    @property
    def book(self) -> RuleBook:
        return BOOKS.get(self.book_key) or book(self.book_key)

    @property
    def report(self) -> bool:
        """Whether it holds a report of wrongdoing (检举控告), so that Art. 30 ¶3 closes it to the accused.

        A matter that names accused ones counts as a report until every claim is classed as something else.
        """
        return holds_report(self.claims, bool(self.accused_organs or self.accused_persons))

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

    @property
    def judged_by(self) -> frozenset[int]:
        """Persons of the other instances than the one in which the matter stands: who may not judge it now."""
        if self.stage in REVIEW_STAGES:
            return self.handled_by | self.rereviewed_by
        if self.stage in REREVIEW_STAGES:
            return self.handled_by | self.reviewed_by
        return _NOBODY

    def changed(self, changes: Mapping[str, Any]) -> Facts:
        """The facts with some fields changed; ``dataclasses.replace``, but twice as fast on so many fields."""
        return Facts(**{**dict(zip(_FIELDS, _VALUES(self), strict=True)), **changes})

    def running(self, kind: ClockKind) -> Clock | None:
        """The running clock of that kind, if any."""
        for clock in self.clocks:
            if clock.kind is kind and clock.stopped is None:
                return clock
        return None


_FIELDS = tuple(field.name for field in fields(Facts))
_VALUES = attrgetter(*_FIELDS)


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
    :param serves_at: ``serves_at(person, organ)`` where people may serve at several organs; else ``organ_of`` tells.
    :param roles_at: ``roles_at(person, organ)``, the roles held there; without it everybody there may do all.
    :param unissued: instruments that this matter owes and nobody has issued.
    """

    chart: OrganChart
    calendar: WorkCalendar
    duty: Callable[[int, tuple[Role, ...], frozenset[int]], int | None] = _nobody
    organ_of: Callable[[int], int | None] = _nowhere
    serves_at: Callable[[int, int], bool] | None = None
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

    def holder(self, facts: Facts) -> int:
        """Who holds the matter today; if that organ ended without an heir, the one asked first (首问负责)."""
        holder = self.standing(facts.holder)
        return holder if holder in self.chart.organs else self.standing(facts.coordinator)

    def barred(self, facts: Facts) -> frozenset[int]:
        """Organs that may never hold, read or receive this matter: the accused ones and all below them.

        An organ headed or staffed by an accused person is not barred for that alone; the person is.
        Source: xf2022 Art. 30 ¶3.
        """
        if not facts.accused_organs or not facts.report:
            return _NOBODY
        return self.chart.barred(facts.accused_organs)

    def readers(self, facts: Facts) -> frozenset[int]:
        """The organs that may read the matter: those that have to do with it, never a barred one."""
        return (facts.organs | {facts.holder, facts.coordinator}) - self.barred(facts)
