"""A document (公文) before it is drawn: a few kinds of block, the same for PDF, DOCX and screen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final


class Format(StrEnum):
    """How a page is laid out: GB/T 9704 document (公文), its letter format (信函), a form or record, large print; the
    head of an information bulletin (信息、简报) over the same page."""

    DOCUMENT = "document"
    LETTER = "letter"
    RECORD = "record"
    PLAIN = "plain"
    BULLETIN = "bulletin"


#: What stands in red over a bulletin, in place of the organ's name.
MASTHEAD: Final = "信访信息"


@dataclass(frozen=True, slots=True)
class Heading:
    """A level of the text (层次): 一、 黑体; （一） 楷体; 1. and （1） 仿宋."""

    text: str
    level: int = 1
    type: str = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``lead`` are its first words in 黑体, ``flush`` leaves out the two characters of indent."""

    text: str
    lead: str = ""
    flush: bool = False
    type: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; a row with fewer cells than ``widths`` stretches its last; ``keyed`` sets every other bold."""

    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    head: tuple[str, ...] = ()
    keyed: bool = False
    type: str = "table"


@dataclass(frozen=True, slots=True)
class Bars:
    """Figures as a table with a bar in each row: its name, what it says, and how long the bar is, in thousandths."""

    head: tuple[str, str, str]
    rows: tuple[tuple[str, str, int], ...]
    type: str = "bars"


@dataclass(frozen=True, slots=True)
class Blank:
    """Empty lines."""

    lines: int = 1
    type: str = "blank"


@dataclass(frozen=True, slots=True)
class ToSign:
    """Places to sign by hand, side by side."""

    labels: tuple[str, ...]
    type: str = "sign"


#: The parts of a document that are one string each.
WORDS: Final = ("title", "organ", "number", "to", "signed", "copies", "printed_by", "note")

Block = Heading | Paragraph | Table | Bars | Blank | ToSign


@dataclass(frozen=True, slots=True)
class Document:
    """All of a paper that is words. What is stamped on it (seal, QR, draft mark) is a :class:`Finish`.

    :param to: 主送; ``signed`` the organ's name over the date, empty for a form; ``note`` stands below it (附注).
    :param copies: 抄送; ``printed_by`` the office that printed it: together the 版记.
    """

    format: Format
    title: str
    organ: str
    on: date
    blocks: tuple[Block, ...]
    number: str = ""
    to: str = ""
    attachments: tuple[str, ...] = ()
    signed: str = ""
    copies: str = ""
    printed_by: str = ""
    note: str = ""

    def texts(self) -> Iterator[str]:
        """Every string a reader will see."""
        for name in WORDS:
            yield getattr(self, name)
        yield from self.attachments
        for block in self.blocks:
            yield from _texts(block)

    def dump(self) -> bytes:
        """As JSON, from which :meth:`load` makes the same document."""
        return json.dumps(asdict(self), ensure_ascii=False, default=str).encode()

    @classmethod
    def load(cls, data: bytes) -> Document:
        """What :meth:`dump` wrote."""
        said = json.loads(data)
        blocks = tuple(_BLOCKS[each["type"]](**_frozen(each)) for each in said["blocks"])
        on, layout = date.fromisoformat(said["on"]), Format(said["format"])
        return cls(**{**_frozen(said), "format": layout, "on": on, "blocks": blocks})

    def digest(self) -> str:
        """SHA-256 of the content: the same words give the same digest, however they are drawn."""
        return hashlib.sha256(self.dump()).hexdigest()


_BLOCKS: Final[dict[str, type[Block]]] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "table": Table,
    "bars": Bars,
    "blank": Blank,
    "sign": ToSign,
}


def _frozen(row: dict[str, Any]) -> dict[str, Any]:
    """JSON's lists as the tuples they were."""
    return {name: _tuple(value) if isinstance(value, list) else value for name, value in row.items()}


def _tuple(value: list[Any]) -> tuple[Any, ...]:
    return tuple(_tuple(each) if isinstance(each, list) else each for each in value)


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield block.text
        case Paragraph():
            yield from (block.lead, block.text)
        case Table():
            yield from block.head
            for row in block.rows:
                yield from row
        case Bars():
            yield from block.head
            for name, said, _ in block.rows:
                yield from (name, said)
        case ToSign():
            yield from block.labels


@dataclass(frozen=True, slots=True)
class Finish:
    """What is put on a document when it is drawn.

    :param draft: words across every page while it is unsealed; empty for a sealed paper.
    :param seal: the seal as SVG, ``seal_alt`` what it says; ``qr`` the code as SVG, ``proof`` the lines beside it.
    """

    draft: str = "未盖章草稿"
    seal: str = ""
    seal_alt: str = ""
    qr: str = ""
    proof: tuple[str, ...] = ()


def long_day(day: date) -> str:
    """2026年11月2日."""
    return f"{day.year}年{day.month}月{day.day}日"


_WEEKDAYS = "一二三四五六日"


def week_day(day: date) -> str:
    """2026年11月2日（星期一）, for a date somebody must keep."""
    return f"{long_day(day)}（星期{_WEEKDAYS[day.weekday()]}）"
