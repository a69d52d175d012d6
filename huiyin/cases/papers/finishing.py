"""Papers that have their number and were never drawn are finished by the worker (补制).

A process died between number and drawing, or the demonstration city left the drawing for later. Nothing else looks for
them: whoever ordered the paper has long gone on.
"""

from __future__ import annotations

import logging
from datetime import datetime, time
from typing import Final

from django.db import OperationalError
from django.db.models import Exists, OuterRef, Q

from huiyin.cases.models import MatterKey
from huiyin.papers.fonts import NoFonts, Unprintable
from huiyin.papers.models import UNDRAWN, Paper
from huiyin.papers.needs import Incomplete
from huiyin.papers.seals import SealAway
from huiyin.people.posts import actor_of
from huiyin.record.instruments import NotYours, issue
from huiyin.record.models import OwedPaper
from huiyin.record.setting_aside import PAPER, TRIES, failed, resting
from huiyin.record.worlds import BEIJING
from huiyin.store.locks import alone
from huiyin.vault.opening import Shut

#: So many in one round of the worker, so that notices and clocks are not kept waiting.
AT_ONCE: Final = 20
_OFFICE_CLOSES: Final = time(17, 0)
#: No use trying again: somebody must write what is missing, or bring a typeface.
_FOR_GOOD: Final = (Incomplete, Unprintable, NoFonts, NotYours, OwedPaper.DoesNotExist)
logger = logging.getLogger(__name__)


def finish(now: datetime) -> None:
    """Draw what was numbered and not drawn, the oldest first; what cannot be drawn is set aside and told."""
    with alone("papers") as ours:
        if not ours:
            return  # another worker is at it
        waiting = Paper.objects.filter(UNDRAWN, owed__isnull=False, issued_by__isnull=False).exclude(_closed())
        for paper in waiting.exclude(id__in=resting(PAPER, now)).order_by("id")[:AT_ONCE]:
            _try(paper, now)


def _closed() -> Q:
    """Papers of reports whose envelopes the worker cannot open; whoever has the key draws them on their page."""
    closed = MatterKey.objects.filter(ring__isnull=True, case=OuterRef("matter"))
    return Q(Exists(closed), secret=True)


def _try(paper: Paper, now: datetime) -> None:
    try:
        _draw(paper, now)
    except (OperationalError, SealAway):
        raise  # nothing is wrong with the paper; the worker comes back to it
    except Shut:
        return  # its record rests on a report: whoever has the key draws it
    except Exception as fault:
        logger.warning("paper %s cannot be drawn: %s", paper.number, fault)
        failed(PAPER, paper.id, fault, now, most=1 if isinstance(fault, _FOR_GOOD) else TRIES)


def _draw(paper: Paper, now: datetime) -> None:
    """As on the day of its number: that day stands on it."""
    assert paper.owed is not None and paper.issued_by is not None
    by = actor_of(paper.issued_by, on=paper.issued_on, organ=paper.organ)
    issue(paper.owed, by, min(datetime.combine(paper.issued_on, _OFFICE_CLOSES, BEIJING), now))
