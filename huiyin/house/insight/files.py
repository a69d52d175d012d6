"""Files of messages in, tables out. Every row is accounted for, or the command says which is not and fails."""

from __future__ import annotations

import csv
import io
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final, TextIO

from huiyin.channels.sheets.cells import Cell, text_of, time_of
from huiyin.channels.sheets.mapping import WrongMapping
from huiyin.channels.sheets.opening import sheets
from huiyin.house.faults import Refused
from huiyin.typed.encodings import decoded

#: Under which headings each column may stand.
HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("id", "留言编号", "编号", "信访编号"),
    "label": ("label", "一级标签", "一级分类", "分类"),
    "title": ("title", "留言主题", "主题", "标题"),
    "text": ("detail", "text", "留言详情", "详情", "内容"),
    "group": ("group",),
    "user": ("user", "留言用户", "用户"),
    "time": ("time", "留言时间", "时间", "日期"),
    "answer": ("reply", "answer", "答复意见", "答复"),
    "answered": ("reply_time", "答复时间"),
    "likes": ("likes", "点赞数"),
}
_HEADING_ROWS: Final = 10
_LISTED: Final = 5
#: So many messages may be one person's, and no larger share of a file.
_ONE_PERSON, _SHARED = 20, 0.05
#: UTF-8 of which a smaller share of signs cannot be read is damaged; more, and it is something else.
_DAMAGED: Final = 0.05
csv.field_size_limit(64_000_000)


@dataclass(frozen=True, slots=True)
class Row:
    """One message; ``line`` is where it stands in its file. What the file has no column for is empty."""

    line: int
    id: str
    title: str
    text: str
    label: str = ""
    group: str = ""
    user: str = ""
    time: datetime | None = None
    answer: str = ""
    answered: datetime | None = None
    likes: int = 0


def read(path: Path, needed: Sequence[str]) -> list[Row]:
    """Every row of a CSV or of a workbook's first sheet that has the headings.

    :param needed: names of :data:`HEADINGS` that must be there.
    :raises Refused: the file cannot be read, a column is missing, or it holds no message.
    """
    if not path.is_file():
        raise Refused(f"{path}: there is no such file.")
    table = _csv(path) if path.suffix.lower() in (".csv", ".txt") else _workbook(path, needed)
    headings, lines = table
    places = _places(headings)
    missing = [name for name in needed if name not in places]
    if missing:
        wanted = "; ".join(" or ".join(HEADINGS[name]) for name in missing)
        raise Refused(f"{path}: a column is missing: {wanted}. Found: {', '.join(headings)}")
    rows = [_row(line, cells, places) for line, cells in lines if any(text_of(cell) for cell in cells)]
    if not rows:
        raise Refused(f"{path}: it has headings and no messages.")
    _check(path, rows, needed)
    if again := [each for each, often in Counter(row.id for row in rows).items() if often > 1]:
        tell(f"{path}: {len(again):,} ids stand more than once ({', '.join(again[:_LISTED])}); every row is a message")
    return _without_shared_users(path, rows)


def _without_shared_users(path: Path, rows: list[Row]) -> list[Row]:
    """A mark that very many messages have (匿名, 网友) names nobody."""
    often = Counter(row.user for row in rows if row.user)
    shared = {user for user, many in often.items() if many > max(_ONE_PERSON, _SHARED * len(rows))}
    if shared:
        tell(f"{path}: these name nobody, for too many messages have them: {', '.join(sorted(shared))}")
    return [replace(row, user="") if row.user in shared else row for row in rows]


def _check(path: Path, rows: Sequence[Row], needed: Sequence[str]) -> None:
    """Each row has what the command cannot do without."""
    for name, said in (("id", "no id"), ("label", "no label"), ("time", "no time that can be read")):
        if name in needed and (bad := [row.line for row in rows if not getattr(row, name)]):
            listed = ", ".join(map(str, bad[:_LISTED])) + (" …" if len(bad) > _LISTED else "")
            raise Refused(f"{path}: {len(bad):,} rows have {said}: line {listed}")


def _csv(path: Path) -> tuple[list[str], list[tuple[int, list[Cell]]]]:
    lines: list[tuple[int, list[Cell]]] = []
    try:
        reader = csv.reader(io.StringIO(_text(path), newline=""))
        headings = [heading.strip() for heading in next(reader, [])]
        for cells in reader:
            if any(cell.strip() for cell in cells[len(headings) :]):
                raise Refused(f"{path}: line {reader.line_num} has more cells than the headings.")
            lines.append((reader.line_num, list[Cell](cells[: len(headings)])))
    except csv.Error as fault:
        raise Refused(f"{path}: it is no CSV: {fault}.") from None
    return headings, lines


def _text(path: Path) -> str:
    """UTF-8, and what Excel and WPS leave instead; UTF-8 with a damaged byte reads as GB 18030 as well, so it is asked
    first how much of it is damaged.
    """
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        mended = data.decode("utf-8", "replace")
        damaged = mended.count("\ufffd") < _DAMAGED * sum(sign > "\x7f" for sign in mended)
        text = None if damaged else decoded(data)
        if text is None:
            where = f"{fault.reason} at byte {fault.start}"
            raise Refused(f"{path}: it is not UTF-8 ({where}). Save it as UTF-8.") from None
    tell(f"{path}: not UTF-8; read as GB 18030 or UTF-16")
    return text


def _workbook(path: Path, needed: Sequence[str]) -> tuple[list[str], list[tuple[int, list[Cell]]]]:
    """The first sheet that has the columns; the first of all if none has."""
    first: tuple[list[str], list[tuple[int, list[Cell]]]] | None = None
    try:
        for opened in sheets(path):
            for at, cells in enumerate(opened.rows[:_HEADING_ROWS]):
                headings = [text_of(cell) for cell in cells]
                found = headings, list(enumerate(opened.rows[at + 1 :], at + 2))
                if set(needed) <= set(_places(headings)):
                    return found
                first = first or found
    except (WrongMapping, OSError) as fault:
        raise Refused(str(fault)) from None
    return first or ([], [])


def _places(headings: Sequence[str]) -> dict[str, int]:
    lowered = [heading.strip().lower() for heading in headings]
    return {
        name: next(lowered.index(each) for each in said if each in lowered)
        for name, said in HEADINGS.items()
        if any(each in lowered for each in said)
    }


def _row(line: int, cells: Sequence[Cell], places: Mapping[str, int]) -> Row:
    def cell(name: str) -> Cell:
        at = places.get(name)
        return cells[at] if at is not None and at < len(cells) else None

    def text(name: str) -> str:
        return text_of(cell(name))

    likes = text("likes")
    return Row(
        line, text("id"), text("title"), text("text"), text("label"), text("group"), text("user"),
        time_of(cell("time")), text("answer"), time_of(cell("answered")), int(likes) if likes.isdigit() else 0,
    )  # fmt: skip


@contextmanager
def table(path: Path, headings: Sequence[str]) -> Iterator[Table]:
    """A CSV that appears under its name only once it is whole.

    :raises Refused: it cannot be written.
    """
    half = path.with_name(path.name + ".part")
    try:
        file = half.open("w", encoding="utf-8", newline="")
    except OSError as fault:
        raise Refused(f"{path} cannot be written: {fault.strerror}.") from None
    try:
        with file:
            made = Table(file, headings)
            yield made
        os.replace(half, path)
    finally:
        half.unlink(missing_ok=True)


class Table:
    """Rows on their way into a CSV; ``written`` counts them."""

    def __init__(self, file: TextIO, headings: Sequence[str]) -> None:
        self._writer = csv.writer(file, lineterminator="\n")
        self._writer.writerow(headings)
        self.written = 0

    def add(self, cells: Iterable[object]) -> None:
        """One row."""
        self._writer.writerow(list(cells))
        self.written += 1


def tell(said: str) -> None:
    """Progress, for whoever watches."""
    print(f"  … {said}", file=sys.stderr, flush=True)
