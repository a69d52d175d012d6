"""The papers the city's acts owe (文书): numbered on the day of the act and served as people are; the worker draws.

What was owed in the last days stays on the desks, so that there is something to issue.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Final

from huiyin.cases.models import Case
from huiyin.cases.papers.facts import issuer
from huiyin.cases.papers.instruments import debt, issue, number
from huiyin.cases.papers.service import laid_into, settle
from huiyin.house.demo.cast import Cast
from huiyin.law.frame.facts import Actor
from huiyin.law.frame.workdays import WorkCalendar
from huiyin.law.papers import Paper
from huiyin.law.papers import Service as Method
from huiyin.law.terms import Act, Channel, Role
from huiyin.papers import service
from huiyin.papers.fonts import NoFonts, Unprintable
from huiyin.papers.kinds import SERVED_BY_ACT
from huiyin.papers.models import UNSERVED
from huiyin.papers.models import Paper as Issued
from huiyin.papers.needs import Incomplete
from huiyin.papers.service import Proof, Words
from huiyin.record.instruments import issue as issue_for_record
from huiyin.record.models import Event, OwedPaper
from huiyin.record.worlds import beijing_day

#: Debts of so many working days are left to those who try the desk.
FRESH: Final = 2
#: A letter takes so long; one that was posted later is still on its way.
POST: Final = timedelta(days=3)
#: Answers, whose numbers other papers name.
_NAMED: Final = SERVED_BY_ACT | {Paper.REPLY_LETTER}
_WRITERS: Final = (Role.SUPERVISOR, Role.DISPATCHER, Role.HEAD)
_CLERKS: Final = (Role.HANDLER, Role.RECEPTION, Role.DISPATCHER, Role.REVIEWER, Role.HEAD)


class Paperwork:
    """Issues what a matter owes. ``today`` is the day on which the play ends."""

    def __init__(self, cast: Cast, today: date, calendar: WorkCalendar) -> None:
        self._cast = cast
        self._today = today
        days = (today - timedelta(days=back) for back in range(1, 60))
        self._fresh = next(islice((day for day in days if calendar.is_workday(day)), FRESH - 1, None))

    def before(self, case: int, by: Actor, at: datetime) -> None:
        """What has to be issued before something is served, heard to its end, or closed."""
        for row in OwedPaper.objects.filter(record=case, issued_on__isnull=True).order_by("id"):
            if row.kind != Paper.RECEIPT.value:
                self._make(row, by, at)

    def after(self, case: int, event: Event, at: datetime) -> None:
        """What an act has left to write: first the service it tells of, then the papers it owes."""
        if event.act == Act.SERVE.value:
            settle(event)
            for reply in Issued.objects.filter(UNSERVED, matter=case, kind=Paper.REPLY_LETTER.value):
                self._serve(reply, Case.objects.get(id=case), at)
        for row in OwedPaper.objects.filter(record=case, issued_on__isnull=True).order_by("id"):
            if row.kind == Paper.RECEIPT.value or row.owed_on < self._fresh:
                self._issue(row, event, at)

    def of_record(self, record: int, at: datetime) -> None:
        """What an act on a record of another kind owes: issued that day, but for the last days' papers."""
        for row in OwedPaper.objects.filter(record=record, issued_on__isnull=True, owed_on__lt=self._fresh).order_by(
            "id"
        ):
            with suppress(Incomplete, Unprintable, NoFonts):
                issue_for_record(row.id, self._cast.somebody(row.organ, _WRITERS, beijing_day(at)), at)

    def _issue(self, row: OwedPaper, event: Event, at: datetime) -> None:
        by = None if event.by is None else self._cast.actor_at(event.by, event.organ or 0, beijing_day(at))
        paper = self._make(row, by, at)
        if paper and paper.to_serve and paper.term not in SERVED_BY_ACT and event.act != Act.SIGN.value:
            self._serve(paper, Case.objects.get(id=row.record), at)

    def _make(self, row: OwedPaper, by: Actor | None, at: datetime) -> Issued | None:
        organ = issuer(debt(row.id, beijing_day(at)).record)
        # The proof of service names the answer, which must be there by then; everything else can wait for the worker.
        make = issue if Paper(row.kind) in _NAMED else number
        try:
            return make(row.id, self._clerk(organ, by, beijing_day(at)), at)
        except (Incomplete, Unprintable, NoFonts):
            return None  # it stays on the list of its organ, which shows what it lacks

    def _clerk(self, organ: int, by: Actor | None, day: date) -> Actor:
        """Whoever did the act, if it is their organ's paper; else somebody on duty there."""
        if by is not None and by.organ == organ:
            return by
        return self._cast.somebody(organ, _CLERKS, day)

    def _serve(self, paper: Issued, case: Case, at: datetime) -> None:
        """By the road the person came: on the web at once, by letter after some days, by hand at the counter."""
        day, words = beijing_day(at), Words(receiver="信访人本人")
        match Channel(case.channel):
            case Channel.WEB | Channel.EMAIL:
                proof = Proof(Method.ELECTRONIC, None, day, Words("信访人本人", note="本人登记时同意网上送达"))
            case Channel.LETTER:
                came = day + POST if day + POST <= self._today else None
                proof = Proof(Method.POST, day, came, Words("信访人本人" if came else "", tracking=_tracking(paper)))
            case _:
                proof = Proof(Method.BY_HAND, None, day, Words(words.receiver, "接待窗口", note="回证存案卷"))
        service.record(paper, proof, paper.issued_by, paper.organ, at, f"demo {paper.id}", laid_into(paper))


def _tracking(paper: Issued) -> str:
    """A number such as the post gives to registered letters."""
    return f"XA{paper.seq:05d}{paper.kind[:3].encode().hex()[:6]}"
