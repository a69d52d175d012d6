"""What a condition of the law looks at, and the plain yes-or-no questions that choose rows and open clocks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from huiyin.law.chart.routing import OrganKind
from huiyin.law.frame import situation as frame
from huiyin.law.frame.deadlines import last_day
from huiyin.law.matter import claims
from huiyin.law.matter.facts import Facts, holds_report
from huiyin.law.terms import Act, ClockKind, Closure, Ground, Ruling, Stage

OFFICES = frozenset({OrganKind.PETITION_OFFICE, OrganKind.JOINT_CONFERENCE})
WINDOWS = (ClockKind.SEEK_REVIEW, ClockKind.SEEK_REREVIEW)


@dataclass(frozen=True)
class Situation(frame.Situation):
    """Everything a condition on a matter may look at."""

    facts: Facts

    def rows(self, name: str) -> claims.Rows:
        """A particular that speaks claim by claim; empty while nothing is said."""
        return self.value(name) or {}

    @cached_property
    def claims_after(self) -> claims.Claims:
        """The claims as they will be after classifying, guiding or splitting."""
        before = self.facts.claims
        if self.given is None:
            return before
        if self.act is Act.CLASSIFY:
            return claims.each(before, self.rows("classes"), claims.reclassed)
        if self.act is Act.GUIDE:
            return claims.each(before, self.rows("routes"), claims.guided)
        return claims.without(before, self.value("claims") or ()) if self.act is Act.SPLIT else before

    @property
    def named_now(self) -> frozenset[int]:
        """Whom a classification is just about to shut out: the accused it names, and whoever has a tie to them."""
        if self.act is not Act.CLASSIFY or self.given is None:
            return frozenset()
        _, persons = self.accused_after
        return (persons - self.facts.accused_persons) | self.world.tied(self.barred_after)

    @cached_property
    def accused_after(self) -> tuple[frozenset[int], frozenset[int]]:
        """Organs and persons accused once a classification has said who is."""
        now = self.facts.settled(self.given or {})
        return now.organs, now.persons

    @cached_property
    def barred_after(self) -> frozenset[int]:
        """The organs that a classification will shut out."""
        organs, _ = self.accused_after
        if not organs or not holds_report(self.claims_after, True):
            return frozenset()
        return self.world.chart.barred(organs)


# Where it stands ---------------------------------------------------------------------------------------------------


def _kind(s: Situation) -> OrganKind | None:
    organ = s.organ(s.next_holder if s.next_holder is not None else s.holder)
    return organ.kind if organ else None


def at_petition_office(s: Situation) -> bool:
    return _kind(s) is OrganKind.PETITION_OFFICE


def at_other_organ(s: Situation) -> bool:
    return not at_petition_office(s) and not own_rules(s)


def at_discipline_organ(s: Situation) -> bool:
    return _kind(s) is OrganKind.DISCIPLINE


def own_rules(s: Situation) -> bool:
    """Discipline organs notify of reports, political-legal ones of litigation, by rules of their own (Art. 23 ¶4)."""
    claims_ = s.claims_after
    if s.facts.book.own_rules is None or not claims_:
        return False
    if _kind(s) is OrganKind.DISCIPLINE:
        return all(claim.accusation for claim in claims_)
    return _kind(s) is OrganKind.POLITICAL_LEGAL and all(claim.ground is Ground.LITIGATION for claim in claims_)


def notifies_by_the_book(s: Situation) -> bool:
    return not own_rules(s)


def at_office(s: Situation) -> bool:
    """A petition or conference office passes on and presses; it decides nothing itself (Art. 14, 22)."""
    return _kind(s) in OFFICES


def first_here(s: Situation) -> bool:
    """The holder sorts freely: it was asked first, and no superior said that the matter is its own."""
    holder = s.holder
    if s.facts.determined is not None and s.world.standing(s.facts.determined) == holder:
        return False
    return s.facts.stage is Stage.REGISTERED and s.world.standing(s.facts.coordinator) == holder


def sorts_freely(s: Situation) -> bool:
    """Art. 22 lets the petition office pass on to whoever is competent, Art. 23 ¶1 others only within their own system;
    a report of wrongdoing may always go to those who have the power (Art. 30 ¶1)."""
    return first_here(s) and (at_office(s) or report_alone(s))


def in_own_system(s: Situation, organ: int) -> bool:
    """Whether ``organ`` is one to which the holder may pass on what was passed to it (Art. 22 ¶1, 23 ¶1)."""
    here, there = s.organ(s.holder), s.organ(organ)
    if here is None or there is None:
        return False
    if here.kind in OFFICES:
        return there.area.startswith(here.area)
    return s.world.chart.is_below(there.id, here.id)


def was_passed_on(s: Situation) -> bool:
    """Whether another organ sent it here (Art. 23 ¶3); else it was brought here (¶1)."""
    return s.facts.sender is not None


def was_accepted(s: Situation) -> bool:
    return s.facts.accepted_on is not None


def window(s: Situation) -> bool:
    """The petitioner may still ask for review or re-review."""
    running = (s.facts.running(kind) for kind in WINDOWS)
    return any(clock is not None and last_day(clock, s.world.calendar) >= s.on for clock in running)


def review_admission_timed(s: Situation) -> bool:
    """The book says in how many days it is decided whether a review is admitted (Shandong Art. 43 ¶1)."""
    return ClockKind.ADMIT_REVIEW in s.facts.book.periods


def rereview_admission_timed(s: Situation) -> bool:
    return ClockKind.ADMIT_REREVIEW in s.facts.book.periods


# What it is about --------------------------------------------------------------------------------------------------


def opinion_due(s: Situation) -> bool:
    return s.facts.needs_opinion


def opinion_becomes_due(s: Situation) -> bool:
    """A claim is classed as Art. 31 (6) after the matter was accepted, and no clock runs for it yet."""
    if s.facts.stage is not Stage.HANDLING or s.facts.running(ClockKind.HANDLE):
        return False
    return any(claim.petition for claim in s.claims_after)


def no_opinion_left(s: Situation) -> bool:
    """What remains in the matter is nothing for which Art. 34 sets a period."""
    return s.given is not None and s.facts.needs_opinion and not any(claim.petition for claim in s.claims_after)


def report_alone(s: Situation) -> bool:
    return all(claim.accusation for claim in s.facts.claims)


def litigation_alone(s: Situation) -> bool:
    return all(claim.ground is Ground.LITIGATION for claim in s.facts.claims)


def duty_asked(s: Situation) -> bool:
    """Somebody asks an organ to act by its office (Art. 31 (5))."""
    return any(claim.ground is Ground.DUTY for claim in s.facts.claims)


def every_open_claim_guided(s: Situation) -> bool:
    return s.given is not None and not any(claim.open for claim in s.claims_after)


# Reports of wrongdoing ---------------------------------------------------------------------------------------------


def holder_not_shut_out(s: Situation) -> bool:
    """The classification does not make it a report on the very organ that holds it, or on one above."""
    return s.given is None or s.holder not in s.barred_after


# Remit -------------------------------------------------------------------------------------------------------------


def sender_decides(s: Situation) -> bool:
    """The first objection goes to the sender (Art. 23 ¶3), unless the sender may not see the matter any more."""
    return s.facts.objections == 0 and s.facts.sender is not None and not _shut(s, s.facts.sender)


def arbiter(s: Situation) -> int | None:
    """The common superior of sender and receiver (Art. 24 ¶1)."""
    if s.facts.sender is None:
        return None
    found = s.world.chart.common_superior(s.world.standing(s.facts.sender), s.holder)
    return None if found is None or _shut(s, found) else found


def conference(s: Situation) -> int | None:
    """The joint conference common to the two organs in dispute (Art. 24 ¶1)."""
    if s.facts.sender is None or not s.world.known(s.facts.sender) or not s.world.known(s.holder):
        return None
    return s.world.chart.joint_conference_for(s.facts.sender, s.holder)


def _shut(s: Situation, organ: int) -> bool:
    return not s.world.known(organ) or s.world.standing(organ) in s.world.barred(s.facts)


def common_superior_exists(s: Situation) -> bool:
    return arbiter(s) is not None


def hearing_was_held(s: Situation) -> bool:
    """A hearing that was called off ends without a report, and takes no day out of any period."""
    return not s.value("cancelled")


# How it ended ------------------------------------------------------------------------------------------------------


def ruled_redo(s: Situation) -> bool:
    return s.facts.ruling is Ruling.REDO


def closed_by_agreement(s: Situation) -> bool:
    return s.facts.closure is Closure.AGREEMENT


def closed_as_final(s: Situation) -> bool:
    return s.facts.closure is Closure.FINAL
