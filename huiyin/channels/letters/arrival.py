"""A file arrives (收件): judged by its content, weighed, kept under its hash, and put in line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max

from huiyin.cases.materials import Unwelcome, plain_name
from huiyin.channels.letters.keeping import keep
from huiyin.channels.letters.models import Letter, LetterBatch, LetterFile
from huiyin.channels.letters.work import judge
from huiyin.law.words import P
from huiyin.media import limits
from huiyin.media.judging import HEAD, kind_by_head
from huiyin.store.locks import writing

MOST_FILES: Final = 200
"""Files of one batch."""
ACCEPT: Final = "image/*,.pdf,.tif,.tiff,.heic"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file taken in; ``again`` if the same batch had it already and nothing was added."""

    file: LetterFile
    again: bool = False


def take_in(batch: LetterBatch, upload: UploadedFile[bytes], at: datetime, letter: Letter | None = None) -> Arrived:
    """Keep one file of a batch, as a letter of its own or as a further file of ``letter``.

    The same file sent twice into the same batch, as after a broken connection, counts once.

    :raises Unwelcome: it is empty, too large, no picture and no PDF, or one too many.
    """
    name = plain_name(upload.name or "")
    data = _weighed(upload, name)
    media_type = _judged(data[:HEAD], name)
    sha256 = keep(data)
    with writing():
        LetterBatch.objects.select_for_update().get(id=batch.id)
        known = LetterFile.objects.filter(letter__batch=batch, sha256=sha256).first()
        if known is not None:
            return Arrived(known, again=True)
        if LetterFile.objects.filter(letter__batch=batch).count() >= MOST_FILES:
            raise Unwelcome(P("一批最多{n}个文件。“{name}”请放到下一批。", n=MOST_FILES, name=name))
        file = LetterFile.objects.create(
            letter=letter or _next_letter(batch), organ=batch.organ, name=name, media_type=media_type,
            size=len(data), sha256=sha256, arrived_at=at, ready_at=at,
        )  # fmt: skip
        judge([file.letter_id], at)
    return Arrived(file)


def _next_letter(batch: LetterBatch) -> Letter:
    last = batch.letters.aggregate(last=Max("seq"))["last"] or 0
    return Letter.objects.create(batch=batch, organ=batch.organ, seq=last + 1)


def _weighed(upload: UploadedFile[bytes], name: str) -> bytes:
    if (upload.size or 0) > limits.FILE:
        raise Unwelcome(
            P("“{name}”超过{mb} MB。请用 300 dpi 扫描，或者分成几份。", name=name, mb=limits.shown(limits.FILE))
        )
    data = bytes(upload.read())
    if not data:
        raise Unwelcome(P("“{name}”是空的，请重新选。", name=name))
    if upload.size is not None and len(data) != upload.size:
        raise Unwelcome(P("“{name}”打不开，可能没有传完整。请再传一次。", name=name))
    return data


def _judged(head: bytes, name: str) -> str:
    """The kind by the first bytes; a name proves nothing."""
    found = kind_by_head(head)
    if found is None:
        raise Unwelcome(
            P("“{name}”不是扫描件或照片。来信只收 PDF、JPG、PNG、WEBP、HEIC、TIFF、BMP 和 GIF。", name=name)
        )
    return found
