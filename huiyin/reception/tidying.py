"""Forgetting (清理): who waited is nobody's business next week; how long people waited stays (文明接待室考核)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from huiyin.reception import words
from huiyin.reception.models import Appointment, Ticket, Word
from huiyin.record.worlds import beijing_day

KEPT: Final = timedelta(days=7)
"""Names of visitors, and names, telephones and words of appointments, so long after the day they were for."""


def tidy_reception(now: datetime) -> int:
    """Drop what is personal; how many rows lost something. Times, purposes and matters' ids stay."""
    before = beijing_day(now) - KEPT
    forgotten = Ticket.objects.filter(day__lt=before, name__isnull=False).update(name=None)
    old = Appointment.objects.filter(day__on__lt=before).exclude(name=None, phone=None, about=None)
    forgotten += Appointment.objects.filter(id__in=list(old.values_list("id", flat=True))).update(
        name=None, phone=None, about=None
    )
    said = beijing_day(now) - words.KEPT
    forgotten += Word.objects.filter(day__lt=said, text__isnull=False).update(text=None)
    return forgotten
