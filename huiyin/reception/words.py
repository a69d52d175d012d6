"""A visitor's word (来访人的话): said once for each ticket, on the tablet at the window or by the code on the slip.

The word itself does not know its ticket. Who reads it learns the day at most, and its text goes after three months.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.utils.crypto import salted_hmac

from huiyin.law.terms import Rating
from huiyin.reception.models import Ticket, Waiting, Word
from huiyin.reception.sealed import seal
from huiyin.reception.standards import standard_of
from huiyin.record.worlds import beijing_day
from huiyin.store.locks import writing

_SALT: Final = "huiyin.reception.word"
CODE_LENGTH: Final = 8
LONGEST: Final = 300
#: So long after the visit a word is taken, and so long its text is kept.
OPEN_FOR, KEPT = timedelta(days=30), timedelta(days=90)


def code_of(ticket: Ticket) -> str:
    """What stands on the slip; nobody can work out another one's."""
    digest = salted_hmac(_SALT, str(ticket.id), algorithm="sha256").digest()
    return base64.b32encode(digest).decode()[:CODE_LENGTH].lower()


def ticket_with(organ: int, ticket: int, code: str, at: datetime) -> Ticket | None:
    """The ticket of a slip, if its word may still be said: somebody was heard, not too long ago."""
    since = beijing_day(at) - OPEN_FOR
    row = Ticket.objects.filter(id=ticket, organ=organ, day__gte=since, state__in=HEARD).first()
    expected = code_of(row or Ticket(id=0))
    return row if hmac.compare_digest(expected, code.strip().lower()[:CODE_LENGTH]) and row is not None else None


HEARD: Final = (Waiting.SEATED, Waiting.LEFT)


def say(ticket: Ticket, rating: Rating, *, reasons: Iterable[str] = (), text: str = "", at: datetime) -> bool:
    """Write it down; whether it was the first word of this ticket."""
    day = beijing_day(at)
    known = standard_of(day.year).reasons
    word = Word(organ=ticket.organ, day=day, rating=rating.value)
    word.reasons = ",".join(reason for reason in known if reason in set(reasons))
    seal(word, "text", text[:LONGEST])
    with writing():
        if not Ticket.objects.filter(id=ticket.id, worded=False).update(worded=True):
            return False
        word.save(force_insert=True)
    return True


def at_window(organ: int, window: str, at: datetime) -> Ticket | None:
    """Whose word the tablet at a window asks for: who sits there now, or has just got up."""
    today = Ticket.objects.filter(organ=organ, day=beijing_day(at), window=window, worded=False, state__in=HEARD)
    row = today.order_by("-seated_at", "-id").first()
    gone = row is not None and row.left_at is not None and at - row.left_at > timedelta(minutes=10)
    return None if gone else row
