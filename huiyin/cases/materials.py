"""Papers and photos handed in (材料): judged by their content, stored once under their hash, never under their name.

They rest encrypted, for they show who wrote. What is acknowledged survives a power cut: the bytes are on the disk
before :func:`store` returns.
"""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from huiyin.cases.identity import ring
from huiyin.cases.lodging import File
from huiyin.law.words import P, Phrase
from huiyin.media import limits, recordings
from huiyin.media.photos import Broken, without_location
from huiyin.media.recordings import SEEN, without_place
from huiyin.typed.texts import line_of
from huiyin.vault.errors import VaultError
from huiyin.vault.files import Rewritten, Shelf

MOST: Final = limits.MOST_FILES
NAME_LENGTH: Final = 160
ACCEPT: Final = "image/*,.pdf,.docx,.xlsx,.odt,.txt,.tif,.tiff,.heic," + recordings.ACCEPT
"""For the ``accept`` attribute of a file field; what is accepted is decided here, by content."""

_UNZIPPED: Final = 200 * 1024 * 1024
_ENTRIES: Final = 5000
_DENSEST: Final = 200
_TEXT: Final = 2 * 1024 * 1024

logger = logging.getLogger(__name__)

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ODT = "application/vnd.oasis.opendocument.text"
_HEIC_BRANDS: Final = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")


class Unwelcome(ValueError):
    """A file that is not taken in. ``phrase`` says why and what to do."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(str(phrase))
        self.phrase = phrase


def store(upload: UploadedFile[bytes], *, keep_location: bool = False) -> File:
    """Keep one file for good.

    :param keep_location: leave in a photo where it was taken, because its owner wants that.
    :returns: name, media type, size in bytes and SHA-256 of what was stored (a cleaned photo is another file).
    :raises Unwelcome: it is empty, too large, of no known kind, broken, or a bomb.
    """
    name = plain_name(upload.name or "")
    if (upload.size or 0) > limits.OF_ANY:
        raise _too_large(name, limits.OF_ANY)
    data = _received(upload, name)
    media_type = _judge(data, name)
    most = limits.FILM if media_type in SEEN else limits.FILE
    if len(data) > most:
        raise _too_large(name, most)
    if not keep_location:
        data = _cleaned(data, media_type, name)
    # Handed in anew it is young again: huiyin.cases.tidying leaves it alone.
    return File(name, media_type, len(data), _shelf().keep(data))


def store_all(
    uploads: Sequence[UploadedFile[bytes]], *, keep_location: bool = False, already: int = 0
) -> tuple[list[File], list[Phrase]]:
    """Keep what can be kept of several files; the second list says what was not, and why."""
    kept: list[File] = []
    refused: list[Phrase] = []
    for upload in uploads:
        if already + len(kept) >= MOST:
            return kept, [*refused, P("最多传{n}份，多出来的没有收。", n=MOST)]
        try:
            kept.append(store(upload, keep_location=keep_location))
        except Unwelcome as fault:
            refused.append(fault.phrase)
    return kept, refused


def open_material(sha256: str) -> BinaryIO:
    """The bytes stored under a hash, in the clear.

    :raises FileNotFoundError: nothing is stored under it, or not what was handed in; the log tells which.
    """
    try:
        return io.BytesIO(_shelf().fetch(sha256))
    except VaultError as fault:
        logger.error("material %s cannot be read: %s", sha256, fault)
        raise FileNotFoundError(sha256) from fault


def rewrite() -> Rewritten:
    """Write materials stored under an older key, or in the clear, anew (密钥轮换)."""
    return _shelf().rewrite()


def plain_name(name: str) -> str:
    """The last part of a file name, without signs that no printer knows, its ending kept when it is cut."""
    bare = line_of(name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .") or "材料"
    stem, dot, ending = bare.rpartition(".")
    if len(bare) <= NAME_LENGTH or not stem or len(ending) > 8:
        return bare[:NAME_LENGTH]
    return stem[: NAME_LENGTH - len(ending) - 1] + dot + ending


# On the disk -------------------------------------------------------------------------------------------------------


def root() -> Path:
    folder = Path(settings.HUIYIN_DATA_DIR) / "uploads"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def place_of(sha256: str) -> Path:
    """Where the bytes with this hash lie, or would.

    :raises FileNotFoundError: it is no hash.
    """
    return _shelf().place_of(sha256)


def _shelf() -> Shelf:
    return Shelf(root(), "material", ring())


def _received(upload: UploadedFile[bytes], name: str) -> bytes:
    """Held in memory: in this folder nothing ever lies in the clear."""
    data = bytearray()
    for chunk in upload.chunks():
        data += chunk
        if len(data) > limits.OF_ANY:
            raise _too_large(name, limits.OF_ANY)
    if not data:
        raise Unwelcome(P("“{name}”是空的，请重新选。", name=name))
    if upload.size is not None and len(data) != upload.size:
        raise _broken(name)  # what is acknowledged is what was sent, to the last byte
    return bytes(data)


def _cleaned(data: bytes, media_type: str, name: str) -> bytes:
    if media_type.startswith(("audio/", "video/")):
        return _nowhere(data, media_type, name)
    try:
        return without_location(media_type, data)
    except Broken:
        raise _broken(name) from None


def _nowhere(data: bytes, media_type: str, name: str) -> bytes:
    """A recording without where it was made; one that keeps its secret is not kept."""
    try:
        return without_place(media_type, data)
    except Broken:
        raise Unwelcome(
            P(
                "“{name}”里可能记着在哪里录的，我们去不掉，所以没有收。请换成 mp3、m4a 或 mp4 再传，或者拿到窗口来。",
                name=name,
            )
        ) from None


# What it is --------------------------------------------------------------------------------------------------------


def _judge(data: bytes, name: str) -> str:
    found = kind_by_head(data[:32])
    if found is None:
        found = _recording(data, name)
    if found is not None:
        return found
    if data.startswith(b"PK\x03\x04"):
        return _office(data, name)
    if _is_text(data):
        return "text/plain"
    raise Unwelcome(
        P(
            "“{name}”不是能收的类型。可以传照片、录音、录像、PDF、Word、Excel、ODT 和纯文本；Word 请存成 docx。",
            name=name,
        )
    )


def _recording(data: bytes, name: str) -> str | None:
    try:
        return recordings.kind_of(data)
    except Broken:
        raise _broken(name) from None


def kind_by_head(head: bytes) -> str | None:
    """The media type by the first 32 bytes, of pictures and PDF; ``None`` for anything else."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return "image/heic"
    if head[:4] in (b"II*\x00", b"MM\x00*"):
        return "image/tiff"
    return "application/pdf" if head.startswith(b"%PDF-") else None


def _office(data: bytes, name: str) -> str:
    """The kind of a zipped document; what it claims to unpack to is weighed before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _refuse_bomb(entries, name)
            names = {entry.filename for entry in entries}
            if any(each.lower().endswith("vbaproject.bin") for each in names):
                raise Unwelcome(P("“{name}”带有宏程序，不能收。请另存为普通文档再传。", name=name))
            return _office_kind(archive, names, name)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError):
        raise _broken(name) from None


def _refuse_bomb(entries: Iterable[zipfile.ZipInfo], name: str) -> None:
    entries = list(entries)
    whole = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if len(entries) > _ENTRIES or whole > _UNZIPPED or whole / packed > _DENSEST:
        raise Unwelcome(P("“{name}”解开以后大得不正常，不能收。请改成 PDF 再传。", name=name))


def _office_kind(archive: zipfile.ZipFile, names: set[str], name: str) -> str:
    if "[Content_Types].xml" in names:
        if "word/document.xml" in names:
            return _DOCX
        if "xl/workbook.xml" in names:
            return _XLSX
    if "mimetype" in names and archive.open("mimetype").read(100).strip() == _ODT.encode():
        return _ODT
    raise Unwelcome(P("“{name}”是压缩包。请解开，把里面的照片和文件分别传上来。", name=name))


def _is_text(data: bytes) -> bool:
    if len(data) > _TEXT or any(sign in data for sign in (b"\x00", b"\x1b", b"\x7f")):
        return False
    return any(_decodes(data, encoding) for encoding in ("utf-8-sig", "gb18030"))


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return sum(not char.isprintable() and char not in "\n\r\t" for char in text) <= len(text) // 100


def _too_large(name: str, most: int) -> Unwelcome:
    return Unwelcome(P("“{name}”超过{mb} MB。请拍小一些，或者分开传。", name=name, mb=limits.shown(most)))


def _broken(name: str) -> Unwelcome:
    return Unwelcome(P("“{name}”打不开，可能没有传完整。请再传一次。", name=name))
