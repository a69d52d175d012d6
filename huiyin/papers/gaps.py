"""The slip beside a paper (缺字说明): characters of a name that no typeface here draws, each with its place.

On the paper stands 〓 for each; the slip says by its code point which character it is, so that nobody's name is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from huiyin.papers.document import Document, Format, Paragraph, Table
from huiyin.papers.fonts import GETA, Faces, has_no_face

AROUND: Final = 8
"""Characters shown before and behind a gap."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One character that could not be drawn.

    :param point: its code point, ``U+2EBF0``; ``before`` and ``behind`` are the words around it.
    """

    point: str
    before: str
    behind: str


def point_of(char: str) -> str:
    """``U+2EBF0``."""
    return f"U+{ord(char):04X}"


def gaps(document: Document, have: Faces) -> tuple[Gap, ...]:
    """Every gap of a paper, in its order."""
    return tuple(_gaps(document.texts(), have))


def _gaps(texts: Iterable[str], have: Faces) -> Iterator[Gap]:
    for text in texts:
        shown = "".join(GETA if has_no_face(char, have) else char for char in text)
        for at, char in enumerate(text):
            if has_no_face(char, have):
                yield Gap(point_of(char), shown[max(0, at - AROUND) : at], shown[at + 1 : at + 1 + AROUND])


def listed(found: Iterable[Gap]) -> str:
    """The code points, each once: ``U+2EBF0 U+E863``."""
    return " ".join(dict.fromkeys(gap.point for gap in found))


def slip(document: Document, have: Faces) -> Document | None:
    """The slip that lies beside the paper; ``None`` if nothing is missing on it."""
    found = gaps(document, have)
    if not found:
        return None
    rows = [(str(number), gap.point, f"……{gap.before}{GETA}{gap.behind}……") for number, gap in enumerate(found, 1)]
    paper = f"{document.title}{document.number}"
    says = (
        f"《{paper}》里用“{GETA}”代替的字，本机没有字体，印不出来。"
        "每一个字的国际编码（Unicode）和所在的地方如下，请对照填写。"
    )
    blocks = (Paragraph(says), Table((8, 20, 60), tuple(rows), ("序号", "编码", "所在的地方")))
    return Document(Format.RECORD, "缺字说明", document.organ, document.on, blocks)
