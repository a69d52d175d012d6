"""Claims of a matter that are reasonable and not yet possible (暂不具备条件), beside it: what is missing, when somebody
looks next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from huiyin.cases.models import Case
from huiyin.desk.records.fetching import url_of
from huiyin.desk.staff import Desk
from huiyin.law.notyet.facts import NotYetFacts
from huiyin.law.notyet.procedure import NOTYET
from huiyin.law.notyet.vocabulary import Lack, NotYetClock, NotYetStage
from huiyin.oversight.notyet import NOTYETS
from huiyin.record.reading import visible_to
from huiyin.record.snapshots import facts_from


@dataclass(frozen=True, slots=True)
class Line:
    """One claim that waits, or waited; ``claim`` its number for the reader."""

    url: str
    claim: int
    stage: NotYetStage
    lack: Lack
    open: bool
    look_on: date | None


def of_matter(case: Case, numbers: Mapping[int, int], desk: Desk) -> list[Line]:
    """Those that the reader may read.

    :param numbers: the number that each claim has for the reader, where that is another one.
    """
    rows = visible_to(NOTYETS, desk.actor, desk.today).filter(matter=case.id).order_by("-id")
    facts: list[NotYetFacts] = [facts_from(NOTYET, row.facts) for row in rows]
    return [_line(url_of(NOTYETS, row.number), each, numbers) for row, each in zip(rows, facts, strict=True)]


def _line(url: str, facts: NotYetFacts, numbers: Mapping[int, int]) -> Line:
    clock, over = facts.running(NotYetClock.LOOK), facts.stage in NOTYET.over
    stage = NotYetStage(facts.stage)
    return Line(url, numbers.get(facts.claim, facts.claim), stage, facts.lack, not over, clock.fixed if clock else None)
