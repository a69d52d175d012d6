"""What the law needs to know of a matter (信访事项). Frozen values, no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from huiyin.law.frame.facts import Frame, Particulars
from huiyin.law.terms import Channel, ClaimKind, Closure, Execution, Ground, Outcome, Ruling, Stage

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
class Accused:
    """Whom a report is about, as in :class:`~huiyin.law.frame.facts.Frame`."""

    organs: frozenset[int]
    persons: frozenset[int]
    unsure: bool
    unsure_organs: frozenset[int]
    unsure_persons: frozenset[int]


#: Stages in which nothing has been proposed yet.
UNJUDGED = frozenset({
    Stage.NEW, Stage.REGISTERED, Stage.TRANSFERRED, Stage.OBJECTED, Stage.DISPUTED, Stage.CONFERENCE, Stage.HANDLING,
    Stage.AGREED,
})  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Facts(Frame):
    """A matter as the law sees it; the fold of its events.

    :param determined: the organ that a superior or the joint conference named; it keeps the matter in its system.
    :param untouched: it was passed on, and the receiver has done nothing with it yet.
    :param heard: the person was heard in this round, or declined (Art. 31 (6)); ``suffices``: why the papers are enough
        without an investigation has been said.
    :param on_spot: how many of the investigations of this round somebody went out for.
    :param awaited: co-handlers whose part (协办) is still to come; ``urgent_told`` organs that were told of something
        urgent and have not answered.
    :param consulted: the organs in dispute over the remit have talked about it.
    :param heard_in_rereview: the re-review went through a hearing, so its opinion may be made public.
    :param handled_by: persons who dealt with it below; ``reviewed_by`` and ``rereviewed_by`` those above.
        Nobody judges in one instance what they dealt with in another.
    """

    stage: Stage
    channel: Channel
    claims: tuple[ClaimFacts, ...]
    petitioners: int = 1
    anonymous: bool = False
    repeat: bool = False
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
    objections: int = 0
    transfers: int = 0
    remit_settled: bool = False
    simple: bool = False
    urgent: bool = False
    round: int = 1
    investigations: int = 0
    on_spot: int = 0
    extension_asked: int = 0
    extended: bool = False
    hearing_since: date | None = None
    hearing_on: date | None = None
    untouched: bool = False
    heard: bool = False
    suffices: bool = False
    awaited: frozenset[int] = frozenset()
    urgent_told: frozenset[int] = frozenset()
    consulted: bool = False
    recusal_asked: bool = False
    heard_in_rereview: bool = False
    relief_open: bool = False
    accepted_on: date | None = None
    decided_on: date | None = None
    served_on: date | None = None
    executed_on: date | None = None
    ruling: Ruling | None = None
    content: bool = False
    closure: Closure | None = None

    @property
    def report(self) -> bool:
        """Whether it holds a report of wrongdoing (检举控告), so that Art. 30 ¶3 closes it to the accused.

        A matter that names accused ones counts as a report until every claim is classed as something else.
        """
        return holds_report(self.claims, self.unsure or bool(self.accused_organs or self.accused_persons))

    def settled(self, said: Particulars) -> Accused:
        """Who is accused once a classification says so: it adds to those who are certain, and of those who only may
        be meant it replaces its own sort. That they are not among those known here settles both."""
        organ, person, elsewhere = said.get("accused_organ"), said.get("accused_person"), said.get("accused_elsewhere")
        organs = self.unsure_organs if organ is None and not elsewhere else _NOBODY
        persons = self.unsure_persons if person is None and not elsewhere else _NOBODY
        named = organ is not None or person is not None or bool(elsewhere)
        return Accused(
            self.accused_organs - (self.unsure_organs - organs) | ({organ} if organ is not None else _NOBODY),
            self.accused_persons - (self.unsure_persons - persons) | ({person} if person is not None else _NOBODY),
            self.unsure and bool(not named or organs or persons),
            organs,
            persons,
        )

    @property
    def needs_opinion(self) -> bool:
        return any(claim.petition for claim in self.claims)

    @property
    def unseen(self) -> bool:
        """Whether what is proposed or was decided rests on nobody having gone there (没有第一手材料)."""
        judged = self.stage not in UNJUDGED and any(claim.petition or claim.outcome for claim in self.claims)
        return judged and not self.on_spot

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
