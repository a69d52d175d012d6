"""Batches of letters (一批来信): what waits, what was read, what became of each; and tidying once all is settled.

Only clerks of the organ that has a letter see it, and of these nobody whom it may accuse. What was registered is seen
through its matter.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from huiyin.cases.identity import ring
from huiyin.cases.rotation import Encrypted
from huiyin.cases.withheld import seen_by
from huiyin.channels.letters.keeping import forget
from huiyin.channels.letters.lines import Line
from huiyin.channels.letters.models import Letter, LetterBatch, LetterFile, LetterPage
from huiyin.channels.letters.work import judge, lines_of
from huiyin.law.frame.facts import Actor
from huiyin.store.locks import writing
from huiyin.store.rows import read
from huiyin.vault.fields import decrypt, encrypt

KEPT: Final = timedelta(days=30)
"""How long pictures and readings stay after every letter of the batch was settled. The matter has the original."""
IN_ORDER: Final = (Coalesce("part_of_id", "id"), "first_page")
"""Files as they came in; parts of a scan stand where the scan stood."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter with its files and pages, as its clerk sees it."""

    letter: Letter
    files: Sequence[LetterFile]
    pages: Sequence[LetterPage] = ()

    @property
    def waits(self) -> bool:
        """Whether something of it is still to be read."""
        return any(file.ready_at is not None for file in self.files)

    @property
    def settled(self) -> bool:
        return self.letter.settled_at is not None


def open_batch(organ: int, person: int, received_at: datetime, at: datetime) -> LetterBatch:
    """A new batch, still empty."""
    return LetterBatch.objects.create(organ=organ, person=person, received_at=received_at, made_at=at)


def letters_of(actor: Actor) -> QuerySet[Letter]:
    """What this clerk may have in hand."""
    return seen_by(Letter.objects.all(), actor)


def to_read(actor: Actor) -> QuerySet[Letter]:
    """Of these what waits for its clerk: all of it is read, so that it is known whom it may accuse."""
    unread = LetterFile.objects.filter(letter=OuterRef("id"), ready_at__isnull=False)
    return letters_of(actor).filter(~Exists(unread), settled_at=None)


def batches_of(actor: Actor) -> QuerySet[LetterBatch]:
    """Those with something in them that waits for this clerk, newest first."""
    waiting = letters_of(actor).filter(batch=OuterRef("id"), settled_at=None)
    return LetterBatch.objects.filter(Exists(waiting), open=True).order_by("-made_at")


def batch_of(actor: Actor, batch: int) -> LetterBatch | None:
    """A batch that this clerk made, or with a letter in it that they may have in hand."""
    there, own = LetterBatch.objects.filter(id=batch), Q(organ=actor.organ or 0, person=actor.person or 0)
    return there.filter(own | Exists(letters_of(actor).filter(batch=OuterRef("id")))).first()


def sheets_of(batches: Iterable[LetterBatch], actor: Actor) -> list[Sheet]:
    """Every letter of the batches that this clerk may have in hand, with its files, in order; two questions, without
    pages."""
    ids = [batch.id for batch in batches]
    if not ids:
        return []
    letters = list(letters_of(actor).filter(batch__in=ids).order_by("batch_id", "seq"))
    files: dict[int, list[LetterFile]] = {letter.id: [] for letter in letters}
    of_batch = f"batch_id IN ({','.join(['%s'] * len(ids))})"
    of_letters = f"NOT cut AND letter_id IN (SELECT id FROM channels_letter WHERE {of_batch})"
    for file in read(LetterFile, of_letters, ids, "ORDER BY COALESCE(part_of_id, channels_letterfile.id), first_page"):
        if file.letter_id in files:
            files[file.letter_id].append(file)
    return [Sheet(letter, files[letter.id]) for letter in letters]


def sheet_of(letter: Letter) -> Sheet:
    """One letter with everything, its pages in the order of its files."""
    files = list(letter.files.filter(cut=False).select_related("part_of").order_by(*IN_ORDER))
    place = {file.id: at for at, file in enumerate(files)}
    pages = LetterPage.objects.filter(file__in=files)
    return Sheet(letter, files, sorted(pages, key=lambda page: (place[page.file_id], page.number)))


def letter_of(actor: Actor, letter: int) -> Letter | None:
    """A letter that is read and waits for this clerk."""
    return to_read(actor).select_related("batch").filter(id=letter).first()


def batch_with(actor: Actor, letter: int) -> int | None:
    """The batch of a letter that this clerk may have in hand, whatever became of it."""
    return letters_of(actor).filter(id=letter).values_list("batch_id", flat=True).first()


def next_letter(batch: LetterBatch, actor: Actor, after: int = 0) -> int | None:
    """The next letter of a batch that is read and waits for this clerk; from the beginning after the last."""
    found = list(to_read(actor).filter(batch=batch).order_by("seq").values_list("seq", "id"))
    return next((row for seq, row in found if seq > after), found[0][1] if found else None)


def left_in(batch: LetterBatch, actor: Actor) -> int:
    """How many letters of a batch still wait for this clerk."""
    return letters_of(actor).filter(batch=batch, settled_at=None).count()


def read_lines(pages: Sequence[LetterPage]) -> list[list[Line]]:
    """What was read, page by page."""
    return [lines_of(page) for page in pages]


def twins(files: Sequence[LetterFile], actor: Actor) -> Mapping[int, LetterFile]:
    """For each file, an earlier one of the same organ with the same bytes, if this clerk may know of one. One question.

    A scan that was split is still known by its own bytes; its parts never came in by themselves.
    """
    files = [file for file in files if file.part_of_id is None]
    if not files:
        return {}
    hashes = {file.sha256 for file in files}
    known = LetterFile.objects.filter(organ=files[0].organ, sha256__in=hashes, letter__in=letters_of(actor))
    rows = known.select_related("letter").order_by("id")
    first: dict[str, LetterFile] = {}
    for row in rows:
        first.setdefault(row.sha256, row)
    return {file.id: first[file.sha256] for file in files if first[file.sha256].id != file.id}


# What the clerk does -----------------------------------------------------------------------------------------------


def keep_typed(letter: Letter, typed: Mapping[str, Sequence[str]]) -> None:
    """What stands in the form so far; encrypted, for it names people."""
    blob = encrypt(ring(), json.dumps(typed, ensure_ascii=False), _context(letter))
    Letter.objects.filter(id=letter.id, settled_at=None).update(typed=blob)


def typed_in(letter: Letter) -> dict[str, list[str]] | None:
    """What was typed before, if anything."""
    if letter.typed is None:
        return None
    kept: dict[str, list[str]] = json.loads(decrypt(ring(), bytes(letter.typed), _context(letter)))
    return kept


def _context(letter: Letter) -> str:
    return f"letter:{letter.id}:typed"


TYPED: Final = Encrypted(Letter, {"typed": _context})


def join_previous(letter: Letter, actor: Actor, at: datetime) -> Letter | None:
    """Put the files of a letter behind those of the one before it that this clerk may have in hand; ``None`` if there
    is none that is still open."""
    with writing():
        open_ones = letters_of(actor).filter(batch=letter.batch, settled_at=None, seq__lt=letter.seq)
        before = open_ones.select_for_update().order_by("-seq").first()
        if before is None or not Letter.objects.filter(id=letter.id, settled_at=None).exists():
            return None
        LetterFile.objects.filter(letter=letter).update(letter=before)
        # What was typed for one of the two was typed without the other's words.
        Letter.objects.filter(id=before.id).update(typed=None)
        letter.delete()
        judge([before.id], at)
    return before


def part(file: LetterFile, at: datetime) -> Letter:
    """Make a letter of its own, the last of the batch, from one file of a letter of several."""
    with writing():
        batch = LetterBatch.objects.select_for_update().get(id=file.letter.batch_id)
        last = batch.letters.aggregate(last=Max("seq"))["last"] or 0
        alone = Letter.objects.create(batch=batch, organ=file.letter.organ, seq=last + 1)
        LetterFile.objects.filter(id=file.id).update(letter=alone)
        Letter.objects.filter(id=file.letter_id).update(typed=None)
        judge([file.letter_id, alone.id], at)
    return alone


def set_aside(letter: Letter, reason: str, by: int, at: datetime) -> None:
    """Not to be registered: an advertisement, a blank sheet, the same letter scanned twice."""
    _settle(letter, by, at, aside=reason[:200])


def registered(letter: Letter, case: int, by: int, at: datetime) -> None:
    """It is a matter now."""
    _settle(letter, by, at, case=case)


def _settle(letter: Letter, by: int, at: datetime, *, case: int | None = None, aside: str = "") -> None:
    with writing():
        Letter.objects.filter(id=letter.id, settled_at=None).update(
            settled_at=at, settled_by=by, case=case, aside=aside, typed=None
        )
        # Whatever is still in line need not be read any more.
        LetterFile.objects.filter(letter=letter).update(ready_at=None)
        if not Letter.objects.filter(batch=letter.batch_id, settled_at=None).exists():
            LetterBatch.objects.filter(id=letter.batch_id).update(open=False)


# Tidying -----------------------------------------------------------------------------------------------------------


def tidy_letters(now: datetime) -> int:
    """Delete originals and readings of batches settled :data:`KEPT` ago; how many pages and files.

    The rows with the hashes stay, so that the same letter is recognised years later.
    """
    done = LetterBatch.objects.filter(open=False, tidied=False, made_at__lt=now - KEPT)
    fresh = Letter.objects.filter(batch=OuterRef("id"), settled_at__gte=now - KEPT)
    gone = 0
    for batch in list(done.filter(~Exists(fresh))):
        files = LetterFile.objects.filter(letter__batch=batch)
        pages = LetterPage.objects.filter(file__in=files)
        # Of a scan that was split no matter has the whole; while one has a part, it stays.
        needed = files.filter(parts__letter__case__isnull=False)
        scans = {*files.values_list("sha256", flat=True)} - {*needed.values_list("sha256", flat=True)}
        hashes = {*pages.values_list("picture", flat=True), *scans}
        pages.delete()
        gone += sum(_forget(sha256, batch) for sha256 in hashes)
        LetterBatch.objects.filter(id=batch.id).update(tidied=True)
    return gone


def _forget(sha256: str, batch: LetterBatch) -> bool:
    """Unless another batch still needs the same bytes."""
    others = LetterFile.objects.filter(sha256=sha256, organ=batch.organ).exclude(letter__batch=batch)
    needed = others.filter(letter__batch__open=True).exists() or LetterPage.objects.filter(picture=sha256).exists()
    if not needed:
        forget(sha256)
    return not needed
