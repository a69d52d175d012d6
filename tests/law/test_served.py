"""What was not served is not said: whatever is written in a draft or an unserved decision, it may not be told by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.law.frame.fold import replay
from huiyin.law.frame.verdict import Event
from huiyin.law.matter.procedure import MATTER
from huiyin.law.matter.served import UNSERVED, as_served
from huiyin.law.terms import Act
from tests.law.test_histories import Story, Tape

HISTORIES = 300
OTHER = {"finding": "另外的认定", "outcome": "not_supported", "basis": "另外的依据"}


def story(data: bytes) -> Story:
    tape = Tape(data)
    told = Story(tape)
    while not tape.over:
        told.step()
    return told


def pending(journal: Sequence[Event]) -> int:
    """Where in the journal the part begins that was not served; its length if all was."""
    begins = len(journal)
    while begins and journal[begins - 1].to in UNSERVED:
        begins -= 1
    return begins


def rewritten(event: Event) -> Event:
    """The same act with another outcome, another ruling, another finding."""
    said = dict(event.particulars)
    if event.act in (Act.PROPOSE, Act.DECIDE_REVIEW):
        said["outcomes"] = {claim: OTHER for claim in said.get("outcomes") or {"1": OTHER}}
        said |= {"ruling": "change"} if "ruling" in said else {}
    return replace(event, particulars=said)


@settings(max_examples=HISTORIES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(min_size=10, max_size=60))
def test_whatever_was_written_and_not_served_makes_no_difference(data: bytes) -> None:
    journal = story(data).journal
    begins = pending(journal)
    other = [*journal[:begins], *map(rewritten, journal[begins:])]
    if begins and begins < len(journal):
        assert _outcome(journal) == _outcome(other)


@settings(max_examples=HISTORIES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(min_size=10, max_size=60))
def test_whatever_was_served_is_told_as_it_is(data: bytes) -> None:
    journal = story(data).journal
    if journal and pending(journal) == len(journal):
        told = as_served(journal)
        assert told.facts == replay(MATTER, journal) and not told.untold


def _outcome(journal: Sequence[Event]) -> object:
    facts = as_served(journal).facts
    return facts.claims, facts.ruling, facts.content, facts.closure, facts.executed_on
