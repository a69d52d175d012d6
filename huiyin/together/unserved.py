"""Reminds owners of issued papers that did not reach the person (未送达): on the third day, and every third after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from huiyin.cases.models import Case
from huiyin.cases.papers.service import UNSERVED_DAYS, unserved
from huiyin.papers.models import Paper
from huiyin.record.models import Message
from huiyin.record.worlds import beijing_day
from huiyin.store.locks import writing
from huiyin.store.rows import insert
from huiyin.together.kinds import Kind
from huiyin.together.models import Notification
from huiyin.together.telling import STAFF, Told, tell

AT_ONCE = 500


def remind(now: datetime) -> int:
    """Called by the worker once a day. Returns how many people were told."""
    today, last, many = beijing_day(now), 0, 0
    while papers := list(unserved(today).filter(id__gt=last).order_by("id")[:AT_ONCE]):
        last = papers[-1].id
        many += _tell(papers, today, now)
    return many


def _tell(papers: Iterable[Paper], today: date, now: datetime) -> int:
    told = {each.key: each for paper, case in _with_cases(papers) for each in [_told(paper, case, today)]}
    known = Notification.objects.filter(key__in=list(told)).values_list("key", flat=True)
    for key in known:
        told.pop(key)
    with writing():
        written = tell(told.values(), now)
        wanting = sorted({row.record for row in written if row.mail == "wanted"})
        insert([Message(topic=STAFF, record=case, seq=0, ready_at=now) for case in wanting])
    return len(written)


def _with_cases(papers: Iterable[Paper]) -> list[tuple[Paper, Case]]:
    cases = {case.id: case for case in Case.objects.filter(id__in={paper.matter for paper in papers if paper.matter})}
    return [(paper, cases[paper.matter]) for paper in papers if paper.matter in cases]


def _told(paper: Paper, case: Case, today: date) -> Told:
    """The owner where the matter lies is told, in the name of the number of periods that have passed."""
    times = (today - paper.issued_on).days // UNSERVED_DAYS
    return Told(case.owner, case.holder, Kind.UNSERVED, case.id, f"unserved.{paper.id}.{times}")
