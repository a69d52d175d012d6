"""Beside the worker (计算线程): what was asked for is computed and taken in, so that clocks and notices never wait."""

from __future__ import annotations

import json
import logging
import secrets
import threading
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import OperationalError, close_old_connections, connection
from django.utils import timezone

from huiyin.law.assessment.procedure import ASSESSMENT, AssessmentFacts
from huiyin.law.assessment.vocabulary import AssessmentAct, AssessmentStage
from huiyin.law.frame.facts import SYSTEM
from huiyin.oversight.assessing import ASSESSMENTS, formula_of, results_of
from huiyin.oversight.assessment.results import Outcome, digest_of, last_count, outcome_of, secret_now, terms_again
from huiyin.oversight.assessment.scores import Terms, counted
from huiyin.oversight.assessment.skeleton import from_database, spelled
from huiyin.oversight.models import Assessment
from huiyin.record.door import Refused, perform
from huiyin.record.models import Event
from huiyin.record.snapshots import facts_from

WAITING: Final = tuple(
    stage.value for stage in (AssessmentStage.COUNTING, AssessmentStage.RECOUNTING, AssessmentStage.CORRECTING)
)
#: An act that is being written is in the journal within this time; what is younger is read the next time.
SETTLED: Final = timedelta(minutes=1)
IDLE_SECONDS: Final = 3.0
REST_SECONDS: Final = 60.0
logger = logging.getLogger(__name__)


def compute(stop: threading.Event, once: bool = False) -> None:
    """Compute what waits until ``stop`` is set, or only what is there now."""
    try:
        while not stop.is_set():
            try:
                close_old_connections() if not connection.in_atomic_block else None
                waited = take_in_all(timezone.now())
            except OperationalError:
                connection.close()
                waited = 0
            except Exception:
                logger.exception("computing an assessment")
                stop.wait(REST_SECONDS)
                waited = 0
            if once and not waited:
                return
            if not waited:
                stop.wait(IDLE_SECONDS)
    finally:
        if not once:
            connection.close()


def take_in_all(now: datetime) -> int:
    """Compute every assessment that somebody asked for; how many there were."""
    waiting = Assessment.objects.filter(stage__in=WAITING, queue_on__isnull=False).order_by("id")
    return sum(_take_in(row, now) for row in list(waiting))


def _take_in(row: Assessment, now: datetime) -> int:
    outcome = outcome_for(terms_for(row, now))
    said = {
        "as_of": spelled(outcome.terms.as_of),
        "result": digest_of(outcome.text),
        "corrections": outcome.result["corrections"],
        "addressees": [each.to_organ for each in results_of(row.id)],
        "figures": outcome,
    }
    try:
        perform(ASSESSMENTS, record=row.id, act=AssessmentAct.TAKE_IN, by=SYSTEM, at=now, given=said, seen=row.seq)
    except Refused:
        # Somebody dropped it, or asked anew, while it was being computed.
        return 0
    return 1


def terms_for(row: Assessment, now: datetime) -> Terms:
    """By what it is computed now: the first time as the journal stands, later without what was taken out."""
    facts: AssessmentFacts = facts_from(ASSESSMENT, row.facts)
    last = last_count(row.id)
    if row.stage != AssessmentStage.COUNTING.value and last is not None:
        return terms_again(last, facts.year, facts.assessed, _corrections(row))
    return Terms(facts.year, now - SETTLED, formula_of(row), facts.assessed, secret_now(), secrets.token_hex(16))


def _corrections(row: Assessment) -> list[Any]:
    last = Event.objects.filter(record=row.id).latest("seq")
    return list(json.loads(last.payload)["said"].get("corrections", ()))


def outcome_for(terms: Terms) -> Outcome:
    """Computed from this installation's journal."""
    journal = from_database(terms.as_of, terms.leave_out, terms.salt)
    return outcome_of(journal, counted(journal, terms), terms)
