"""What may be told to the person (已经送达的): facts as if what was written and not served had not been written.

A draft, a signed opinion on its way and a review that was decided bind nobody yet (xf2022 Art. 32, 35, 36): no page of
theirs may speak of the outcome, nor of what is promised or carried out because of it. Where the matter stands, in
whose hands, and which periods run is told as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from huiyin.law.frame.fold import evolve
from huiyin.law.frame.verdict import Event
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.fold import newborn
from huiyin.law.matter.procedure import MATTER
from huiyin.law.terms import Act, Execution, Stage

UNSERVED: Final = frozenset({Stage.PROPOSED, Stage.DECIDED, Stage.REVIEW_DECIDED, Stage.REREVIEW_DECIDED})
"""While a matter stands here, something was written that has not been served."""
_OUTCOME: Final = ("claims", "ruling", "content", "closure", "decided_on", "executed_on")


@dataclass(frozen=True, slots=True)
class Served:
    """A matter as it may be told.

    :param untold: numbers of the events, from 1, that rest on what was not served.
    """

    facts: Facts
    untold: frozenset[int] = frozenset()


def as_served(events: Iterable[Event]) -> Served:
    """Fold a whole history, the first event being the lodging."""
    history = iter(events)
    first = next(history)
    facts = shown = evolve(MATTER, newborn(first.particulars), first)
    untold: set[int] = set()
    for number, event in enumerate(history, 2):
        before, facts = facts.stage, evolve(MATTER, facts, event)
        if facts.stage not in UNSERVED:
            shown = facts
            untold.clear()
        elif facts.stage is before:
            told = _told(shown, event)
            untold |= {number} if told is not event else set()
            shown = evolve(MATTER, shown, told) if told is not None else shown
    return Served(facts.changed({name: getattr(shown, name) for name in _OUTCOME}), frozenset(untold))


def _told(shown: Facts, event: Event) -> Event | None:
    """The event as far as it speaks of what was served: what is carried out must have been promised to the person."""
    if event.act is not Act.EXECUTE:
        return event
    promised = {claim.id for claim in shown.claims if claim.execution in (Execution.DUE, Execution.DENIED)}
    named = set(event.particulars["claims"])
    if named <= promised:
        return event
    known = sorted(named & promised)
    return replace(event, particulars={**event.particulars, "claims": known}) if known else None
