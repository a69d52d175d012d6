"""The week in figures (每周数字) by mail, for whoever wishes it: their organ's own numbers, and nothing of any matter.

Reports of wrongdoing stand in none of them, as in no picture. What is behind a number is read at the desk.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from django.core.mail import EmailMessage, get_connection
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext

from huiyin.insights.figures import NotYours, counted_for
from huiyin.insights.trends import Counts, Span, by_scope
from huiyin.law.frame.facts import Actor
from huiyin.law.matter.figures import FIGURES
from huiyin.law.terms import Role
from huiyin.people.charts import chart_on
from huiyin.people.posts import actors_of
from huiyin.record.worlds import BEIJING, beijing_day, world_on
from huiyin.store.locks import alone
from huiyin.store.mail import Became, hand_over
from huiyin.together.mail import letter, mailboxes
from huiyin.together.models import Mailbox
from huiyin.wording.words import day as said_day

#: Who begins the week with figures.
LOOKS: Final = frozenset({Role.HEAD, Role.SUPERVISOR, Role.CONVENER, Role.ANALYST})
HOUR: Final = 8
TIMES: Final = ("office_in_time", "unit_in_time", "answer_in_time")
_PAUSE: Final = timedelta(minutes=1)
_last_look: list[datetime] = []


def mail_weekly(now: datetime) -> None:
    """Called by the worker whenever it looks around; does something once a minute at most."""
    if _last_look and timedelta() <= now - _last_look[0] < _PAUSE:
        return
    _last_look[:] = [now]
    send_weekly(now)


def send_weekly(now: datetime) -> int:
    """Send what is owed for the last week, on this week's first working day or later; how many were sent."""
    today = beijing_day(now)
    if now.astimezone(BEIJING).hour < HOUR or not world_on(today).calendar.is_workday(today):
        return 0
    monday = today - timedelta(days=today.weekday())
    owed = Q(figured_on__lt=monday) | Q(figured_on__isnull=True)
    with alone("weekly-figures") as ours:
        boxes = list(Mailbox.objects.filter(owed, weekly=True).exclude(address="")) if ours else []
        if not boxes:
            return 0
        return _send(boxes, monday, today)


def _send(boxes: list[Mailbox], monday: date, today: date) -> int:
    sent, known, backend = 0, mailboxes(box.person for box in boxes), get_connection()
    try:
        for box in boxes:
            became = Became.REFUSED
            if box.person in known and (mail := _letter(box.person, *known[box.person], monday, today)):
                became, _why = hand_over(mail, backend)
            if became is Became.AWAY:
                break
            if became is not Became.PUT_OFF:
                Mailbox.objects.filter(person=box.person).update(figured_on=today)
            sent += became is Became.SENT
    finally:
        backend.close()
    return sent


def _letter(person: int, address: str, language: str, monday: date, today: date) -> EmailMessage | None:
    with translation.override(language):
        told = [words for actor in actors_of(person, on=today) for words in _told(actor, monday, today)]
        subject = gettext("上一周的数字")
        return letter(address, subject, told, f"weekly.{person}.{monday}") if told else None


def _told(actor: Actor, monday: date, today: date) -> Iterator[str]:
    """The figures of one post; nothing where nothing came and nothing was due."""
    if not actor.roles & LOOKS:
        return
    try:
        scope = counted_for(actor, today)
    except NotYours:
        return
    last, before = (_week(scope, monday - timedelta(days=7 * back), today) for back in (1, 2))
    if not any(last.values()):
        return
    since, until = monday - timedelta(days=7), monday - timedelta(days=1)
    organ = chart_on(today).organ(actor.organ or 0).short
    yield "\n".join(_lines(organ, since, until, last, before, today))


def _week(scope: str, first: date, today: date) -> Counts:
    return by_scope([scope], Span(first, first + timedelta(days=6), today))[scope]


def _lines(organ: str, since: date, until: date, last: Counts, before: Counts, today: date) -> Iterator[str]:
    yield gettext("{organ}，{since}到{until}").format(
        organ=organ, since=said_day(since, today), until=said_day(until, today)
    )
    for name, words in (
        ("received", gettext("登记 {n} 件（再上一周 {before} 件）")),
        ("answered", gettext("其中已经答复 {n} 件（再上一周 {before} 件）")),
        ("repeats", gettext("同一件事又来 {n} 件（再上一周 {before} 件）")),
    ):
        yield "  " + words.format(n=last[name], before=before[name])
    for key in TIMES:
        value = FIGURES[key].value(last)
        if value.whole:
            said = gettext("{name}：{part}/{whole}")
            yield "  " + said.format(name=gettext(FIGURES[key].name), part=value.part, whole=value.whole)
