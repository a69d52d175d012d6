"""What became of each notice (告知情况): by which way, when, whether it arrived; and what a month of them cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Sum

from huiyin.channels.models import Sent
from huiyin.channels.ways import WAYS
from huiyin.law.words import P, Phrase
from huiyin.record.worlds import BEIJING


@dataclass(frozen=True, slots=True)
class Told:
    """One notice of one step to one party; ``state`` is a sign's name."""

    seq: int
    way: Phrase
    state: str
    words: Phrase
    at: datetime | None


def told_of(case: int) -> Iterator[Told]:
    """The notices of a matter, in the order of its steps; one question."""
    rows = Sent.objects.filter(case=case, party__gt=0).order_by("seq", "id")
    for row in rows:
        way = WAYS.get(row.way)
        yield Told(row.seq, way.label if way else P("邮件"), *_state(row))


def _state(row: Sent) -> tuple[str, Phrase, datetime | None]:
    if row.returned_at:
        return "late", P("没有送到"), row.returned_at
    if row.fault:
        return "late", P("对方不收"), row.sent_at
    if row.delivered_at:
        return "done", P("送到了"), row.delivered_at
    if row.sent_at:
        listed = row.way in WAYS and WAYS[row.way].listed
        return "ok", P("列进了待办清单") if listed else P("发出去了"), row.sent_at
    if row.waits_until:
        return "ahead", P("等到早上再发"), row.waits_until
    return "ahead", P("正在发"), None


def _month(on: date) -> tuple[datetime, datetime]:
    first = datetime(on.year, on.month, 1, tzinfo=BEIJING)
    return first, (first + timedelta(days=32)).replace(day=1)


def given_up_of(connection: str, on: date) -> tuple[int, str]:
    """How many messages the other side would not take in the month of a day, and what it said of the last one."""
    first, after = _month(on)
    rows = Sent.objects.filter(connection=connection, sent_at=None, returned_at__gte=first, returned_at__lt=after)
    last = rows.order_by("-returned_at").values_list("fault", flat=True).first()
    return (rows.count(), last) if last is not None else (0, "")


def month_of(connection: str, on: date) -> tuple[int, int]:
    """How many messages went out by a connection in the month of a day, and what they cost, in fen."""
    first, after = _month(on)
    rows = Sent.objects.filter(connection=connection, sent_at__gte=first, sent_at__lt=after)
    found = rows.aggregate(count=Count("id"), cost=Sum("cost"))
    return found["count"], found["cost"] or 0
