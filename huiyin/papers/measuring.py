"""Measuring a drawn PDF (版式检查): page, text area, lines and characters, typefaces, holes, the standard it claims."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTContainer, LTPage
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1

MM: Final = 72 / 25.4
#: 3号字, the size of the text.
BODY: Final = 16.0
_HOLE: Final = re.compile(r"\(cid:\d+\)|\ufffd|\u0000")


@dataclass(frozen=True, slots=True)
class Box:
    """Where something lies on a page, in mm from its left and top edges."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page.

    :param area: the box around its body text (16 pt characters), None if there is none.
    :param lines: body characters per line from top to bottom; ``tops`` where each line's characters begin, in mm.
    """

    width: float
    height: float
    area: Box | None
    lines: tuple[int, ...]
    tops: tuple[float, ...]

    @property
    def pitch(self) -> float | None:
        """The commonest distance between two lines, in mm."""
        steps = Counter(round(lower - upper, 1) for upper, lower in zip(self.tops, self.tops[1:], strict=False))
        return steps.most_common(1)[0][0] if steps else None


@dataclass(frozen=True, slots=True)
class Measured:
    """A whole file.

    :param holes: characters that have no glyph or cannot be copied.
    :param claims: the standards it says it keeps: PDF/A-2a, PDF/UA-1.
    """

    sheets: tuple[Sheet, ...]
    fonts: tuple[str, ...]
    holes: int
    claims: tuple[str, ...]
    tagged: bool
    title: str
    text: str


def measure(file: Path) -> Measured:
    """Measure a PDF file.

    :raises pdfminer.pdfparser.PDFSyntaxError: it is no PDF.
    """
    pages = list(extract_pages(file, laparams=LAParams(all_texts=True)))
    chars = [char for page in pages for char in characters(page)]
    text = "".join(char.get_text() for char in chars)
    catalog, metadata = _catalog(file)
    return Measured(
        sheets=tuple(_sheet(page) for page in pages),
        fonts=tuple(sorted({char.fontname.partition("+")[2] or char.fontname for char in chars})),
        holes=len(_HOLE.findall(text)),
        claims=tuple(_claims(metadata)),
        tagged=bool(resolve1(resolve1(catalog.get("MarkInfo", {})).get("Marked", False))),
        title=_title(metadata),
        text=text,
    )


def characters(item: object) -> Iterator[LTChar]:
    """Every character on a page or in a part of it."""
    if isinstance(item, LTChar):
        yield item
    elif isinstance(item, LTContainer):
        for part in item:
            yield from characters(part)


def _sheet(page: LTPage) -> Sheet:
    body = [char for char in characters(page) if abs(char.size - BODY) < 0.3 and char.get_text().strip()]
    rows = _rows(body)
    return Sheet(
        width=page.width / MM,
        height=page.height / MM,
        area=_around(body, page.height) if body else None,
        lines=tuple(len(row) for row in rows),
        tops=tuple(round((page.height - max(char.y1 for char in row)) / MM, 2) for row in rows),
    )


def _rows(chars: list[LTChar]) -> list[list[LTChar]]:
    rows: list[list[LTChar]] = []
    for char in sorted(chars, key=lambda each: -_baseline(each)):
        if rows and abs(_baseline(rows[-1][0]) - _baseline(char)) < 4:
            rows[-1].append(char)
        else:
            rows.append([char])
    return rows


def _baseline(char: LTChar) -> float:
    return float(char.matrix[5])


def _around(chars: list[LTChar], height: float) -> Box:
    # The em box: typst sets characters 0.88 em above and 0.12 em below the line they stand on.
    top = max(_baseline(char) for char in chars) + 0.88 * BODY
    bottom = min(_baseline(char) for char in chars) - 0.12 * BODY
    left, right = min(char.x0 for char in chars), max(char.x1 for char in chars)
    return Box(left / MM, (height - top) / MM, right / MM, (height - bottom) / MM)


def _catalog(file: Path) -> tuple[dict[str, Any], str]:
    with file.open("rb") as stream:
        catalog = PDFDocument(PDFParser(stream)).catalog
        held = resolve1(catalog.get("Metadata"))
        return catalog, held.get_data().decode("utf-8", "replace") if held is not None else ""


def _claims(metadata: str) -> Iterator[str]:
    part = re.search(r"pdfaid:part(?:>|=\")(\d)", metadata)
    level = re.search(r"pdfaid:conformance(?:>|=\")(\w)", metadata)
    if part:
        yield f"PDF/A-{part[1]}{level[1].lower() if level else ''}"
    accessible = re.search(r"pdfuaid:part(?:>|=\")(\d)", metadata)
    if accessible:
        yield f"PDF/UA-{accessible[1]}"


def _title(metadata: str) -> str:
    found = re.search(r"<dc:title>.*?<rdf:li[^>]*>(.*?)</rdf:li>", metadata, re.DOTALL)
    return found[1].strip() if found else ""
