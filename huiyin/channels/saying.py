"""What a notice may say by any channel: the number, the nearest day that is the person's own, and where to look."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.cases.snapshots import load_facts
from huiyin.law.frame.deadlines import due
from huiyin.law.terms import ClockKind
from huiyin.record.worlds import beijing_day, world_on
from huiyin.wording.words import day

BY_EMAIL: Final = "email"
BY_LETTER: Final = "letter"
BY_PHONE: Final = "phone"
CHINESE: Final = "zh-hans"
#: Periods in which the person must act themselves, or lose the right.
THEIR_OWN: Final = (ClockKind.SEEK_REVIEW, ClockKind.SEEK_REREVIEW)


def own_last_day(case: Case) -> str:
    """The last day on which the person may still ask for review, in the reader's language; empty if none runs.

    That a day runs tells nobody what the matter is about, and it is the one thing that cannot wait until they look.
    """
    facts, today = load_facts(case.facts), beijing_day(timezone.now())
    clocks = [clock for kind in THEIR_OWN if (clock := facts.running(kind))]
    last = min((due(clock, world_on(today).calendar).on for clock in clocks), default=None)
    return day(last, today) if last and last >= today else ""


def follow_address(case: Case) -> str:
    """Where the matter is followed, with its number filled in; never with the query code. Empty without a site."""
    site = settings.HUIYIN_SITE_URL.rstrip("/") if settings.HUIYIN_SITE_URL else ""
    return f"{site}{reverse('portal:track')}?n={case.number}" if site else ""
