"""One file after another, page by page: drawn, turned upright, read, and the upright picture packed as JPEG."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from typing import Any

from PIL import Image

from huiyin.channels.letters.engine import Engine, Read
from huiyin.channels.letters.faults import Fault, NotReadable
from huiyin.channels.letters.rendering import Pixels, pages

__all__ = ["NotReadable", "engine", "read"]


@cache
def engine() -> Engine:
    """The models, loaded with the first page."""
    return Engine()


def read(media_type: str, data: bytes, quality: int) -> Iterator[tuple[dict[str, Any], bytes]]:
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
