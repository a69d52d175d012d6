"""One file after another, page by page: drawn, turned upright, read, and the upright picture packed as JPEG."""

from __future__ import annotations

import io
import resource
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from PIL import Image

from huiyin.channels.letters.engine import Engine, Read
from huiyin.channels.letters.faults import Fault, NotReadable
from huiyin.channels.letters.rendering import Pixels, pages

_QUALITY: Final = 72
Told = tuple[dict[str, Any], bytes]


@cache
def engine() -> Engine:
    """The models, loaded with the first page."""
    return Engine()


def answer(asked: dict[str, Any], data: bytes) -> Iterator[Told]:
    """A message for each page, a last one with what it took, or the fault that stood in the way."""
    try:
        yield from read(asked["media_type"], data, quality=_QUALITY)
    except NotReadable as no:
        yield {"fault": no.fault.value}, b""
    else:
        yield {"memory": _memory()}, b""


def _memory() -> int:
    """The most this process ever had in memory, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage says there counts the parent as it was before this program was started
        return next(int(line.split()[1]) // 1024 for line in status.read_text().splitlines() if "VmHWM" in line)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (1024 * 1024 if sys.platform == "darwin" else 1024)


def read(media_type: str, data: bytes, quality: int) -> Iterator[Told]:
    """For each page what was read, in the words of the message, and its picture.

    :raises NotReadable: the file cannot be opened, is too large, or has too many pages.
    """
    for number, (count, page) in enumerate(pages(media_type, data), 1):
        try:
            found = engine().read(page)
        except MemoryError:
            raise NotReadable(Fault.TOO_LARGE) from None
        yield _head(number, count, found), _packed(found.page, quality)


def _head(number: int, count: int, found: Read) -> dict[str, Any]:
    height, width = found.page.shape[:2]
    lines = [[line.words, line.box, line.sure] for line in found.lines]
    return {
        "page": number, "of": count, "width": width, "height": height,
        "turned": found.turned % 360, "skew": round(found.skew, 1), "lines": lines,
    }  # fmt: skip


def _packed(page: Pixels, quality: int) -> bytes:
    packed = io.BytesIO()
    Image.fromarray(page).save(packed, "JPEG", quality=quality, optimize=True)
    return packed.getvalue()
