"""./run import FILE: take in matters that another system exported, with their answers, at their true times."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from huiyin.channels.sheets.account import Account, Remark, write_remarks
from huiyin.channels.sheets.mapping import SheetMapping, WrongMapping, read_mapping
from huiyin.channels.sheets.reading import Book, Message, Unread, open_book
from huiyin.channels.sheets.taking import Desk
from huiyin.law.words import P, Phrase
from huiyin.people.models import Organ
from huiyin.typed.texts import line_of

SHOWN = 20


class Command(BaseCommand):
    help = "Take in the messages of a workbook, a CSV or a page of tables; running it again takes in only what is new."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--mapping", type=Path, metavar="FILE", help="default: whichever of data/mappings fits")
        parser.add_argument("--organ", metavar="KEY", help="the receiving organ; default: the mapping's")
        parser.add_argument(
            "--sheet", action="append", default=[], metavar="NAME", help="only this sheet; may be repeated"
        )
        parser.add_argument("--hidden", action="store_true", help="read hidden sheets as well")
        parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures for machines as well")

    def handle(self, *args: Any, **options: Any) -> None:
        started, account = time.monotonic(), Account()
        try:
            mappings = list(_mappings(options["mapping"]))
            book = open_book(options["file"], mappings, options["sheet"], options["hidden"])
        except WrongMapping as fault:
            raise CommandError(str(fault)) from None
        desks = {sheet.mapping.name: _desk(sheet.mapping, options["organ"]) for sheet in book.sheets}
        self._announce(book)
        try:
            _take(book, desks, timezone.now(), account)
        except KeyboardInterrupt:
            self.stderr.write("Stopped. Nothing is half done; the same command goes on where this one ended.")
        account.seconds = time.monotonic() - started
        account.peak_memory = _peak_memory()
        self._report(account, book, options["file"], options["json"])

    def _announce(self, book: Book) -> None:
        for sheet in book.sheets:
            named = f"Sheet “{sheet.name}”: " if sheet.name else ""
            self.stderr.write(f"{named}{len(sheet.rows):,} lines, read by the mapping “{sheet.mapping.name}”.")
            if ignored := sheet.mapping.ignored(sheet.headings):
                self.stderr.write(f"Columns that are not read: {'、'.join(map(line_of, ignored))}")
        for skipped in book.skipped:
            self.stderr.write(f"Sheet “{skipped.name}” is not read: {skipped.why}.")

    def _report(self, account: Account, book: Book, file: Path, json_file: Path | None) -> None:
        for line in account.lines():
            self.stdout.write(line)
        for skipped in book.skipped:
            self.stdout.write(f"sheet not read 未读的表  “{skipped.name}”: {skipped.why}")
        remarks = sorted(account.remarks, key=lambda remark: (_place(book, remark), remark.row))
        for remark in remarks[:SHOWN]:
            sheet = f"sheet “{remark.sheet}” " if len(book.sheets) > 1 else ""
            self.stdout.write(f"  {sheet}line {remark.row}, {remark.number}, {remark.what}: {remark.reason}")
        listed = _list(remarks, book, file) if remarks else None
        if listed:
            self.stdout.write(f"{len(remarks):,} rows need an eye; all of them, with their cells: {listed}")
        if json_file:
            figures = {"file": file.name, **_read(book), **account.for_machines()}
            figures["remarks_file"] = str(listed) if listed else None
            json_file.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _read(book: Book) -> dict[str, Any]:
    """Which sheets were read by which mapping, and which were not and why."""
    return {
        "mapping": book.sheets[0].mapping.name,
        "sheets": [{"sheet": sheet.name, "mapping": sheet.mapping.name} for sheet in book.sheets],
        "not_read": [{"sheet": skipped.name, "reason": skipped.why} for skipped in book.skipped],
    }


def _place(book: Book, remark: Remark) -> int:
    return next(index for index, sheet in enumerate(book.sheets) if sheet.name == remark.sheet)


def _mappings(named: Path | None) -> Iterator[SheetMapping]:
    folder = Path(settings.BASE_DIR) / "data" / "mappings"
    return (read_mapping(path) for path in ([named] if named else sorted(folder.glob("*.yaml"))))


def _desk(mapping: SheetMapping, organ: str | None) -> Desk:
    key = organ or mapping.organ
    row = Organ.objects.filter(key=key).first()
    if row is None:
        raise CommandError(f"There is no organ “{key}”. Load the organs (./run people), or name one: --organ KEY")
    return Desk(mapping, row.id, mapping.place or row.code)


def _take(book: Book, desks: Mapping[str, Desk], now: datetime, account: Account) -> None:
    """Mapping by mapping: a number counts within the system that gave it."""
    for name, desk in desks.items():
        rows = chain.from_iterable(sheet.read(now) for sheet in book.sheets if sheet.mapping.name == name)
        # In the order of time, so that numbers and lists follow it too.
        messages = sorted(_each_once(rows, account, len(book.sheets) > 1), key=lambda message: message.received_at)
        with tqdm(total=len(messages), unit="row", disable=not sys.stderr.isatty()) as bar:
            for outcome in desk.take(messages):
                account.count(outcome)
                bar.update()


def _each_once(rows: Iterable[Message | Unread], account: Account, several: bool) -> Iterator[Message]:
    """Messages whose number comes first in the file; another message under the same number is refused."""
    first: dict[str, Message] = {}
    for row in rows:
        if isinstance(row, Message) and row.number in first:
            row = Unread(row.row, row.number, _used(first[row.number], several), row.sheet)
        if isinstance(row, Unread):
            account.refuse(row)
        else:
            first[row.number] = row
            yield row


def _used(first: Message, several: bool) -> Phrase:
    if not several:
        return P("编号{number}在第{first}行已经用过。", number=first.number, first=first.row)
    return P("编号{number}在表“{sheet}”第{first}行已经用过。", number=first.number, sheet=first.sheet, first=first.row)


def _list(remarks: list[Remark], book: Book, file: Path) -> Path:
    """Beside the file, or in the data folder where we may not write beside it."""
    rows = [(each, book.sheets[_place(book, each)].raw(each.row, each.number)) for each in remarks]
    beside = file.with_name(f"{file.name}.refused.csv")
    try:
        write_remarks(beside, rows)
    except OSError:
        beside = Path(settings.HUIYIN_DATA_DIR) / beside.name
        write_remarks(beside, rows)
    return beside


def _peak_memory() -> float:
    """Megabytes; macOS counts bytes where Linux counts kilobytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 / 1024 if sys.platform == "darwin" else peak / 1024
