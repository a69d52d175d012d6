"""The adapter of scanners: scan-to-folder, an FTP drop, a share. Each file is a letter for 来信扫描."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile

from huiyin.cases.materials import Unwelcome
from huiyin.channels import folders
from huiyin.channels.adapter import Adapter, Inward, Setting
from huiyin.channels.arrivals.keeping import fetch
from huiyin.channels.arrivals.models import Arrival
from huiyin.channels.letters.arrival import take_in
from huiyin.channels.letters.batches import open_batch
from huiyin.channels.letters.models import LetterBatch, LetterFile
from huiyin.law.words import P
from huiyin.store.locks import writing

#: Nobody: whose scan it was the machine does not say.
SCANNER: Final = 0
#: Files that come within this time are one batch.
TOGETHER: Final = timedelta(minutes=15)
SETTINGS: Final[tuple[Setting, ...]] = (
    Setting("folder", "absolute path", folders.folder, "Where the scanner writes.", needed=True),
    folders.SETTLE,
    folders.POLL,
)


def settle(arrival: Arrival, read: Mapping[str, Any], at: datetime) -> None:
    """Into the letters' room; what is no scan waits for a person."""
    if arrival.organ is None:
        return
    with writing():
        row = Arrival.objects.select_for_update().get(id=arrival.id)
        if row.settled_at is not None:
            return
        known = LetterFile.objects.filter(organ=row.organ or 0, sha256=row.sha256, arrived_at=row.arrived_at)
        if not known.exists() and not _taken(row, read, at):
            return
        Arrival.objects.filter(id=row.id).update(became="letter", settled_at=at)


def _taken(row: Arrival, read: Mapping[str, Any], at: datetime) -> bool:
    name = PurePath(row.mark).name or "扫描件"
    try:
        upload = SimpleUploadedFile(name, fetch(row), read["kind"] or "application/octet-stream")
        take_in(_batch(row, at), upload, row.arrived_at)
    except Unwelcome as no:
        Arrival.objects.filter(id=row.id).update(reason=str(no.phrase)[:200])
        return False
    return True


def _batch(row: Arrival, at: datetime) -> LetterBatch:
    assert row.organ is not None
    open_ones = LetterBatch.objects.filter(organ=row.organ, person=SCANNER, open=True, made_at__gte=at - TOGETHER)
    return open_ones.order_by("-made_at").first() or open_batch(row.organ, SCANNER, row.arrived_at, at)


def no_key(read: Mapping[str, Any]) -> str:
    """Two scans are the same only by their bytes."""
    return ""


SCANS: Final = Adapter(
    "scans", P("扫描仪文件夹"), SETTINGS, folders.check,
    Inward(folders.fetch, "huiyin.channels.scans.reading", no_key, settle, no_key),
)  # fmt: skip
