"""A workbook as messages: find the sheet and its headings, read every row, say what is wrong with the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from huiyin.cases.identity import Identity
from huiyin.channels.sheets.cells import Cell, stand_in_number, text_of, time_of
from huiyin.channels.sheets.mapping import SheetMapping, WrongMapping, recognise
from huiyin.channels.sheets.opening import sheets
from huiyin.law.sources.books import book_for
from huiyin.law.words import P, Phrase
from huiyin.record.worlds import beijing_day

HEADING_ROWS = 10


@dataclass(frozen=True, slots=True)
class Message:
    """One row that can be taken in. ``row`` is its line in the workbook, ``oddity`` what is wrong with its answer."""

    row: int
    number: str
    who: Identity
    title: str
    received_at: datetime
    text: str
    answer: str = ""
    answered_at: datetime | None = None
    extra: dict[str, str] = field(default_factory=dict)
    accused_organ: str = ""
    accused_person: str = ""
    oddity: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """One row that cannot be taken in, and why."""

    row: int
    number: str
    reason: Phrase


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet whose headings a mapping recognises; ``rows`` are the lines below, ``first`` the number of the first."""

    mapping: SheetMapping
    headings: list[str]
    rows: list[list[Cell]]
    first: int

    def read(self, now: datetime) -> Iterator[Message | Unread]:
        """Every row that is not empty, in the order of the sheet; ``now`` tells what lies in the future."""
        places = self.mapping.places(self.headings)
        extra = [(heading, self.headings.index(heading)) for heading in self.mapping.extra if heading in self.headings]
        for line, cells in enumerate(self.rows, self.first):
            if any(text_of(cell) for cell in cells):
                yield _Row(line, cells, places, extra, now).read()

    def raw(self, row: int) -> list[str]:
        """The cells of a line as they stand, for the list of refused rows."""
        return [str(cell) for cell in self.rows[row - self.first]]


def open_sheet(path: Path, mappings: Sequence[SheetMapping]) -> Sheet:
    """The first sheet of the workbook whose headings one of the mappings recognises.

    :raises WrongMapping: no sheet is recognised, the file is no workbook, or it met a limit.
    """
    try:
        for rows in sheets(path):
            for index, cells in enumerate(rows[:HEADING_ROWS]):
                headings = [text_of(cell) for cell in cells]
                mapping = recognise(headings, mappings)
                if mapping:
                    return Sheet(mapping, headings, rows[index + 1 :], index + 2)
    except OSError as fault:
        raise WrongMapping(f"{path}: {fault}") from None
    known = "; ".join(f"{mapping.name}: {', '.join(mapping.columns['time'])}" for mapping in mappings)
    raise WrongMapping(
        f"{path}: no sheet has the headings of a mapping ({known}). Write one and name it: --mapping FILE"
    )


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: Sequence[Cell]
    places: dict[str, int]
    extra: Sequence[tuple[str, int]]
    now: datetime

    def read(self) -> Message | Unread:
        title, text, received_at = self.text("title"), self.text("text"), time_of(self.cell("time"))
        number = self.text("number") or stand_in_number(self.text("user"), self.text("time"), title, text)
        fault = self._fault(title or text, received_at)
        if fault or received_at is None:
            return Unread(self.line, number, fault or P("没有时间。"))
        answer, answered_at = self.text("answer"), time_of(self.cell("answered"))
        oddity = self._oddity(answer, answered_at, received_at)
        kept = {heading: text_of(self.at(index)) for heading, index in self.extra}
        if oddity:
            kept |= {"答复意见": answer, "答复时间": self.text("answered")}
            answer, answered_at = "", None
        who = Identity(
            self.text("user"), self.text("id_number"), self.text("phone"), self.text("address"), self.text("email")
        )
        kept = {heading: value for heading, value in kept.items() if value}
        if answered_at is not None:
            # A date without an hour is midnight; on the day of the message itself it was not before the message.
            answered_at = max(answered_at, received_at)
        accused = self.text("accused_organ"), self.text("accused_person")
        return Message(
            self.line, number, who, title, received_at, text or title, answer, answered_at, kept, *accused, oddity
        )

    def _fault(self, words: str, received_at: datetime | None) -> Phrase | None:
        if received_at is None:
            return P("时间“{text}”看不懂，请写成 2019-04-25 09:32 的样子。", text=self.text("time"))
        if received_at > self.now:
            return P("时间{text}在将来。", text=self.text("time"))
        if not words:
            return P("没有标题，也没有内容。")
        return (
            None
            if _under_some_law(received_at.date())
            else P("{day}还没有可以适用的信访法规。", day=received_at.date())
        )

    def _oddity(self, answer: str, answered_at: datetime | None, received_at: datetime) -> Phrase | None:
        """An answer counts only with a time that can be true; else the matter comes in unanswered, the words kept."""
        if not answer and not self.text("answered"):
            return None
        if not answer:
            return P("有答复时间，没有答复内容。事项已登记，算作未答复。")
        if answered_at is None:
            return P("有答复，没有看得懂的答复时间。事项已登记，算作未答复，答复原文留在来件旁边。")
        if beijing_day(answered_at) < beijing_day(received_at):
            return P("答复时间早于来件时间。事项已登记，算作未答复，答复原文留在来件旁边。")
        if answered_at > self.now:
            return P("答复时间在将来。事项已登记，算作未答复，答复原文留在来件旁边。")
        return None

    def text(self, column: str) -> str:
        return text_of(self.cell(column))

    def cell(self, column: str) -> Cell:
        return self.at(self.places[column]) if column in self.places else ""

    def at(self, index: int) -> Cell:
        return self.cells[index] if index < len(self.cells) else ""


def _under_some_law(day: date) -> bool:
    try:
        book_for(day)
    except LookupError:
        return False
    return True
