"""What hangs on a mail, read in the process apart: words of texts, documents and pictures, and whether that is all.

Nothing of it is shown: its words are held against the question whom they may mean, before anybody opens the mail.
"""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from statistics import fmean
from typing import Any, Final

import pypdfium2  # type: ignore[import-untyped]

from huiyin.channels.mail.pages import text_of_page
from huiyin.media.apart.messages import Message
from huiyin.media.judging import NotTaken, Why, kind_of
from huiyin.typed.encodings import decoded

MOST_WORDS: Final = 40_000
#: Pictures and pages of one file that are looked at: a mail is no book, and each takes seconds.
MOST_PAGES: Final = 6
#: Files within a packed one, and pictures within a document.
_MOST_INSIDE: Final = 20
_LARGEST_PART: Final = 8 * 1024 * 1024
#: A page with fewer characters than these is a picture of one.
_PRINTED: Final = 20
#: Read less surely than so many percent in the mean, it is handwriting or a landscape: what it says stays open.
_LEGIBLE: Final = 70
_WORDS_IN: Final = re.compile(r"word/[^/]+\.xml|content\.xml|xl/(?:sharedStrings|worksheets/[^/]+)\.xml|.*Content\.xml")
_PICTURES_IN: Final = re.compile(r".*/(?:media|Pictures|Res)/[^/]+|Pictures/.+", re.IGNORECASE)
_ENDS: Final = re.compile(r"</(?:w:p|text:p|text:h|si|row|ofd:TextObject)>|<(?:w:br|w:tab|text:line-break)[ />]")
_TAGS: Final = re.compile(r"<[^>]{0,4000}>")


def answer(asked: dict[str, Any], data: bytes) -> Iterator[Message]:
    """Its words, and whether something of it stayed unread: ``{"words", "unread"}`` as JSON."""
    words, whole = _read(data, deep=False)
    yield {}, json.dumps({"words": words[:MOST_WORDS], "unread": not whole}, ensure_ascii=False).encode()


def _read(data: bytes, *, deep: bool) -> tuple[str, bool]:
    """What stands in a file, and whether that is all of it.

    :param deep: it came out of another file; what is packed in it again is left.
    """
    if not data:
        return "", True
    try:
        kind = kind_of(data)
    except NotTaken as no:
        return _packed(data) if no.why is Why.PACKED and not deep else ("", False)
    if kind == "text/plain":
        text = str(decoded(data) or "")
        return (text_of_page(text) if "</" in text else text), True
    if kind == "application/pdf":
        return _pdf(data)
    if kind.startswith("image/"):
        return _pictures(kind, data)
    return _document(data, deep) if data.startswith(b"PK") else ("", False)


def _pdf(data: bytes) -> tuple[str, bool]:
    try:
        with pypdfium2.PdfDocument(data) as document:
            told = [page.get_textpage().get_text_bounded() for page in list(document)[: MOST_PAGES * 10]]
            few, more = sum(len(each.strip()) < _PRINTED for each in told), len(document) > len(told)
    except pypdfium2.PdfiumError:
        return "", False
    if not few:
        return "\n".join(told), not more
    drawn, whole = _pictures("application/pdf", data)
    return "\n".join([*told, drawn]), whole and not more


def _pictures(kind: str, data: bytes) -> tuple[str, bool]:
    """What is printed on pictures or drawn pages."""
    # The models take a second to load, and most mails bring none.
    from huiyin.channels.letters.faults import NotReadable
    from huiyin.channels.letters.reading_pages import engine
    from huiyin.channels.letters.rendering import pages

    lines: list[str] = []
    sure: list[float] = []
    try:
        for number, (count, page) in enumerate(pages(kind, data), 1):
            for line in engine().read(page).lines:
                lines.append(line.words)
                sure += line.sure
            if number == MOST_PAGES and count > number:
                return "\n".join(lines), False
    except (NotReadable, MemoryError):
        return "\n".join(lines), False
    return "\n".join(lines), bool(sure) and fmean(sure) >= _LEGIBLE


def _document(data: bytes, deep: bool) -> tuple[str, bool]:
    """The words of a document of an office program, and of the pictures in it."""
    told: list[str] = []
    whole = True
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [each.filename for each in archive.infolist()]
        for name in filter(_WORDS_IN.fullmatch, names):
            part = archive.open(name).read(_LARGEST_PART).decode("utf-8", "replace")
            told.append(html.unescape(_TAGS.sub("", _ENDS.sub("\n", part))))
        shown = [] if deep else [name for name in names if _PICTURES_IN.fullmatch(name)]
        for name in shown[:MOST_PAGES]:
            words, read = _read(archive.open(name).read(_LARGEST_PART), deep=True)
            told.append(words)
            whole = whole and read
    return "\n".join(told), whole and len(shown) <= MOST_PAGES


def _packed(data: bytes) -> tuple[str, bool]:
    told: list[str] = []
    whole = True
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = [each for each in archive.infolist() if not each.is_dir()]
        for each in files[:_MOST_INSIDE]:
            try:
                words, read = _read(archive.open(each).read(_LARGEST_PART), deep=True)
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError):  # locked, or broken
                words, read = "", False
            told += [each.filename, words]
            whole = whole and read
    return "\n".join(told), whole and len(files) <= _MOST_INSIDE
