"""What the papers of a claim that waits say beside its own words: the claim, its condition, and who is spoken to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from huiyin.cases.instrument_facts import people
from huiyin.cases.models import Case, Claim
from huiyin.law.terms import Paper
from huiyin.oversight.models import NotYet
from huiyin.papers.facts import PaperFacts
from huiyin.people.models import Organ
from huiyin.record.models import Event


def paper(facts: PaperFacts, row: NotYet, events: Sequence[Event]) -> PaperFacts:
    """The claim in its own words; the person is greeted by name where the paper goes to them."""
    case = Case.objects.get(id=row.matter)
    request = Claim.objects.filter(case=case, seq=row.claim).values_list("request", flat=True).first()
    said = {**facts.said, "request": str(request or ""), **_next_look(events)}
    said["watcher"] = Organ.objects.values_list("name", flat=True).get(id=row.watcher)
    greeted = () if facts.kind is Paper.CONDITION_REPORT else tuple(people(case, hidden=case.report))
    return replace(facts, said=said, people=greeted, act=events[-1].act)


def _next_look(events: Sequence[Event]) -> dict[str, str]:
    days = [day for event in events if (day := json.loads(event.payload)["said"].get("look_on"))]
    return {"look_on": days[-1]} if days else {}
