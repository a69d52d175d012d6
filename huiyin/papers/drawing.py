"""Drawing a document as PDF/A-2a and PDF/UA-1, by typst inside this process (GB/T 9704-2012, layout/paper.typ)."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import typst
from django.conf import settings

from huiyin.papers.document import WORDS, Blank, Block, Document, Finish, Heading, Paragraph, Table, ToSign, long_day
from huiyin.papers.fonts import Faces, faces, printable

LAYOUT: Final = Path(__file__).parent / "layout" / "paper.typ"
STANDARDS: Final = ("a-2a", "ua-1")
_drawing = threading.Lock()


def draw(document: Document, finish: Finish) -> bytes:
    """The document as PDF: tagged, archivable, its text copyable. The same words of the same day give the same bytes.

    :raises Unprintable: it holds a character no typeface here can draw.
    :raises NoFonts: this machine has no Chinese typeface.
    """
    have = fonts_here()
    said = json.dumps(as_data(clean(document, have), finish), ensure_ascii=False)
    # One compiler serves all threads: its caches are what makes the second paper thirty times faster than the first.
    with _drawing:
        pdf = _compiler(have.folder).compile(
            format="pdf",
            sys_inputs={"paper": said, "fonts": json.dumps(have.roles, ensure_ascii=False)},
            pdf_standards=list(STANDARDS),
            timestamp=int(datetime.combine(document.on, time(), UTC).timestamp()),
        )
    assert isinstance(pdf, bytes)
    return pdf


def fonts_here() -> Faces:
    """The typefaces of this machine and of the office."""
    return faces(Path(settings.HUIYIN_DATA_DIR) / "fonts")


@lru_cache(maxsize=4)
def _compiler(folder: Path) -> typst.Compiler:
    paths = [str(folder)] if folder.is_dir() else []
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
