"""Work orders become matters (工单登记): what would happen row by row, and then that it happens.

An answer that stands in the sheet is the other register's; it is kept beside the words and is no answer of ours.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from huiyin.channels.sheets.mapping import COLUMNS, SheetMapping, WrongMapping, read_mapping
from huiyin.channels.sheets.opening import Opened
from huiyin.channels.sheets.reading import Message, Sheet, Unread, recognised
from huiyin.channels.sheets.taking import Desk, Fate, Outcome, Secret, foresee
from huiyin.channels.sheets.unpacking import cell_of
from huiyin.law.papers import Service
from huiyin.law.terms import Channel, Role
from huiyin.law.words import P, Phrase
from huiyin.people.models import Organ
from huiyin.typed.texts import line_of

logger = logging.getLogger(__name__)
_TWICE: Final = P("这个编号在表里出现了两次，只收第一次。")


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what becomes of it, or would.

    :param away: it reads as a report that may mean one of them.
    :param secret: told as new, for the matter that has its number is closed to whoever asks.
    :param cells: all of it by heading, where it is a report that nobody may hold.
    """

    row: int
    number: str
    title: str
    fate: Fate
    reason: Phrase | None = None
    away: frozenset[int] = frozenset()
    secret: bool = False
    cells: Mapping[str, str] = field(default_factory=dict)


def mappings(named: str = "") -> list[SheetMapping]:
    """Those of data/mappings, or the one of a connection.

    :raises WrongMapping: it cannot be read.
    """
    folder = Path(settings.BASE_DIR) / "data" / "mappings"
    if named:
        return [read_mapping(Path(named) if "/" in named else folder / f"{named}.yaml")]
    return list(_readable(sorted(folder.glob("*.yaml"))))


def _readable(paths: Iterable[Path]) -> Iterator[SheetMapping]:
    """One that somebody broke does not keep the others from being used; ``./run import`` names it."""
    for path in paths:
        try:
            yield read_mapping(path)
        except WrongMapping:
            logger.exception("mapping %s", path.name)


def opened(read: Mapping[str, Any]) -> list[Opened]:
    """The sheets as they were read, without hidden ones."""
    return [
        Opened(
            each["sheet"],
            each["hidden"],
            date.fromisoformat(each["day_zero"]),
            [[cell_of(c) for c in row] for row in each["rows"]],
        )
        for each in read.get("sheets", ())
        if not each["hidden"]
    ]


def known_sheets(read: Mapping[str, Any], known: Sequence[SheetMapping]) -> list[Sheet]:
    """The sheets whose headings one of the mappings recognises."""
    found = (recognised(each, known) for each in opened(read))
    return [each for each in found if each is not None]


def pointed(headings: Sequence[str], columns: Mapping[str, int], system: str, channel: Channel) -> SheetMapping:
    """A mapping made at the desk, by pointing at columns."""
    chosen = {name: (headings[at],) for name, at in columns.items() if name in COLUMNS and 0 <= at < len(headings)}
    return SheetMapping(
        "desk", line_of(system)[:40], channel, "", "", "", None, None, Role.SYSTEM, Service.ELECTRONIC, chosen, (),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lot:
    """One sheet with the desk it is registered at, and its rows that are not empty, in their order."""

    sheet: Sheet
    desk: Desk
    rows: list[Message | Unread]

    def lines(self, rows: Sequence[Message | Unread], outcomes: Iterable[Outcome]) -> Iterator[Line]:
        """What became of some of its rows, or would.

        :param outcomes: of all messages among them.
        """
        found = {outcome.message.row: outcome for outcome in outcomes}
        for each in rows:
            if isinstance(each, Unread):
                yield Line(each.row, each.number, "", Fate.REFUSED, each.reason)
            else:
                yield self.line(found[each.row])

    def line(self, outcome: Outcome) -> Line:
        message, held = outcome.message, outcome.fate is not Fate.REFUSED or not outcome.away
        cells = {} if held else self.sheet.raw(message.row, message.number)
        title, told = message.title or message.text[:40], (outcome.fate, outcome.reason, outcome.away, outcome.secret)
        return Line(message.row, message.number, title, *told, cells)


def lots(sheets: Iterable[Sheet], organ: int, now: datetime, secret: Secret) -> list[Lot]:
    """The sheets with their rows as they are read at this moment.

    :param secret: of which matters nothing may be told to whoever sees what becomes of them.
    """
    code = Organ.objects.values_list("code", flat=True).get(id=organ)
    return [
        Lot(
            sheet,
            Desk(sheet.mapping, organ, sheet.mapping.place or code, secret),
            [_without_answer(each) for each in _once(sheet.read(now))],
        )
        for sheet in sheets
    ]


def foreseen(sheets: Iterable[Sheet], organ: int, now: datetime, secret: Secret) -> Iterator[Line]:
    """What would become of each row, in the order of the sheet; nothing is written."""
    for lot in lots(sheets, organ, now, secret):
        yield from lot.lines(lot.rows, foresee(lot.desk, messages_of(lot.rows)))


def messages_of(rows: Iterable[Message | Unread]) -> list[Message]:
    """The rows that can be taken in."""
    return [each for each in rows if isinstance(each, Message)]


def _once(rows: Iterable[Message | Unread]) -> Iterator[Message | Unread]:
    seen: set[str] = set()
    for each in rows:
        if isinstance(each, Message) and each.number in seen:
            yield Unread(each.row, each.number, _TWICE, each.sheet)
        else:
            seen.add(each.number)
            yield each


def _without_answer(message: Message | Unread) -> Message | Unread:
    if isinstance(message, Unread):
        return message
    if not message.answer:
        return replace(message, answered_at=None, oddity=None)
    extra = {**message.extra, "来文里的答复": message.answer}
    return replace(message, answer="", answered_at=None, oddity=None, extra=extra)


def open_to_all(found: Iterable[Line]) -> list[Line]:
    """The rows of which an account may tell that several people read."""
    return [each for each in found if not each.away]


def tally(found: Sequence[Line]) -> str:
    """How many of each fate, for the account of the arrival."""
    counts = [(label, sum(each.fate is fate for each in found)) for fate, label in _FATES]
    return "，".join(f"{label} {count}" for label, count in counts if count) or "没有一行"


_FATES: Final = (
    (Fate.NEW, "新登记"),
    (Fate.ALREADY, "已经有了"),
    (Fate.ANSWERED, "补了答复"),
    (Fate.REFUSED, "没有收"),
)
