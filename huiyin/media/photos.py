"""Photos without the place they were taken (拍摄地点): pure functions on bytes, no image library.

A photo keeps its pixels, colours and the way it is held; what else it carries (position, maker's notes, a film clip or
a second file hidden behind it) goes. HEIC and TIFF are only blanked where the position stands, because their parts
point at each other.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from huiyin.media import bitmaps, tiffs
from huiyin.media.broken import Broken


def without_location(media_type: str, data: bytes) -> bytes:
    """The same picture without its position.

    :raises Broken: if the picture cannot be read to its end.
    """
    clean = _CLEANERS.get(media_type)
    if clean is None:
        return data
    try:
        return clean(data)
    except (IndexError, struct.error) as fault:
        raise Broken(str(fault)) from fault


# JPEG --------------------------------------------------------------------------------------------------------------

_NEXT_MARKER: Final = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_EXIF: Final = b"Exif\x00\x00"
_SOS, _EOI = 0xDA, 0xD9
# JFIF, colour profile and Adobe's colour transform: a picture looks wrong without them.
_APPS_KEPT: Final = frozenset({0xE0, 0xE2, 0xEE})


def _jpeg(data: bytes) -> bytes:
    kept, orientation, at = bytearray(), 1, 2
    while at < len(data):
        marker, end = _segment(data, at)
        if marker == 0xE1:
            orientation = _orientation(data[at + 4 : end]) or orientation
        elif _shown(marker):
            kept += data[at:end]
        if marker == _EOI:
            break
        at = end
    else:
        raise Broken("cut short")
    return b"\xff\xd8" + _held(orientation) + bytes(kept)


def _segment(data: bytes, at: int) -> tuple[int, int]:
    """The marker at ``at`` and where its segment ends; a scan runs on to the next marker."""
    if data[at] != 0xFF:
        raise Broken("no marker")
    marker = data[at + 1]
    if marker == 0xFF:
        return marker, at + 1
    if marker == _EOI or 0xD0 <= marker <= 0xD7 or marker == 0x01:
        return marker, at + 2
    end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    if marker == _SOS:
        following = _NEXT_MARKER.search(data, end)
        end = following.start() if following else len(data)
    if end > len(data) or end < at + 4:
        raise Broken("cut short")
    return marker, end


def _shown(marker: int) -> bool:
    return marker in _APPS_KEPT or not (0xE0 <= marker <= 0xEF or marker in (0xFE, 0xFF))


def _orientation(segment: bytes) -> int:
    """How the camera was held, from the EXIF of an APP1 segment; 0 if it does not say."""
    if not segment.startswith(_EXIF):
        return 0
    tiff = tiffs.Tiff(segment[len(_EXIF) :])
    try:
        for entry in tiff.entries(next(tiff.directories())):
            if entry.tag == tiffs.ORIENTATION:
                return tiff.values(entry)[0]
    except (Broken, struct.error, StopIteration, IndexError):
        return 0
    return 0


def _held(orientation: int) -> bytes:
    """An APP1 segment that says how the camera was held and nothing else."""
    if not 2 <= orientation <= 8:
        return b""
    tiff = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(_EXIF) + len(tiff) + 2) + _EXIF + tiff


# PNG and WEBP ------------------------------------------------------------------------------------------------------

_PNG_KEPT: Final = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD hIST pHYs acTL fcTL fdAT".split())


def _png(data: bytes) -> bytes:
    kept, at = bytearray(data[:8]), 8
    while True:
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise Broken("cut short")
        if kind in _PNG_KEPT:
            kept += data[at:end]
        if kind == b"IEND":
            return bytes(kept)
        at = end


def _webp(data: bytes) -> bytes:
    kept = bytearray()
    for kind, chunk in _riff(data):
        if kind == b"VP8X":
            # the flags of EXIF (8) and XMP (4) must not promise what is gone
            chunk = chunk[:8] + bytes([chunk[8] & ~0x0C]) + chunk[9:]
        if kind not in (b"EXIF", b"XMP "):
            kept += chunk
    return b"RIFF" + struct.pack("<I", len(kept) + 4) + b"WEBP" + bytes(kept)


def _riff(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    (size,) = struct.unpack_from("<I", data, 4)
    at, last = 12, 8 + size
    if last > len(data) + 1:  # the even byte behind the last part is left out by some
        raise Broken("cut short")
    while at + 8 <= last:
        kind, length = struct.unpack_from("<4sI", data, at)
        end = at + 8 + length + length % 2
        if at + 8 + length > len(data):
            raise Broken("cut short")
        yield kind, data[at:end]
        at = end


# TIFF and HEIC: blanked in place -----------------------------------------------------------------------------------

_EXIF_IN_HEIC: Final = re.compile(rb"Exif\x00\x00(?=II\*\x00|MM\x00\*)")
_XMP: Final = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)


def _tiff(data: bytes) -> bytes:
    tiffs.whole(data)
    blanked = bytearray(_without_xmp(data))
    tiffs.blank_position(blanked)
    return bytes(blanked)


def _heic(data: bytes) -> bytes:
    _no_box_cut_short(data)
    blanked = bytearray(_without_xmp(data))
    for found in _EXIF_IN_HEIC.finditer(data):
        tiffs.blank_position(blanked, found.end())
    return bytes(blanked)


def _without_xmp(data: bytes) -> bytes:
    return _XMP.sub(lambda found: b" " * len(found.group()), data)


def _no_box_cut_short(data: bytes) -> None:
    """The pictures of a HEIC lie in a box that says how long it is (ISO 14496-12 §4.2)."""
    at = 0
    while at + 16 <= len(data):
        size, kind, large = struct.unpack_from(">I4sQ", data, at)
        size = large if size == 1 else size
        if kind == b"mdat" and at + size > len(data):
            raise Broken("cut short")
        if size < 8:
            return
        at += size


_CLEANERS: Mapping[str, Callable[[bytes], bytes]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
    "image/tiff": _tiff,
    "image/heic": _heic,
    "image/bmp": bitmaps.bmp,
    "image/gif": bitmaps.gif,
}
