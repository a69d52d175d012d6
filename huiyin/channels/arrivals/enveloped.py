"""What came in and belongs to a report of wrongdoing: bytes and reading go where the matter's words went (密封)."""

from __future__ import annotations

import json
from functools import partial

from django.db import transaction

from huiyin.cases.envelopes import Envelope, envelope_of
from huiyin.cases.models import Case
from huiyin.channels.arrivals.keeping import Lost, forget, keep, lying, read_of
from huiyin.channels.arrivals.models import Arrival
from huiyin.law.reading import WHOLE
from huiyin.store.locks import writing
from huiyin.vault.boxes import is_enveloped


def put_in(case: int, upto: int, envelope: Envelope) -> None:
    """All that came in for a matter which is a report (huiyin.cases.enveloping)."""
    for row in Arrival.objects.filter(case=case):
        _one(row, envelope)


def settled(case: int) -> None:
    """Something that came in was just settled as belonging to a matter; of a report it lies open no longer."""
    if not Case.objects.filter(id=case, report=True).exists():
        return
    envelope = envelope_of(case)
    if envelope is not None:
        with writing():
            put_in(case, WHOLE, envelope)


def _one(row: Arrival, envelope: Envelope) -> None:
    values: dict[str, object] = {"sender_index": None}
    if row.reading is not None and is_enveloped(row.reading):
        values["reading"] = envelope.file(bytes(row.reading))
    elif row.reading is not None:
        values["reading"] = envelope.file(json.dumps(read_of(row), ensure_ascii=False).encode())
    try:
        kept = keep(envelope.file(lying(row.sha256)))
        if kept != row.sha256:
            values["sha256"] = kept
            transaction.on_commit(partial(_leave, row.sha256))
    except Lost:
        pass
    Arrival.objects.filter(id=row.id).update(**values)


def _leave(sha256: str) -> None:
    if not Arrival.objects.filter(sha256=sha256).exists():
        forget(sha256)
