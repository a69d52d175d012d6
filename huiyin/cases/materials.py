"""Papers and photos handed in (材料): judged by their content, stored once under their hash, never under their name.

They rest encrypted, for they show who wrote. What is acknowledged survives a power cut: the bytes are on the disk
before :func:`store` returns.
"""

from __future__ import annotations

import io
import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from huiyin.cases.exhibits import elsewhere
from huiyin.cases.identity import ring
from huiyin.cases.lodging import File
from huiyin.cases.models import Exhibit, Material
from huiyin.law.words import P, Phrase
from huiyin.media import limits, recordings
from huiyin.media.apart.limits import Limit, LimitMet, Limits, Stopped
from huiyin.media.apart.messages import Message
from huiyin.media.apart.reader import Apart
from huiyin.media.judging import Why
from huiyin.media.recordings import SEEN
from huiyin.typed.texts import line_of
from huiyin.vault import opening
from huiyin.vault.errors import VaultError
from huiyin.vault.files import Rewritten, Shelf

MOST: Final = limits.MOST_FILES
NAME_LENGTH: Final = 160
ACCEPT: Final = "image/*,.pdf,.ofd,.docx,.xlsx,.odt,.txt,.tif,.tiff,.heic," + recordings.ACCEPT
"""For the ``accept`` attribute of a file field; what is accepted is decided here, by content."""

logger = logging.getLogger(__name__)

#: What opens them: kept from one file to the next, one file at a time.
LIMITS: Final = Limits(memory=640 * limits.MB, seconds=20, patience=60.0)
_APART: Final = Apart("huiyin.media.judging", LIMITS)
_ONE: Final = threading.Lock()


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
    received = _received(upload, name)
    media_type, data = _opened(received, name, keep_location)
    most = limits.FILM if media_type in SEEN else limits.FILE
    if len(received) > most:
        raise _too_large(name, most)
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


def keep(data: bytes) -> str:
    """Keep for good what another site judged before it took it in (huiyin.channels.exchange); its SHA-256."""
    return _shelf().keep(data)


def lies_here(sha256: str) -> bool:
    """Whether something is kept under this hash; what is no hash is not."""
    try:
        return _shelf().place_of(sha256).exists()
    except FileNotFoundError:
        return False


def open_material(sha256: str) -> BinaryIO:
    """The bytes stored under a hash, in the clear.

    :raises FileNotFoundError: nothing is stored under it, or not what was handed in, or it is in an envelope that the
        keys at hand do not open; the log tells which.
    """
    try:
        return io.BytesIO(opening.file(_shelf().fetch(sha256)))
    except VaultError as fault:
        logger.error("material %s cannot be read: %s", sha256, fault)
        raise FileNotFoundError(sha256) from fault


def put_in(sha256: str, envelope: Callable[[bytes], bytes]) -> str:
    """Lay a file into an envelope; where it lay before it stays until :func:`leave`.

    :returns: the hash of how it lies now.
    :raises FileNotFoundError: it lies there no more.
    """
    shelf = _shelf()
    return shelf.keep(envelope(shelf.fetch(sha256)))


def leave(sha256s: Iterable[str]) -> None:
    """Once what is being written stands, delete files that were laid into an envelope from where they lay before.

    Somebody else may have handed in the same one to a matter that is no report; then it stays.
    """
    for sha256 in sha256s:
        transaction.on_commit(partial(_forget_unused, sha256))


def _forget_unused(sha256: str) -> None:
    if not kept_for_good(sha256):
        _shelf().forget(sha256)


def kept_for_good(sha256: str) -> bool:
    """Whether a record has the file: handed in with a letter, or with an act of any kind."""
    return any(model.objects.filter(sha256=sha256).exists() for model in (Material, Exhibit)) or elsewhere(sha256)


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


# What it is: opened in a process apart -----------------------------------------------------------------------------


def _opened(data: bytes, name: str, keep_location: bool) -> tuple[str, bytes]:
    """Its media type, and its bytes without where it was made.

    :raises Unwelcome: why it is not taken, or which limit it met.
    """
    try:
        head, kept = _asked(data, keep_location)
    except LimitMet as met:
        raise Unwelcome(_limit(met.limit, name)) from None
    except Stopped:
        raise _broken(name) from None
    if "why" in head:
        raise Unwelcome(P(_WHY[Why(head["why"])], name=name))
    return head["media_type"], data if head["same"] else kept


def _asked(data: bytes, keep_location: bool) -> Message:
    with _ONE:
        (told,) = _APART.ask({"keep_location": keep_location}, data)
    return told


def _limit(limit: Limit, name: str) -> Phrase:
    match limit:
        case Limit.MEMORY:
            return P(
                "“{name}”没有收：打开它要的内存超过 {mb} MB。请换一种格式，或者拍照再传。",
                name=name,
                mb=LIMITS.memory // limits.MB,
            )
        case Limit.TIME:
            return P("“{name}”没有收：打开它超过 {n} 秒。请换一种格式，或者拍照再传。", name=name, n=LIMITS.seconds)
    return _broken(name).phrase


_WHY: Final = {
    Why.UNKNOWN: P(
        "“{name}”不是能收的类型。可以传照片、录音、录像、PDF、OFD、Word、Excel、ODT 和纯文本；Word 请存成 docx。"
    ).text,
    Why.BROKEN: P("“{name}”打不开，可能没有传完整。请再传一次。").text,
    Why.MACROS: P("“{name}”带有宏程序，不能收。请另存为普通文档再传。").text,
    Why.BOMB: P("“{name}”解开以后大得不正常，不能收。请改成 PDF 再传。").text,
    Why.PACKED: P("“{name}”是压缩包。请解开，把里面的照片和文件分别传上来。").text,
    Why.TELLS: P(
        "“{name}”里可能记着在哪里录的，我们去不掉，所以没有收。请换成 mp3、m4a 或 mp4 再传，或者拿到窗口来。"
    ).text,
}


def _too_large(name: str, most: int) -> Unwelcome:
    return Unwelcome(P("“{name}”超过{mb} MB。请拍小一些，或者分开传。", name=name, mb=limits.shown(most)))


def _broken(name: str) -> Unwelcome:
    return Unwelcome(P("“{name}”打不开，可能没有传完整。请再传一次。", name=name))
