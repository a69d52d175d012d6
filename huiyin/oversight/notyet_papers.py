"""What the papers of a claim that waits say beside its own words: the claim, its condition, and who is spoken to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from huiyin.cases.models import Claim
from huiyin.cases.papers.people import greeted_in
from huiyin.law.papers import Paper
from huiyin.oversight.models import NotYet
from huiyin.papers.facts import PaperFacts
from huiyin.record.instruments import once, organ_texts
from huiyin.record.models import Event


def paper(facts: PaperFacts, row: NotYet, events: Sequence[Event]) -> PaperFacts:
    """The claim in its own words; the person is greeted by name where the paper goes to them."""
    said = {**facts.said, "request": request_of(row), **_next_look(events)}
    said["watcher"] = organ_texts([row.watcher])[row.watcher].name
    greeted = () if facts.kind is Paper.CONDITION_REPORT else greeted_in(row, row.matter)
    return replace(facts, said=said, people=greeted, act=events[-1].act)


def request_of(row: NotYet) -> str:
    """What is asked for, in the words of the claim; asked once for the page and all its papers."""
    claims = Claim.objects.filter(case=row.matter, seq=row.claim).values_list("request", flat=True)
    return str(once(row, "request", claims.first) or "")


def _next_look(events: Sequence[Event]) -> dict[str, str]:
    days = [day for event in events if (day := json.loads(event.payload)["said"].get("look_on"))]
    return {"look_on": days[-1]} if days else {}
