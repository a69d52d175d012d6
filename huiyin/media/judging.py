"""What a file handed in is, and the same file without where it was made. Runs in the process apart only.

A name proves nothing: files are judged by their content, and what they claim to unpack to before anything is unpacked.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any, Final

from huiyin.media import recordings, tiffs
from huiyin.media.bitmaps import is_bmp
from huiyin.media.broken import Broken
from huiyin.media.photos import without_location
from huiyin.media.recordings import without_place
from huiyin.typed.encodings import decoded

HEAD: Final = 1024
"""Bytes a kind is known by. A PDF may begin anywhere in them: mail and scanners put a mark or lines before it."""
_UNZIPPED: Final = 200 * 1024 * 1024
_ENTRIES: Final = 5000
_DENSEST: Final = 200
_TEXT: Final = 2 * 1024 * 1024
_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OFD: Final = "application/ofd"
"""Fixed layout as GB/T 33190 has it: how Chinese offices send and keep official documents."""
#: Whatever its main part is called inside, the list of contents says what that part is (ECMA-376 part 2 §10.1).
_MAIN: Final = {b"wordprocessingml.document.main+xml": _DOCX, b"spreadsheetml.sheet.main+xml": _XLSX}
_LISTED: Final = 4 * 1024 * 1024
_ODT: Final = "application/vnd.oasis.opendocument.text"
_HEIC_BRANDS: Final = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")


class Why(StrEnum):
    """Why a file is not taken in."""

    UNKNOWN = "unknown"
    BROKEN = "broken"
    MACROS = "macros"
    BOMB = "bomb"
    PACKED = "packed"
    TELLS = "tells"


class NotTaken(Exception):
    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


def answer(asked: dict[str, Any], data: bytes) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Its media type, and its bytes as they may be kept; or why it is not taken."""
    try:
        media_type = kind_of(data)
        kept = as_it_is(data, media_type) if asked["keep_location"] else cleaned(data, media_type)
    except NotTaken as not_taken:
        yield {"why": not_taken.why.value}, b""
    else:
        yield {"media_type": media_type, "same": kept is data}, b"" if kept is data else kept


def kind_of(data: bytes) -> str:
    """The media type by content.

    :raises NotTaken: it is none of those that are taken.
    """
    try:
        found = kind_by_head(data[:HEAD]) or recordings.kind_of(data)
    except Broken:
        raise NotTaken(Why.BROKEN) from None
    if found is not None:
        return found
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    if _is_text(data):
        return "text/plain"
    raise NotTaken(Why.UNKNOWN)


def as_it_is(data: bytes, media_type: str) -> bytes:
    """The same, if it is a whole picture or no picture."""
    if media_type.startswith("image/"):
        cleaned(data, media_type)
    return data


def cleaned(data: bytes, media_type: str) -> bytes:
    """The same without where it was made; a recording that keeps its secret is not kept."""
    heard = media_type.startswith(("audio/", "video/"))
    try:
        return without_place(media_type, data) if heard else without_location(media_type, data)
    except Broken:
        raise NotTaken(Why.TELLS if heard else Why.BROKEN) from None


def kind_by_head(head: bytes) -> str | None:
    """The media type by the first :data:`HEAD` bytes, of pictures and PDF; ``None`` for anything else."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return "image/heic"
    if head[:4] in tiffs.HEADS:
        return "image/tiff"
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return "image/gif"
    if is_bmp(head[:32]):
        return "image/bmp"
    packed = head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))
    return "application/pdf" if b"%PDF-" in head and not packed else None


def _office(data: bytes) -> str:
    """The kind of a zipped document; what it claims to unpack to is weighed before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _refuse_bomb(entries)
            names = {entry.filename for entry in entries}
            if any(each.lower().endswith("vbaproject.bin") for each in names):
                raise NotTaken(Why.MACROS)
            return _office_kind(archive, names)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError):
        raise NotTaken(Why.BROKEN) from None


def _refuse_bomb(entries: Sequence[zipfile.ZipInfo]) -> None:
    whole = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if len(entries) > _ENTRIES or whole > _UNZIPPED or whole / packed > _DENSEST:
        raise NotTaken(Why.BOMB)


def _office_kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "[Content_Types].xml" in names:
        listed = archive.open("[Content_Types].xml").read(_LISTED)
        for main, media_type in _MAIN.items():
            if main in listed:
                return media_type
        if "word/document.xml" in names:
            return _DOCX
        if "xl/workbook.xml" in names:
            return _XLSX
    if "OFD.xml" in names:
        return OFD
    if "mimetype" in names and archive.open("mimetype").read(100).strip() == _ODT.encode():
        return _ODT
    raise NotTaken(Why.PACKED)


def _is_text(data: bytes) -> bool:
    if len(data) > _TEXT:
        return False
    text = decoded(data)
    if text is None or any(sign in text for sign in "\x00\x1b\x7f"):
        return False
    return sum(not char.isprintable() and char not in "\n\r\t\ufeff" for char in text) <= len(text) // 100
