"""What the papers of a charge say beside its own words: the day as it stands, and who is spoken to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from huiyin.cases.papers.people import greeted_in
from huiyin.papers.facts import PaperFacts
from huiyin.reception.models import Charge
from huiyin.record.models import Event


def paper(facts: PaperFacts, row: Charge, events: Sequence[Event]) -> PaperFacts:
    """The day as it was named last; all its papers go to the person, and greet them by name."""
    named = [until for event in events if (until := json.loads(event.payload)["said"].get("until"))]
    said = {**facts.said, "until": named[-1], "leader_name": row.leader_name}
    return replace(facts, said=said, people=greeted_in(row, row.matter), act=events[-1].act)
