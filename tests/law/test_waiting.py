"""What a matter waits for when no period binds an organ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from huiyin.law.frame.deadlines import Clock
from huiyin.law.matter.facts import ClaimFacts, Facts
from huiyin.law.matter.waiting import waiting
from huiyin.law.terms import Channel, ClockKind, Execution, Stage, Unit

LODGED, MOVED = date(2026, 11, 2), date(2026, 11, 10)
WINDOW = Clock(ClockKind.SEEK_REVIEW, MOVED, 30, Unit.DAYS, citizens=True)
HANDLE = Clock(ClockKind.HANDLE, LODGED, 60, Unit.DAYS)
FACTS = Facts(
    book_key="cn-2022",
    stage=Stage.DECIDED,
    channel=Channel.WEB,
    lodged_on=LODGED,
    coordinator=1,
    holder=1,
    owner=7,
    claims=(ClaimFacts(1),),
    moved_on=MOVED,
)


@pytest.mark.parametrize(
    "stage",
    [Stage.OBJECTED, Stage.DISPUTED, Stage.CONFERENCE, Stage.DECIDED, Stage.REVIEW_DECIDED, Stage.REREVIEW_DECIDED],
)
def test_where_the_law_sets_no_period_the_matter_waits_since_it_came_there(stage: Stage) -> None:
    waits = waiting(replace(FACTS, stage=stage))
    assert waits is not None and waits.since == MOVED


def test_a_running_period_of_an_organ_says_all() -> None:
    assert waiting(replace(FACTS, clocks=(HANDLE,))) is None


def test_nothing_is_waited_for_after_the_end() -> None:
    assert waiting(replace(FACTS, stage=Stage.ARCHIVED)) is None


def test_the_petitioners_window_keeps_no_organ_waiting() -> None:
    waits = waiting(replace(FACTS, stage=Stage.SERVED, clocks=(WINDOW,)))
    assert waits is not None and waits.since is None and waits.until is None


def test_an_unserved_opinion_waits_though_the_window_of_another_still_runs() -> None:
    waits = waiting(replace(FACTS, clocks=(replace(WINDOW, kind=ClockKind.OBJECT),)))
    assert waits is not None and waits.since == MOVED


def test_what_was_promised_is_waited_for_until_its_day() -> None:
    first = ClaimFacts(1, execution=Execution.DUE, execute_by=date(2026, 12, 20))
    second = ClaimFacts(2, execution=Execution.DENIED, execute_by=date(2026, 12, 1))
    waits = waiting(replace(FACTS, stage=Stage.SERVED, clocks=(WINDOW,), claims=(first, second)))
    assert waits is not None and waits.until == date(2026, 12, 1)


def test_a_matter_that_never_moved_waits_since_it_was_lodged() -> None:
    waits = waiting(replace(FACTS, moved_on=None))
    assert waits is not None and waits.since == LODGED
