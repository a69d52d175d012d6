"""The directories of TIFF (TIFF 6.0 §2; BigTIFF with 8-byte offsets), which EXIF uses too: read, checked, blanked.

Their parts point at each other, so a position is overwritten with zeros where it stands.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from huiyin.media.broken import Broken

Bytes = bytes | bytearray
Order = Literal["little", "big"]
#: The first bytes: in this order and that, with offsets of 4 bytes and of 8.
HEADS: Final = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
ORIENTATION: Final = 0x0112
_GPS: Final = 0x8825
#: Where the picture lies, and how much of it: strips, then tiles.
_PARTS: Final = ((273, 279), (324, 325))
_SIZES: Final = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
_WHOLE: Final = {3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}
_MOST_PAGES: Final = 5000


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a directory: it stands at ``at`` with ``length`` bytes, its values at ``where``."""

    tag: int
    kind: int
    count: int
    at: int
    length: int
    where: int

    @property
    def size(self) -> int:
        """Of all its values, in bytes."""
        return _SIZES.get(self.kind, 1) * self.count


@dataclass(frozen=True, slots=True)
class Tiff:
    """A TIFF that begins at ``base``, alone or inside a picture."""

    data: Bytes
    base: int = 0

    @property
    def order(self) -> Order:
        head = bytes(self.data[self.base : self.base + 2])
        if head not in (b"II", b"MM"):
            raise Broken("no byte order")
        return "little" if head == b"II" else "big"

    @property
    def big(self) -> bool:
        return bytes(self.data[self.base : self.base + 4]) in HEADS[2:]

    def directories(self) -> Iterator[int]:
        """Where each directory stands: one for every page."""
        at, seen = self._number(self.base + (8 if self.big else 4), self._pointer), set[int]()
        while at and at not in seen and len(seen) < _MOST_PAGES:
            seen.add(at)
            yield self.base + at
            try:
                at = self._number(self._end(self.base + at), self._pointer)
            except struct.error:
                return  # some EXIF ends with its last line

    def entries(self, at: int) -> Iterator[Entry]:
        """The lines of the directory at ``at``."""
        length = 20 if self.big else 12
        for number in range(self._number(at, self._counter)):
            place = at + (8 if self.big else 2) + length * number
            tag, kind = self._number(place, "H"), self._number(place + 2, "H")
            count = self._number(place + 4, self._pointer)
            field, room = (place + 12, 8) if self.big else (place + 8, 4)
            held = _SIZES.get(kind, 1) * count <= room
            where = field if held else self.base + self._number(field, self._pointer)
            yield Entry(tag, kind, count, place, length, where)

    def values(self, entry: Entry) -> list[int]:
        """The whole numbers of an entry."""
        code = _WHOLE.get(entry.kind)
        if code is None:
            raise Broken("no whole numbers")
        sign = "<" if self.order == "little" else ">"
        return list(struct.unpack_from(f"{sign}{entry.count}{code}", self.data, entry.where))

    @property
    def _pointer(self) -> str:
        return "Q" if self.big else "I"

    @property
    def _counter(self) -> str:
        return "Q" if self.big else "H"

    def _end(self, at: int) -> int:
        count = self._number(at, self._counter)
        return at + (8 + 20 * count if self.big else 2 + 12 * count)

    def _number(self, at: int, code: str) -> int:
        (number,) = struct.unpack_from(("<" if self.order == "little" else ">") + code, self.data, at)
        return int(number)


def whole(data: bytes) -> None:
    """:raises Broken: a page of the picture lies beyond the end of the file."""
    tiff = Tiff(data)
    for page in tiff.directories():
        found = {entry.tag: entry for entry in tiff.entries(page)}
        for places, sizes in _PARTS:
            if places in found and sizes in found:
                parts = zip(tiff.values(found[places]), tiff.values(found[sizes]), strict=False)
                if any(place + size > len(data) for place, size in parts):
                    raise Broken("cut short")


def blank_position(data: bytearray, base: int = 0) -> None:
    """Zero every entry of every GPS directory, and the values it points to."""
    tiff = Tiff(data, base)
    for page in list(tiff.directories()):
        for pointer in [entry for entry in tiff.entries(page) if entry.tag == _GPS]:
            for entry in list(tiff.entries(base + tiff.values(pointer)[0])):
                if entry.where + entry.size <= len(data):
                    data[entry.where : entry.where + entry.size] = bytes(entry.size)
                data[entry.at : entry.at + entry.length] = bytes(entry.length)
