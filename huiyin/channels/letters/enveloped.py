"""Scanned letters that became reports of wrongdoing: scans and readings go where the matter's words went (密封)."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from huiyin.cases.envelopes import Envelope
from huiyin.channels.letters.keeping import Lost, forget, keep, lying
from huiyin.channels.letters.models import LetterFile, LetterPage
from huiyin.channels.letters.work import reading_bytes
from huiyin.vault.boxes import is_enveloped


def put_in(case: int, upto: int, envelope: Envelope) -> None:
    """Scans and readings of the letters that a report was registered from.

    A scan that held several people's letters goes with the report in it: the others have their own parts.
    """
    own = Q(letter__case=case) | Q(parts__letter__case=case)
    for file in LetterFile.objects.filter(own).distinct():
        LetterFile.objects.filter(id=file.id).update(sha256=_moved(file.sha256, envelope))
    for page in LetterPage.objects.filter(file__letter__case=case):
        if is_enveloped(page.reading):
            page.reading = envelope.file(bytes(page.reading))
        else:
            page.reading = envelope.file(reading_bytes(page))
        page.picture = _moved(page.picture, envelope)
        page.save(update_fields=["reading", "picture"])


def _moved(sha256: str, envelope: Envelope) -> str:
    try:
        kept = keep(envelope.file(lying(sha256)))
    except Lost:
        return sha256
    if kept != sha256:
        transaction.on_commit(lambda: _leave(sha256))
    return kept


def _leave(sha256: str) -> None:
    if not LetterFile.objects.filter(sha256=sha256).exists() and not LetterPage.objects.filter(picture=sha256).exists():
        forget(sha256)
