"""What the law needs to know of a claim that waits for its condition, and how an event changes it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from huiyin.law.frame.common import at_birth
from huiyin.law.frame.deadlines import Period
from huiyin.law.frame.facts import Frame, Particulars
from huiyin.law.frame.fold import noted_late
from huiyin.law.frame.situation import Situation
from huiyin.law.frame.verdict import Event
from huiyin.law.notyet.vocabulary import Lack, NoLonger, NotYetAct, NotYetClock, NotYetStage
from huiyin.law.sources.articles import cite
from huiyin.law.sources.books import RuleBook
from huiyin.law.terms import Unit


@dataclass(frozen=True, kw_only=True)
class NotYetFacts(Frame):
    """A claim that stands beside its answer until something comes.

    :param matter: the matter; ``claim`` the number of the claim in it; ``lack`` what is missing.
    :param watcher: the organ that looks, ``watching`` who does that there.
    :param every: so many months lie between two looks; ``looked_on`` the last one, ``looks`` how many.
    :param raised_on: when it was last reported upward; ``raised`` how often.
    :param said: how often the person said that something has changed; ``said_on`` the last time.
    :param no_longer: why nothing is waited for any more.
    """

    matter: int
    claim: int
    lack: Lack
    watcher: int
    watching: int
    every: int
    looked_on: date | None = None
    looks: int = 0
    raised_on: date | None = None
    raised: int = 0
    said: int = 0
    said_on: date | None = None
    no_longer: NoLonger | None = None


@dataclass(frozen=True)
class NotYetSituation(Situation):
    """What a condition on it looks at."""

    facts: NotYetFacts


def newborn(said: Particulars) -> NotYetFacts:
    """The facts before it is kept: organ, owner, book and day from the door, the rest from matter and form."""
    organ = int(said["organ"])
    return NotYetFacts(
        **at_birth(said),
        stage=NotYetStage.NEW,
        matter=int(said["matter_id"]),
        claim=int(said["claim"]),
        lack=Lack(said["lack"]),
        watcher=int(said.get("to_organ") or organ),
        watching=int(said["owner"]),
        every=int(said["every"]),
    )


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def periods(book: RuleBook) -> Mapping[NotYetClock, Period]:
    """No article says how often somebody looks, nor how soon the organ above, or the person, is answered
    (:class:`huiyin.law.sources.rulebook.Options`)."""
    article = book.own(cite("xf2022", 32, 2))
    return {
        NotYetClock.LOOK: Period(0, Unit.DAYS, article),
        NotYetClock.ANSWER: Period(book.options.condition_answer, Unit.DAYS, article),
        NotYetClock.SAID: Period(book.options.condition_said, Unit.DAYS, article),
    }


Change = Mapping[str, Any]


def _kept(facts: NotYetFacts, event: Event) -> Change:
    """Whoever deals with the matter reads it, too."""
    near = frozenset(int(each) for each in event.particulars.get("near", ()))
    return {"watcher": event.holder, "watching": event.owner, "joining": near}


def _looked(facts: NotYetFacts, event: Event) -> Change:
    return {"looked_on": event.on, "looks": facts.looks + 1}


def _raised(facts: NotYetFacts, event: Event) -> Change:
    return {"raised_on": event.on, "raised": facts.raised + 1}


def _handed(facts: NotYetFacts, event: Event) -> Change:
    """A colleague of whoever looks; at the organ above it is one who answers."""
    return {"watching": event.owner} if event.holder == facts.watcher else {}


CHANGES: Mapping[NotYetAct, Callable[[NotYetFacts, Event], Change]] = {
    NotYetAct.KEEP: _kept,
    NotYetAct.LOOK: _looked,
    NotYetAct.SAY: lambda facts, event: {"said": facts.said + 1, "said_on": event.on},
    NotYetAct.ENTRUST: lambda facts, event: {"watcher": event.holder, "watching": event.owner},
    NotYetAct.RAISE: _raised,
    NotYetAct.END: lambda facts, event: {"no_longer": NoLonger(event.particulars["because"])},
    NotYetAct.NAME_HANDLER: _handed,
    NotYetAct.NOTE_OVERDUE: noted_late,
}
