"""Several people's letters in one scan (一份扫描件里有几封信): split where a new letter begins, and undone.

Every letter gets a file of its own with just its pages. The scan itself stays as it came, under its hash, and each part
points to it and to its first page; splitting once more still points to the scan, never to a part.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import groupby
from typing import Final

from django.db.models import F, Max

from huiyin.channels.letters.batches import Sheet, letters_of, sheet_of
from huiyin.channels.letters.keeping import Lost, fetch, forget, keep
from huiyin.channels.letters.models import Letter, LetterBatch, LetterFile, LetterPage
from huiyin.channels.letters.part_pdf import Picture, bound
from huiyin.channels.letters.work import judge
from huiyin.law.frame.facts import Actor
from huiyin.law.words import P, Phrase
from huiyin.store.locks import writing

PDF: Final = "application/pdf"


class NotSplit(Exception):
    """Nothing was changed; the phrase says why."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(str(phrase))
        self.phrase = phrase


def split(letter: Letter, starts: Collection[int], at: datetime) -> list[Letter]:
    """Make several letters of one that waits for its clerk: the first pages stay, each start begins a new letter.

    :param starts: pages of the letter, counted from 1 over all its files, on which another letter begins.
    :returns: all letters, the given one first; the new ones are the last of the batch.
    :raises NotSplit: it is settled, still being read, has no such page, or its pictures are gone.
    """
    with writing():
        LetterBatch.objects.select_for_update().get(id=letter.batch_id)
        sheet = sheet_of(letter)
        if sheet.waits:
            raise NotSplit(P("还在识字，读完再拆。"))
        if not Letter.objects.filter(id=letter.id, settled_at=None).exists():
            raise NotSplit(P("这封信已经办好了，不能再拆。"))
        begins = sorted({start for start in starts if 1 < start <= len(sheet.pages)})
        if not begins:
            raise NotSplit(P("请先勾选从哪一页起是另一封信。"))
        letters = _shared_out(sheet, begins)
        judge([each.id for each in letters], at)
        return letters


def _shared_out(sheet: Sheet, begins: Sequence[int]) -> list[Letter]:
    letter = sheet.letter
    last = Letter.objects.filter(batch=letter.batch_id).aggregate(last=Max("seq"))["last"] or 0
    same = {"batch_id": letter.batch_id, "organ": letter.organ}
    new = [Letter.objects.create(**same, seq=last + n) for n in range(1, len(begins) + 1)]
    letters, place = [letter, *new], 0
    at = {page.id: number for number, page in enumerate(sheet.pages, 1)}
    for file in sheet.files:
        own = [page for page in sheet.pages if page.file_id == file.id]
        runs = [
            (key, list(run)) for key, run in groupby(own, lambda page: sum(begin <= at[page.id] for begin in begins))
        ]
        if len(runs) > 1:
            _cut(file, [(letters[key], run) for key, run in runs])
        place = runs[-1][0] if runs else place  # a file that could not be read stays with the pages before it
        if len(runs) < 2:
            LetterFile.objects.filter(id=file.id).update(letter=letters[place])
    # What was typed was typed for all of it together.
    Letter.objects.filter(id=letter.id).update(typed=None)
    return letters


def _cut(file: LetterFile, runs: Sequence[tuple[Letter, Sequence[LetterPage]]]) -> None:
    scan, before = file.part_of or file, file.first_page - 1
    for letter, pages in runs:
        _part(scan, letter, before, pages)
    if file.part_of is None:
        LetterFile.objects.filter(id=file.id).update(cut=True)
    else:
        _drop([file])


def _part(scan: LetterFile, letter: Letter, before: int, pages: Sequence[LetterPage]) -> None:
    """A file of its own for some pages; the pages with their readings move over to it."""
    offset = pages[0].number - 1
    first, last = before + pages[0].number, before + pages[-1].number
    data = _bound(pages, f"pages {first}-{last} of SHA-256 {scan.sha256}")
    part = LetterFile.objects.create(
        letter=letter, organ=scan.organ, name=_name(scan.name, first, last), media_type=PDF, size=len(data),
        sha256=keep(data), arrived_at=scan.arrived_at, pages=len(pages), part_of=scan, first_page=first,
    )  # fmt: skip
    rows = LetterPage.objects.filter(id__in=[page.id for page in pages])
    rows.update(file=part, number=F("number") - offset)


def _bound(pages: Sequence[LetterPage], note: str) -> bytes:
    try:
        return bound([Picture(fetch(page.picture), page.width, page.height) for page in pages], note)
    except Lost:
        raise NotSplit(P("图片不在了，请把这个文件再读一次，再拆。")) from None


def _name(name: str, first: int, last: int) -> str:
    stem, pages = name.rsplit(".", 1)[0][:120], f"{first}" if first == last else f"{first}-{last}"
    return f"{stem}（第{pages}页）.pdf"  # a name in the record, the same in every language


def put_together(file: LetterFile, actor: Actor, at: datetime) -> Letter:
    """Undo it: the scan that ``file`` is a part of is one letter again, the first of those that had its parts.

    :raises NotSplit: one of them is settled, or not this clerk's to have in hand, or the file is no part.
    """
    with writing():
        LetterBatch.objects.select_for_update().get(id=file.letter.batch_id)
        scan = LetterFile.objects.filter(id=file.part_of_id or 0).first()
        if scan is None:
            raise NotSplit(P("这份文件没有拆过。"))
        parts = list(scan.parts.select_related("letter").order_by("first_page"))
        if not still_whole(parts, actor):
            raise NotSplit(P("拆出来的信有的已经登记或者放在一边，不能撤销了。"))
        whole = _one_again(scan, parts)
        judge([whole.id], at)
        return whole


def still_whole(parts: Sequence[LetterFile], actor: Actor) -> bool:
    """Whether this clerk may have every letter of these parts' scans in hand, and none is settled: only then it may be
    seen whole, and be one again."""
    scans, open_ones = {part.part_of_id for part in parts}, letters_of(actor).filter(settled_at=None)
    return not LetterFile.objects.filter(part_of__in=scans).exclude(letter__in=open_ones).exists()


def _one_again(scan: LetterFile, parts: Sequence[LetterFile]) -> Letter:
    whole = parts[0].letter
    for part in parts:
        LetterPage.objects.filter(file=part).update(file=scan, number=F("number") + part.first_page - 1)
    LetterFile.objects.filter(id=scan.id).update(letter=whole, cut=False)
    touched = {part.letter_id for part in parts}
    _drop(parts)
    Letter.objects.filter(id__in=touched).update(typed=None)
    empty = Letter.objects.filter(id__in=touched - {whole.id}).exclude(files__in=LetterFile.objects.filter(cut=False))
    LetterFile.objects.filter(letter__in=list(empty)).update(letter=whole)  # other scans that were split
    empty.delete()
    return whole


def _drop(parts: Sequence[LetterFile]) -> None:
    """Parts nobody needs any more, with their bytes unless another batch has the same."""
    LetterFile.objects.filter(id__in=[part.id for part in parts]).delete()
    for part in parts:
        if not LetterFile.objects.filter(organ=part.organ, sha256=part.sha256).exists():
            forget(part.sha256)
