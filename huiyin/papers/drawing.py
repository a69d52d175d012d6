"""Drawing a document as PDF/A-2a and PDF/UA-1, by typst inside this process (GB/T 9704-2012, layout/paper.typ)."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import typst
from django.conf import settings

from huiyin.papers.document import (
    WORDS,
    Blank,
    Block,
    Document,
    Finish,
    Format,
    Heading,
    Paragraph,
    Table,
    ToSign,
    long_day,
)
from huiyin.papers.fonts import Faces, NoFonts, faces, printable

LAYOUT: Final = Path(__file__).parent / "layout" / "paper.typ"
STANDARDS: Final = ("a-2a", "ua-1")
#: More characters than this are left to the worker: some 30 pages, a second.
LONGEST: Final = 20_000
#: Lines on a page, and how many there may be to spare another page.
LINES: Final = 22
MOST_LINES: Final = 25
#: A last page that ends higher than this, from its top edge, holds six lines at most.
SPILL_MM: Final = 105
_drawing = threading.Lock()
_warm = threading.Event()
logger = logging.getLogger(__name__)


def draw(document: Document, finish: Finish) -> bytes:
    """The document as PDF: tagged, archivable, its text copyable. The same words of the same day give the same bytes.

    :raises Unprintable: it holds a character no typeface here can draw.
    :raises NoFonts: this machine has no Chinese typeface.
    """
    have = fonts_here()
    data = as_data(clean(document, have), finish)
    # One compiler serves all threads: its caches are what makes the second paper thirty times faster than the first.
    with _drawing:
        pdf = _fitted(data, have)
    _warm.set()
    return pdf


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
    compiler = _compiler(have.folder)
    pdf = compiler.compile(
        format="pdf",
        sys_inputs={"paper": said, "fonts": json.dumps(have.roles, ensure_ascii=False)},
        pdf_standards=list(STANDARDS),
        timestamp=int(datetime.combine(date.fromisoformat(data["date"]), time(), UTC).timestamp()),
    )
    assert isinstance(pdf, bytes)
    pages, last, end = json.loads(compiler.query("<end>", field="value", one=True))
    return pdf, pages, pages > 1 and (last < pages or end < SPILL_MM)


def warm_up() -> None:
    """Read the typefaces and draw one page in a thread of its own, so that nobody waits for it later (about 1 s)."""
    if not _warm.is_set():
        threading.Thread(target=first_page, name="papers-warm-up", daemon=True).start()


def first_page() -> None:
    """Draw one page for nobody; from then on drawing takes milliseconds."""
    page = Document(Format.DOCUMENT, "文书", "机关", date(2026, 1, 1), (Heading("一、事实"), Paragraph("属实。")))
    try:
        draw(page, Finish())
    except (NoFonts, OSError) as fault:
        # The site starts without typefaces; whoever issues a paper is told what is missing.
        logger.warning("%s", fault)


def is_quick(document: Document) -> bool:
    """Whether drawing takes milliseconds now: the compiler is warm and the paper not a book."""
    return _warm.is_set() and sum(map(len, document.texts())) <= LONGEST


def fonts_here() -> Faces:
    """The typefaces of this machine and of the office."""
    return faces(Path(settings.HUIYIN_DATA_DIR) / "fonts")


@lru_cache(maxsize=4)
def _compiler(folder: Path | None) -> typst.Compiler:
    paths = [] if folder is None else [str(folder)]
    return typst.Compiler(str(LAYOUT), root=str(LAYOUT.parent), font_paths=paths)


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
        case ToSign():
            return replace(block, labels=tuple(map(said, block.labels)))
        case Blank():
            return block


def as_data(document: Document, finish: Finish) -> dict[str, Any]:
    """What layout/paper.typ reads."""
    return {
        **asdict(document),
        **asdict(finish),
        "date": document.on.isoformat(),
        "on": document.on.isoformat(),
        "signed_on": long_day(document.on),
        "printed_on": f"{long_day(document.on)}印发",
    }
