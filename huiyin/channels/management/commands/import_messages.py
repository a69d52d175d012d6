"""./run import FILE.xlsx: take in matters that another system exported, with their answers, at their true times."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from huiyin.channels.sheets.account import Account, Remark, write_remarks
from huiyin.channels.sheets.mapping import SheetMapping, WrongMapping, read_mapping
from huiyin.channels.sheets.reading import Message, Sheet, Unread, open_sheet
from huiyin.channels.sheets.taking import Desk
from huiyin.law.words import P
from huiyin.people.models import Organ

SHOWN = 20


class Command(BaseCommand):
    help = "Take in the messages of a workbook; running it again takes in only what is new."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.xlsx")
        parser.add_argument("--mapping", type=Path, metavar="FILE", help="default: whichever of data/mappings fits")
        parser.add_argument("--organ", metavar="KEY", help="the receiving organ; default: the mapping's")
        parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures for machines as well")

    def handle(self, *args: Any, **options: Any) -> None:
        started, account = time.monotonic(), Account()
        try:
            mappings = list(_mappings(options["mapping"]))
            sheet = open_sheet(options["file"], mappings)
        except WrongMapping as fault:
            raise CommandError(str(fault)) from None
        desk = _desk(sheet.mapping, options["organ"])
        self._announce(sheet)
        try:
            _take(sheet, desk, timezone.now(), account)
        except KeyboardInterrupt:
            self.stderr.write("Stopped. Nothing is half done; the same command goes on where this one ended.")
        account.seconds = time.monotonic() - started
        account.peak_memory = _peak_memory()
        self._report(account, sheet, options["file"], options["json"])

    def _announce(self, sheet: Sheet) -> None:
        ignored = sheet.mapping.ignored(sheet.headings)
        self.stderr.write(f"{len(sheet.rows):,} lines, read by the mapping “{sheet.mapping.name}”.")
        if ignored:
            self.stderr.write(f"Columns that are not read: {'、'.join(ignored)}")

    def _report(self, account: Account, sheet: Sheet, file: Path, json_file: Path | None) -> None:
        for line in account.lines():
            self.stdout.write(line)
        remarks = sorted(account.remarks, key=lambda remark: remark.row)
        for remark in remarks[:SHOWN]:
            self.stdout.write(f"  line {remark.row}, {remark.number}, {remark.what}: {remark.reason}")
        listed = _list(remarks, sheet, file) if remarks else None
        if listed:
            self.stdout.write(f"{len(remarks):,} rows need an eye; all of them, with their cells: {listed}")
        if json_file:
            figures = {"file": file.name, "mapping": sheet.mapping.name, **account.for_machines()}
            figures["remarks_file"] = str(listed) if listed else None
            json_file.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _mappings(named: Path | None) -> Iterator[SheetMapping]:
    folder = Path(settings.BASE_DIR) / "data" / "mappings"
    return (read_mapping(path) for path in ([named] if named else sorted(folder.glob("*.yaml"))))


def _desk(mapping: SheetMapping, organ: str | None) -> Desk:
    key = organ or mapping.organ
    row = Organ.objects.filter(key=key).first()
    if row is None:
        raise CommandError(f"There is no organ “{key}”. Load the organs (./run people), or name one: --organ KEY")
    return Desk(mapping, row.id, mapping.place or row.code)


def _take(sheet: Sheet, desk: Desk, now: datetime, account: Account) -> None:
    messages = list(_each_once(sheet.read(now), account))
    # In the order of time, so that numbers and lists follow it too.
    messages.sort(key=lambda message: message.received_at)
    with tqdm(total=len(messages), unit="row", disable=not sys.stderr.isatty()) as bar:
        for outcome in desk.take(messages):
            account.count(outcome)
            bar.update()


def _each_once(rows: Iterable[Message | Unread], account: Account) -> Iterator[Message]:
    """Messages whose number comes first in the file; another message under the same number is refused."""
    first: dict[str, int] = {}
    for row in rows:
        if isinstance(row, Message) and row.number in first:
            reason = P("编号{number}在第{first}行已经用过。", number=row.number, first=first[row.number])
            row = Unread(row.row, row.number, reason)
        if isinstance(row, Unread):
            account.refuse(row)
        else:
            first[row.number] = row.row
            yield row


def _list(remarks: list[Remark], sheet: Sheet, file: Path) -> Path:
    """Beside the file, or in the data folder where we may not write beside it."""
    rows = [(remark, sheet.raw(remark.row)) for remark in remarks]
    beside = file.with_name(f"{file.name}.refused.csv")
    try:
        write_remarks(beside, sheet.headings, rows)
    except OSError:
        beside = Path(settings.HUIYIN_DATA_DIR) / beside.name
        write_remarks(beside, sheet.headings, rows)
    return beside


def _peak_memory() -> float:
    """Megabytes; macOS counts bytes where Linux counts kilobytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 / 1024 if sys.platform == "darwin" else peak / 1024
