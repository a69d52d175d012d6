"""From a file to pictures of its pages. Runs in the reading process only, for it opens what strangers sent.

Sizes are weighed before anything is unpacked: a picture by its stated dimensions, a PDF by its pages.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pi_heif  # type: ignore[import-untyped]
import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from huiyin.channels.letters.faults import Fault, NotReadable

MOST_PAGES: Final = 40
"""Pages of one file."""
LARGEST_PICTURE: Final = 160_000_000
"""Bytes of one unpacked page: A4 in colour at 600 dpi is 105 million."""
LONG_SIDE: Final = 2400
"""Pixels; 200 dpi on A4. More makes reading slower and no better."""
_DPI: Final = 200
_CHANNELS: Final = 4
"""Whatever a picture in a PDF is, it is drawn from four bytes a pixel."""
_DEEPEST: Final = 15
"""Forms within forms of a PDF."""

Pixels = np.ndarray[Any, np.dtype[np.uint8]]

pi_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = None  # weighed below, with a plain sentence instead of a warning


def pages(media_type: str, data: bytes) -> Iterator[tuple[int, Pixels]]:
    """How many pages there are, with each page as an RGB array of at most :data:`LONG_SIDE` pixels.

    :raises NotReadable: broken, locked, too many pages, or too large once unpacked.
    """
    try:
        yield from _pdf(data) if media_type == "application/pdf" else _pictures(media_type, data)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as fault:
        raise NotReadable(Fault.BROKEN) from fault
    except MemoryError as fault:
        raise NotReadable(Fault.TOO_LARGE) from fault


def _pdf(data: bytes) -> Iterator[tuple[int, Pixels]]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        raise NotReadable(Fault.LOCKED if "password" in str(fault).lower() else Fault.BROKEN) from fault
    with document:
        count = len(document)
        _few_enough(count)
        for number in range(count):
            try:
                yield count, _drawn(document[number])
            except pypdfium2.PdfiumError as fault:
                raise NotReadable(Fault.BROKEN) from fault


def _drawn(page: Any) -> Pixels:
    width, height = page.get_size()
    if min(width, height) <= 0:
        raise NotReadable(Fault.BROKEN)
    _weighed(page)
    scale = min(_DPI / 72, LONG_SIDE / max(width, height))
    return np.ascontiguousarray(page.render(scale=scale, rev_byteorder=True).to_pil().convert("RGB"))


def _weighed(page: Any) -> None:
    """A picture on the page is unpacked whole, however small it is drawn: first its stated size is looked at."""
    for each in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,), max_depth=_DEEPEST):
        width, height = each.get_px_size()
        if width * height * _CHANNELS > LARGEST_PICTURE:
            raise NotReadable(Fault.TOO_LARGE)


def _pictures(media_type: str, data: bytes) -> Iterator[tuple[int, Pixels]]:
    with Image.open(io.BytesIO(data)) as opened:
        count = getattr(opened, "n_frames", 1) if media_type == "image/tiff" else 1
        _few_enough(count)
        if count == 1:
            yield 1, _picture(opened)
            return
        for frame in ImageSequence.Iterator(opened):
            yield count, _picture(frame)


def _picture(opened: Image.Image) -> Pixels:
    opened.draft("RGB", (LONG_SIDE, LONG_SIDE))  # a large JPEG is shrunk while it is decoded
    width, height = opened.size
    if width * height * max(len(opened.getbands()), 1) > LARGEST_PICTURE:
        raise NotReadable(Fault.TOO_LARGE)
    small = ImageOps.exif_transpose(_on_white(opened))
    small.thumbnail((LONG_SIDE, LONG_SIDE))
    return np.ascontiguousarray(small.convert("RGB"))


def _on_white(opened: Image.Image) -> Image.Image:
    """Ink on nothing is ink on paper."""
    if "A" not in opened.getbands() and "transparency" not in opened.info:
        return opened.copy()
    inked = opened.convert("RGBA")
    paper = Image.new("RGBA", inked.size, "white")
    paper.alpha_composite(inked)
    return paper


def _few_enough(count: int) -> None:
    if count > MOST_PAGES:
        raise NotReadable(Fault.TOO_MANY_PAGES)
    if count < 1:
        raise NotReadable(Fault.BROKEN)
