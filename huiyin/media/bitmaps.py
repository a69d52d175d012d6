"""BMP and GIF: old pictures from scanners, screens and chats, known by their content and read to their end."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from huiyin.media.broken import Broken

_BMP_HEADS: Final = frozenset({12, 16, 40, 52, 56, 64, 108, 124})
"""Lengths of the second header, one for each version there was."""
_BITFIELDS: Final = frozenset({0, 3, 6})
"""Ways to store the points one after another, unpacked."""
_EXTENSION, _PICTURE, _END = 0x21, 0x2C, 0x3B
_COMMENT, _APPLICATION = 0xFE, 0xFF
_APPLICATIONS_KEPT: Final = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")


def is_bmp(head: bytes) -> bool:
    """Whether these 32 bytes begin a BMP; two letters alone could begin any text."""
    return head[:2] == b"BM" and len(head) >= 18 and int.from_bytes(head[14:18], "little") in _BMP_HEADS


def bmp(data: bytes) -> bytes:
    """The same, if it is whole; a BMP tells nothing of where it was made.

    :raises Broken: points are missing.
    """
    (begin, head) = struct.unpack_from("<II", data, 10)
    if head == 12:
        width, height, _, bits = struct.unpack_from("<HHHH", data, 18)
        packed, stated = 0, 0
    else:
        width, height, _, bits, packed, stated = struct.unpack_from("<iiHHII", data, 18)
    size = (abs(width) * bits + 31) // 32 * 4 * abs(height) if packed in _BITFIELDS else stated
    if not size or begin + size > len(data):
        raise Broken("cut short")
    return data[: begin + max(size, stated)]


def gif(data: bytes) -> bytes:
    """The same without comments and what programs added (XMP tells the place), and nothing behind its end.

    :raises Broken: it is cut short.
    """
    start = 13 + _table(data[10])
    kept = bytearray(data[:start])
    for kind, begin, end in _blocks(data, start):
        label = data[begin + 1]
        foreign = label == _APPLICATION and data[begin + 3 : begin + 14] not in _APPLICATIONS_KEPT
        if kind != _EXTENSION or not (label == _COMMENT or foreign):
            kept += data[begin:end]
    return bytes(kept) + bytes([_END])


def _blocks(data: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Kind, begin and end of each part up to the end mark."""
    while data[at] != _END:
        begin, kind = at, data[at]
        if kind == _EXTENSION:
            at += 2
        elif kind == _PICTURE:
            at += 11 + _table(data[at + 9])
        else:
            raise Broken("no block")
        while data[at]:
            at += data[at] + 1
        at += 1
        yield kind, begin, at


def _table(flags: int) -> int:
    """How long the table of colours is that follows."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0
