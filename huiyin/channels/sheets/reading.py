"""A workbook as messages: find the sheet and its headings, read every row, say what is wrong with the others."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from huiyin.cases.identity import Identity
from huiyin.channels.sheets.cells import Cell, failed, spoilt, stand_in_number, text_of, time_of
from huiyin.channels.sheets.mapping import OWN, SheetMapping, WrongMapping, recognise, tidy
from huiyin.channels.sheets.opening import Opened, sheets
from huiyin.channels.sheets.tables import DAY_ZERO
from huiyin.law.frame.particulars import fit
from huiyin.law.matter.forms import REGISTER
from huiyin.law.sources.books import book_for
from huiyin.law.terms import Aim
from huiyin.law.words import P, Phrase
from huiyin.people.subjects import BELOW, below
from huiyin.record.worlds import beijing_day

HEADING_ROWS = 10
NUMBERS = ("number", "id_number", "phone")
"""Columns of which a digit lost makes another one."""


@dataclass(frozen=True, slots=True)
class Message:
    """One row that can be taken in.

    :param row: its line in the sheet; ``sheet`` the name of that, empty where the file has only one.
    :param oddity: what is wrong with its answer.
    """

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
    register: Mapping[str, Any] = field(default_factory=dict)
    oddity: Phrase | None = None
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """One row that cannot be taken in, and why."""

    row: int
    number: str
    reason: Phrase
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet whose headings a mapping recognises; ``rows`` are the lines below, ``first`` the number of the first."""

    name: str
    mapping: SheetMapping
    headings: list[str]
    rows: list[list[Cell]]
    first: int
    day_zero: date = DAY_ZERO

    def read(self, now: datetime) -> Iterator[Message | Unread]:
        """Every row that is not empty, in the order of the sheet; ``now`` tells what lies in the future."""
        places, extra = self.mapping.places(self.headings), self.mapping.beside(self.headings)
        for line, cells in enumerate(self.rows, self.first):
            row = _Row(self, line, cells, places, extra, now)
            if any(text_of(cell) for cell in cells) and not row.is_heading:
                yield row.read()

    def raw(self, row: int, number: str) -> dict[str, str]:
        """The cells of a line by their headings, for the list of refused rows: what is read again reads the same."""
        cells, places = self.rows[row - self.first], self.mapping.places(self.headings)
        named = zip(_apart(self.headings), map(self._again, cells), strict=False)
        kept = {heading: text for heading, text in named if tidy(heading) not in OWN}
        if "number" in places:
            kept[_apart(self.headings)[places["number"]]] = number
        return kept

    def _again(self, cell: Cell) -> str:
        moment = time_of(cell, self.day_zero) if isinstance(cell, date | float) else None
        whole = isinstance(cell, float) and cell.is_integer()
        return text_of(cell) if moment is None or whole else f"{moment:%Y-%m-%d %H:%M:%S}"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A sheet that was not read, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Book:
    """What of a file is read, and what is not."""

    sheets: list[Sheet] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def open_book(path: Path, mappings: Sequence[SheetMapping], wanted: Collection[str] = (), hidden: bool = False) -> Book:
    """Every sheet of the file whose headings one of the mappings recognises.

    :param wanted: names of the only sheets to read, hidden or not; none: all that are not hidden.
    :param hidden: the hidden ones as well.
    :raises WrongMapping: no sheet is recognised, the file is no workbook, or it met a limit.
    """
    book = Book()
    try:
        for opened in sheets(path):
            found = recognised(opened, mappings)
            why = _why_not(opened, found, wanted, hidden)
            if why:
                book.skipped.append(Skipped(opened.name, why))
            elif found:
                book.sheets.append(found)
    except OSError as fault:
        raise WrongMapping(f"{path}: {fault}") from None
    if book.sheets:
        return book
    known = "; ".join(f"{mapping.name}: {', '.join(mapping.columns['time'])}" for mapping in mappings)
    seen = "".join(f"\n  sheet “{each.name}”: {each.why}" for each in book.skipped)
    raise WrongMapping(
        f"{path}: no sheet has the headings of a mapping ({known}), or none was asked for. "
        f"Write one and name it: --mapping FILE{seen}"
    )


def recognised(opened: Opened, mappings: Sequence[SheetMapping]) -> Sheet | None:
    """The sheet with its headings, if one of the mappings knows them."""
    for index, cells in enumerate(opened.rows[:HEADING_ROWS]):
        headings = [text_of(cell) for cell in cells]
        mapping = recognise(headings, mappings)
        if mapping:
            return Sheet(opened.name, mapping, headings, opened.rows[index + 1 :], index + 2, opened.day_zero)
    return None


def _why_not(opened: Opened, found: Sheet | None, wanted: Collection[str], hidden: bool) -> str:
    if wanted and opened.name not in wanted:
        return "not asked for"
    if opened.hidden and not hidden and not wanted:
        return "hidden; --hidden reads it" if found else "hidden"
    if found:
        return ""
    lines = sum(any(text_of(cell) for cell in row) for row in opened.rows)
    return f"its {lines:,} lines have no headings that a mapping knows" if lines else "empty"


def _apart(headings: Sequence[str]) -> list[str]:
    """The headings, a repeated or empty one made different, so that no cell is lost."""
    return [
        heading if heading and heading not in headings[:index] else f"{heading}（第{index + 1}列）"
        for index, heading in enumerate(headings)
    ]


@dataclass(frozen=True, slots=True)
class _Row:
    sheet: Sheet
    line: int
    cells: Sequence[Cell]
    places: dict[str, int]
    extra: dict[str, int]
    now: datetime

    @property
    def is_heading(self) -> bool:
        """Exports repeat the headings on every page, and merge them over two lines."""
        heading = self.sheet.headings[self.places["time"]]
        return tidy(self.text("time")) == tidy(heading)

    def read(self) -> Message | Unread:
        title, text, received_at = self.text("title"), self.text("text"), self.time("time")
        # A sheet marks a number that is to stay text with ' before it; a CSV keeps the mark.
        number = self.text("number").removeprefix("'") or stand_in_number(
            self.text("user"), self.text("time"), title, text
        )
        fault = self._spoilt() or self._fault(title or text, received_at)
        if fault or received_at is None:
            return Unread(self.line, number, fault or P("没有时间。"), self.sheet.name)
        answer, answered_at = self.text("answer"), self.time("answered")
        oddity = self._oddity(answer, answered_at, received_at)
        kept = {heading: text_of(self.at(index)) for heading, index in self.extra.items()}
        if oddity:
            kept |= {"答复意见": answer, "答复时间": self.text("answered")}
            answer, answered_at = "", None
        who = Identity(
            self.text("user"), self.text("id_number"), self.text("phone"), self.text("address"), self.text("email")
        )
        register, unread = self._register()
        kept = {heading: value for heading, value in (kept | unread).items() if value}
        if answered_at is not None:
            # A date without an hour is midnight; on the day of the message itself it was not before the message.
            answered_at = max(answered_at, received_at)
        accused = self.text("accused_organ"), self.text("accused_person")
        return Message(
            self.line,
            number,
            who,
            title,
            received_at,
            text or title,
            answer,
            answered_at,
            kept,
            *accused,
            register,
            oddity,
            self.sheet.name,
        )

    def _register(self) -> tuple[dict[str, Any], dict[str, str]]:
        """What the other register says beside the words, and by its heading what of that this one does not know."""
        typed = {each.name: self.text(each.name) for each in REGISTER if self.text(each.name)}
        # Where a register has a column for each level, they are one path.
        further = [each for name in ("subject_second", "subject_third") if (each := self.text(name))]
        if "subject" in typed and further:
            typed["subject"] = below(*(each.replace(BELOW, "、") for each in (typed["subject"], *further)))
        aim = typed.get("aim")
        named = typed | ({"aim": next((each.value for each in Aim if each.label == aim), aim)} if aim else {})
        said, wrong = fit(REGISTER, named)
        return (
            {name: value for name, value in said.items() if name not in wrong},
            {self.sheet.headings[self.places[name]]: typed[name] for name in wrong},
        )

    def _spoilt(self) -> Phrase | None:
        for column, place in self.places.items():
            if failed(self.at(place)):
                heading, shown = self.sheet.headings[place], self.text(column)
                return P(
                    "“{heading}”是公式，没有算出来（{shown}）。请改成文字，再读一次。", heading=heading, shown=shown
                )
        for column in NUMBERS:
            if spoilt(self.cell(column)):
                heading = self.sheet.headings[self.places[column]]
                return P("“{heading}”太长，表里只存了前 15 位。请把这一列导成文本，再读一次。", heading=heading)
        return None

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

    def time(self, column: str) -> datetime | None:
        return time_of(self.cell(column), self.sheet.day_zero)

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
