"""Film and sound in the MP4 family (录像, m4a) without position: pure functions on bytes, no media library.

Nothing is moved, so that the parts that point at each other stay true: whatever may tell a place or a maker becomes an
empty ``free`` box of the same length, and the samples of tracks that are neither picture nor sound (phones write
positions and movements there) become zeros. Source: ISO/IEC 14496-12 (boxes, sample tables).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from huiyin.media.broken import Broken

_TOP: Final = frozenset({b"ftyp", b"moov", b"mdat", b"moof", b"sidx", b"mfra", b"styp"})
_INSIDE: Final = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf", b"mvex", b"edts"}
_TELLS: Final = frozenset({b"udta", b"meta", b"uuid", b"free", b"skip", b"wide", b"gps "})
_SHOWN: Final = frozenset({b"vide", b"soun"})
#: First words of files of this family; HEIC pictures begin alike and are known by other words.
_SOUND_BRANDS: Final = frozenset({b"M4A ", b"M4B ", b"F4A "})

_DEEPEST, _MOST_BOXES, _MOST_SAMPLES = 12, 20_000, 300_000

Box = tuple[bytes, int, int, int]
"""Kind, where it starts, where its body starts, where it ends."""


def kind_of(data: bytes) -> str | None:
    """``audio/mp4`` or ``video/mp4``; ``None`` if it is not of this family."""
    if data[4:8] != b"ftyp" or b"moov" not in {box[0] for box in _top(data)}:
        return None
    handlers = {_handler(data, trak) for moov in _all(data, b"moov") for trak in _children(data, moov, b"trak")}
    if b"vide" in handlers:
        return "video/mp4"
    return "audio/mp4" if b"soun" in handlers or data[8:12] in _SOUND_BRANDS else None


def without_position(data: bytes) -> bytes:
    """The same film without position.

    :raises Broken: it cannot be read to its end, or hides tracks in a way that cannot be emptied.
    """
    clean = bytearray(data)
    for box in list(_top(data)):
        if box[0] not in _TOP:
            _empty(clean, box)
        elif box[0] in _INSIDE:
            _clean_inside(data, clean, box)
    return bytes(clean)


def _clean_inside(data: bytes, clean: bytearray, parent: Box, depth: int = 1) -> None:
    if depth > _DEEPEST:
        raise Broken("boxes in boxes without end")
    for box in list(_boxes(data, parent[2], parent[3])):
        if box[0] in _TELLS:
            _empty(clean, box)
        elif box[0] == b"trak" and _handler(data, box) not in _SHOWN:
            _blank_samples(data, clean, box)
            _empty(clean, box)
        elif box[0] in _INSIDE:
            _clean_inside(data, clean, box, depth + 1)


def _empty(clean: bytearray, box: Box) -> None:
    _, start, body, end = box
    clean[start + 4 : start + 8] = b"free"
    clean[body:end] = bytes(end - body)


# The samples of a track -----------------------------------------------------------------------------------------------


def _blank_samples(data: bytes, clean: bytearray, trak: Box) -> None:
    """Zero what a track keeps in the file. A film written in pieces keeps it where no table tells: refused."""
    if any(box[0] == b"moof" for box in _top(data)):
        raise Broken("a track besides picture and sound in a film written in pieces")
    tables = _tables(data, trak)
    for start, length in _chunks(data, tables):
        if start + length > len(data):
            raise Broken("samples beyond the end")
        clean[start : start + length] = bytes(length)


def _tables(data: bytes, trak: Box) -> dict[bytes, Box]:
    box = trak
    for kind in (b"mdia", b"minf", b"stbl"):
        box = next(_children(data, box, kind), (b"", 0, 0, 0))
    return {each[0]: each for each in _boxes(data, box[2], box[3])}


def _chunks(data: bytes, tables: dict[bytes, Box]) -> Iterator[tuple[int, int]]:
    """Where each chunk of samples lies and how long it is."""
    sizes, in_chunk, starts = _sizes(data, tables), _per_chunk(data, tables), _starts(data, tables)
    done = 0
    rows = iter([*in_chunk, (len(starts) + 1, 0)])
    count, following = 0, next(rows)
    for number, start in enumerate(starts, 1):
        while following[0] <= number:
            count, following = following[1], next(rows)
        yield start, sum(sizes[done : done + count])
        done += count


def _sizes(data: bytes, tables: dict[bytes, Box]) -> list[int]:
    at = _table(tables, b"stsz")
    same, count = struct.unpack_from(">II", data, at + 4)
    if count > _MOST_SAMPLES:
        raise Broken("too many samples")
    return [same] * count if same else list(struct.unpack_from(f">{count}I", data, at + 12))


def _per_chunk(data: bytes, tables: dict[bytes, Box]) -> list[tuple[int, int]]:
    at = _table(tables, b"stsc")
    (count,) = struct.unpack_from(">I", data, at + 4)
    if count > _MOST_BOXES:
        raise Broken("too many rows")
    rows = struct.unpack_from(f">{3 * count}I", data, at + 8)
    return list(zip(rows[::3], rows[1::3], strict=True)) or [(1, 0)]


def _starts(data: bytes, tables: dict[bytes, Box]) -> list[int]:
    wide = b"co64" in tables
    at = _table(tables, b"co64" if wide else b"stco")
    (count,) = struct.unpack_from(">I", data, at + 4)
    return list(struct.unpack_from(f">{count}{'Q' if wide else 'I'}", data, at + 8))


def _table(tables: dict[bytes, Box], kind: bytes) -> int:
    if kind not in tables:
        raise Broken(f"no {kind.decode()}")
    return tables[kind][2]


# Boxes ------------------------------------------------------------------------------------------------------------


def _top(data: bytes) -> Iterator[Box]:
    return _boxes(data, 0, len(data), cut=True)


def _all(data: bytes, kind: bytes) -> Iterator[Box]:
    return (box for box in _top(data) if box[0] == kind)


def _children(data: bytes, parent: Box, kind: bytes) -> Iterator[Box]:
    return (box for box in _boxes(data, parent[2], parent[3]) if box[0] == kind)


def _handler(data: bytes, trak: Box) -> bytes:
    for mdia in _children(data, trak, b"mdia"):
        for box in _children(data, mdia, b"hdlr"):
            return data[box[2] + 8 : box[2] + 12]
    return b""


def _boxes(data: bytes, at: int, last: int, *, cut: bool = False) -> Iterator[Box]:
    """The boxes between two places, in order.

    :param cut: the last one may reach beyond the end, as in a film that was not sent to its end.
    """
    for _ in range(_MOST_BOXES):
        if at + 8 > last:
            return
        size, kind = struct.unpack_from(">I4s", data, at)
        body = at + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, body)
            body += 8
        end = last if size == 0 else at + size
        if end < body or (end > last and not (cut and kind == b"mdat")):
            raise Broken("a box beyond its end")
        yield kind, at, body, min(end, last)
        at = end
    raise Broken("too many boxes")
