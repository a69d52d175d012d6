"""What the papers of a visit say beside its own words: when and where it was to be, who is spoken to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from huiyin.cases.papers.people import greeted_in
from huiyin.law.papers import Paper
from huiyin.law.visit.vocabulary import VisitAct
from huiyin.papers.facts import PaperFacts
from huiyin.reception.models import Visit
from huiyin.record.models import Event
from huiyin.record.worlds import beijing_day
from huiyin.vault.opening import read_out

#: Papers that go to the person, and so greet them by name.
GREETS: Final = frozenset({Paper.VISIT_INVITATION, Paper.VISIT_RESULT})
_ASKED: Final = ("on", "time", "place")


def paper(facts: PaperFacts, row: Visit, events: Sequence[Event]) -> PaperFacts:
    """The day and place as they were named last, and the person's name where the paper goes to them."""
    named = [read_out(event.payload)["said"] for event in events if event.act in (VisitAct.ARRANGE, VisitAct.MOVE)]
    said = {name: value for each in named for name in _ASKED if (value := each.get(name))}
    said["leader_name"] = row.leader_name
    if row.held_on is not None and events[-1].act == VisitAct.HOLD:
        said["held_on"] = beijing_day(events[-1].at).isoformat()
    greeted = greeted_in(row, row.matter) if facts.kind in GREETS else ()
    return replace(facts, said={**facts.said, **said}, people=greeted)
