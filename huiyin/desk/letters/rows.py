"""Batches and letters as the pages list them: what waits, what is wrong and what to do, what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from huiyin.cases.queries import of_these
from huiyin.channels.letters.batches import Sheet, letters_of, sheets_of, twins
from huiyin.channels.letters.faults import WHAT_TO_DO, Fault
from huiyin.channels.letters.models import Letter, LetterBatch, LetterFile
from huiyin.desk.staff import Desk
from huiyin.law.words import P, Phrase
from huiyin.record.worlds import beijing_day


@dataclass(frozen=True, slots=True)
class Scan:
    """One file of a letter: what is wrong with it, and where the same bytes came in before."""

    file: LetterFile
    wrong: Phrase | None
    twin: Phrase | None


@dataclass(frozen=True, slots=True)
class Row:
    """One letter: ``state`` is a sign's name (none, soon, ok, late, done), ``words`` says it.

    :param place: which letter of the batch it is, for its reader.
    """

    sheet: Sheet
    state: str
    words: Phrase
    scans: Sequence[Scan]
    number: str = ""
    place: int = 0

    @property
    def open(self) -> bool:
        return not self.sheet.settled

    @property
    def ready(self) -> bool:
        """Whether its clerk can begin: it is read, or could not be."""
        return self.open and not self.sheet.waits


#: What the letters of a batch are told apart by: the first is shown unless the clerk wants another.
SHELVES: Mapping[str, Phrase] = {
    "": P("没办完"), "ready": P("等您核对"), "waiting": P("还在识字"), "trouble": P("没读出来的"), "done": P("办完了"),
}  # fmt: skip
#: So many rows stand on one page of a batch.
PAGE = 25


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of a batch.

    :param shelves: those that hold something, each with its count; ``shelf`` is the one shown.
    :param page: from 1, of ``pages``.
    :param next: the letter to begin with, if one is ready.
    """

    rows: Sequence[Row]
    sums: Mapping[str, Any]
    shelves: Sequence[Mapping[str, Any]] = ()
    shelf: str = ""
    page: int = 1
    pages: int = 1
    next: int | None = None

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)


def _sums(sheets: Sequence[Sheet]) -> dict[str, Any]:
    """How far a batch is, for the bar and the sentence beside it."""
    files = [file for sheet in sheets for file in sheet.files]
    read = sum(file.ready_at is None for file in files)
    return {
        "letters": len(sheets),
        "settled": sum(sheet.settled for sheet in sheets),
        "files": len(files),
        "read": read,
        "busy": read < len(files),
        "troubled": sum(_shelf(sheet) == "trouble" for sheet in sheets),
    }


def heaps(batches: Sequence[LetterBatch], desk: Desk) -> list[dict[str, Any]]:
    """The open batches with their sums; three questions."""
    sheets, _ = shown(batches, desk)
    return [
        {"batch": batch, **_sums([sheet for sheet in sheets if sheet.letter.batch_id == batch.id])} for batch in batches
    ]


def shown(batches: Sequence[LetterBatch], desk: Desk) -> tuple[list[Sheet], dict[int, str]]:
    """The letters as this reader knows them, with the numbers of their matters: what became a matter that is closed to
    them was never there."""
    sheets = sheets_of(batches, desk.actor)
    numbers = _numbers(desk, {sheet.letter.case for sheet in sheets if sheet.letter.case})
    return [sheet for sheet in sheets if not sheet.letter.case or sheet.letter.case in numbers], numbers


def known_to(letter: int, desk: Desk) -> bool:
    """Whether a letter became nothing that is closed to this reader."""
    case = Letter.objects.filter(id=letter).values_list("case", flat=True).first()
    return case is None or case in _numbers(desk, {case})


def place_of(letter: Letter, desk: Desk) -> int:
    """Which letter of its batch it is, for this reader: nobody's place tells of one that is closed."""
    before = letters_of(desk.actor).filter(batch=letter.batch_id, seq__lte=letter.seq)
    rows = list(before.values_list("case", flat=True))
    numbers = _numbers(desk, {case for case in rows if case})
    return sum(case is None or case in numbers for case in rows)


def rows_of(batch: LetterBatch, desk: Desk, shelf: str = "", page: int = 1) -> Rows:
    """One page of the letters of a batch, as far as the reader may know of them."""
    sheets, _ = shown([batch], desk)
    places = {sheet.letter.id: place for place, sheet in enumerate(sheets, 1)}
    held = {key: [sheet for sheet in sheets if _on(sheet, key)] for key in SHELVES}
    shelf = shelf if held.get(shelf) else "" if held[""] else "done"
    shelves = [
        {"key": key, "label": label, "count": len(held[key]), "current": key == shelf}
        for key, label in SHELVES.items()
        if held[key] or key == shelf
    ]
    pages = max(1, -(-len(held[shelf]) // PAGE))
    page = min(max(page, 1), pages)
    some = held[shelf][(page - 1) * PAGE : page * PAGE]
    following = next((sheet.letter.id for sheet in held[""] if not sheet.waits), None)
    return Rows(_rows(some, places, desk), _sums(sheets), shelves, shelf, page, pages, following)


def _rows(sheets: Sequence[Sheet], places: Mapping[int, int], desk: Desk) -> list[Row]:
    same = twins([file for sheet in sheets for file in sheet.files], desk.actor)
    cases = {sheet.letter.case for sheet in sheets} | {file.letter.case for file in same.values()}
    numbers = _numbers(desk, {case for case in cases if case})
    return [replace(_row(sheet, same, numbers), place=places[sheet.letter.id]) for sheet in sheets]


def _shelf(sheet: Sheet) -> str:
    """The one shelf, besides that of all that are open, on which a letter stands."""
    if sheet.settled:
        return "done"
    if sheet.waits:
        return "waiting"
    return "trouble" if all(file.fault for file in sheet.files) else "ready"


def _on(sheet: Sheet, shelf: str) -> bool:
    return _shelf(sheet) == shelf if shelf else not sheet.settled


def _numbers(desk: Desk, cases: set[int]) -> dict[int, str]:
    return {id: case.number for id, case in of_these(desk.actor, desk.today, cases).items()}


def _row(sheet: Sheet, same: Mapping[int, LetterFile], numbers: Mapping[int, str]) -> Row:
    state, words = _state(sheet)
    number = numbers.get(sheet.letter.case or 0, "")
    return Row(sheet, state, words, [_scan(file, same.get(file.id), numbers) for file in sheet.files], number)


def _state(sheet: Sheet) -> tuple[str, Phrase]:
    if sheet.letter.case:
        return "done", P("已登记")
    if sheet.settled:
        return "none", P("不登记：{reason}", reason=sheet.letter.aside)
    shelf = _shelf(sheet)
    if shelf == "waiting":
        read = sum(file.ready_at is None for file in sheet.files)
        return "ahead", P("等着识字") if not read else P("正在识字，读好{n}个文件", n=read)
    return ("late", P("没有读出来")) if shelf == "trouble" else ("soon", P("读好了，等您核对"))


def _scan(file: LetterFile, twin: LetterFile | None, numbers: Mapping[int, str]) -> Scan:
    wrong = WHAT_TO_DO[Fault(file.fault)] if file.fault else None
    return Scan(file, wrong, _twin(twin, numbers) if twin else None)


def _twin(twin: LetterFile, numbers: Mapping[int, str]) -> Phrase | None:
    """Where it came in before; nothing about a matter the reader may not see."""
    if twin.letter.case is None:
        return P("和{day}收到的一封完全相同。", day=beijing_day(twin.arrived_at))
    if twin.letter.case in numbers:
        return P("和已登记的 {number} 完全相同。", number=numbers[twin.letter.case])
    return None
