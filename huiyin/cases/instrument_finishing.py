"""Papers that have their number and were never drawn are finished by the worker (补制).

A process died between number and drawing, or the demonstration city left the drawing for later. Nothing else looks for
them: whoever ordered the paper has long gone on.
"""

from __future__ import annotations

import logging
from datetime import datetime, time
from typing import Final

from huiyin.cases.instruments import NotYours, issue
from huiyin.papers.fonts import NoFonts, Unprintable
from huiyin.papers.models import UNDRAWN, Paper
from huiyin.papers.needs import Incomplete
from huiyin.people.posts import actor_of
from huiyin.record.models import OwedPaper
from huiyin.record.worlds import BEIJING

#: So many in one round of the worker, so that notices and clocks are not kept waiting.
AT_ONCE: Final = 20
_OFFICE_CLOSES: Final = time(17, 0)
_given_up: set[int] = set()
logger = logging.getLogger(__name__)


def finish(now: datetime) -> None:
    """Draw what was numbered and not drawn, the oldest first; what cannot be drawn is told once to the log."""
    waiting = Paper.objects.filter(UNDRAWN, owed__isnull=False, issued_by__isnull=False).exclude(id__in=_given_up)
    for paper in waiting.order_by("id")[:AT_ONCE]:
        try:
            _draw(paper, now)
        except (Incomplete, Unprintable, NoFonts, NotYours, OwedPaper.DoesNotExist) as fault:
            _given_up.add(paper.id)
            logger.warning("paper %s cannot be drawn: %s", paper.number, fault)


def _draw(paper: Paper, now: datetime) -> None:
    """As on the day of its number: that day stands on it."""
    assert paper.owed is not None and paper.issued_by is not None
    by = actor_of(paper.issued_by, on=paper.issued_on, organ=paper.organ)
    issue(paper.owed, by, min(datetime.combine(paper.issued_on, _OFFICE_CLOSES, BEIJING), now))
