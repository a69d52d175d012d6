"""Drawing a document as PDF/A-2a and PDF/UA-1, by typst in a process apart (GB/T 9704-2012, layout/paper.typ)."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from huiyin.papers.compiling import compiled
from huiyin.papers.document import (
    MASTHEAD,
    WORDS,
    Bars,
    Blank,
    Block,
    Document,
    Finish,
    Heading,
    Paragraph,
    Table,
    ToSign,
    long_day,
)
from huiyin.papers.fonts import Faces, NoFonts, faces, printable

LAYOUT: Final = Path(__file__).parent / "layout" / "paper.typ"
#: More characters than this are left to the worker: some 30 pages, a second.
LONGEST: Final = 20_000
#: Lines on a page, and how many there may be to spare another page.
LINES: Final = 22
MOST_LINES: Final = 25
#: A last page that ends higher than this, from its top edge, holds six lines at most.
SPILL_MM: Final = 105
logger = logging.getLogger(__name__)


def draw(document: Document, finish: Finish) -> bytes:
    """The document as PDF: tagged, archivable, its text copyable. The same words of the same day give the same bytes.

    :raises Unprintable: it holds a character no typeface here can draw.
    :raises NoFonts: this machine has no Chinese typeface.
    """
    have = fonts_here()
    data = as_data(clean(document, have), finish)
    return _fitted(data, have)


def _fitted(data: dict[str, Any], have: Faces) -> bytes:
    """The pages with 22 lines each, or with a few more where that spares a page for a signature or imprint alone.

    GB/T 9704-2012 7.3.5.5: where the room that is left cannot hold seal and date, the line pitch may be changed.
    """
    pdf, pages, spills = _compiled(data, have, LINES)
    if not spills or _compiled(data, have, MOST_LINES)[1] == pages:
        return pdf
    closer = (_compiled(data, have, lines) for lines in range(LINES + 1, MOST_LINES + 1))
    return next(pdf for pdf, fewer, _ in closer if fewer < pages)


def _compiled(data: dict[str, Any], have: Faces, lines: int) -> tuple[bytes, int, bool]:
    """The PDF, how many pages it has, and whether the last one holds hardly more than a signature."""
    said = json.dumps({**data, "lines": lines}, ensure_ascii=False)
    inputs = {"paper": said, "fonts": json.dumps(have.roles, ensure_ascii=False)}
    at = int(datetime.combine(date.fromisoformat(data["date"]), time(), UTC).timestamp())
    pdf, (pages, last, end) = compiled(LAYOUT, inputs, "<end>", folder=have.folder, timestamp=at)
    return pdf, pages, pages > 1 and (last < pages or end < SPILL_MM)


def look_for_typefaces() -> None:
    """Find them before anybody asks; a site without starts too, and whoever issues a paper is told what is missing."""
    try:
        fonts_here()
    except (NoFonts, OSError) as fault:
        logger.warning("%s", fault)


def is_quick(document: Document) -> bool:
    """Whether drawing takes milliseconds, or half a second where the press has to be started: no book."""
    return sum(map(len, document.texts())) <= LONGEST


def fonts_here() -> Faces:
    """The typefaces of this machine and of the office."""
    return faces(Path(settings.HUIYIN_DATA_DIR) / "fonts")


def clean(document: Document, have: Faces) -> Document:
    """The document with every string as it can be printed."""

    def said(text: str) -> str:
        return printable(text, have)

    words: dict[str, Any] = {name: said(getattr(document, name)) for name in WORDS}
    return replace(
        document,
        **words,
        attachments=tuple(map(said, document.attachments)),
        blocks=tuple(_clean(block, said) for block in document.blocks),
    )


def _clean(block: Block, said: Callable[[str], str]) -> Block:
    match block:
        case Heading():
            return replace(block, text=said(block.text))
        case Paragraph():
            return replace(block, text=said(block.text), lead=said(block.lead))
        case Table():
            rows = tuple(tuple(map(said, row)) for row in block.rows)
            return replace(block, rows=rows, head=tuple(map(said, block.head)))
        case Bars():
            head = (said(block.head[0]), said(block.head[1]), said(block.head[2]))
            return replace(block, head=head, rows=tuple((said(name), said(text), at) for name, text, at in block.rows))
        case ToSign():
            return replace(block, labels=tuple(map(said, block.labels)))
        case Blank():
            return block


def as_data(document: Document, finish: Finish) -> dict[str, Any]:
    """What layout/paper.typ reads."""
    return {
        **asdict(document),
        **asdict(finish),
        "masthead": MASTHEAD,
        "date": document.on.isoformat(),
        "on": document.on.isoformat(),
        "signed_on": long_day(document.on),
        "printed_on": f"{long_day(document.on)}印发",
    }
