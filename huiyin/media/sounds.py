"""Voice recordings (录音) without what they carry besides sound: pure functions on bytes, no media library.

WAV and MP3 keep their sound and lose every tag; OGG keeps its pages, its comments are filled with blanks; AMR knows no
tags. Sources: RIFF; ISO 11172-3 §2.4.1.3 (MP3 frames); RFC 3533 and 7845 (OGG, Opus); RFC 4867 §5 (AMR).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from itertools import islice
from typing import Final

from huiyin.media.broken import Broken

# WAV ----------------------------------------------------------------------------------------------------------------

_WAV_KEPT: Final = frozenset({b"fmt ", b"data", b"fact"})


def wav(data: bytes) -> bytes:
    """Format and sound; titles, broadcast notes and positions go. A recorder cut off leaves a length too great."""
    kept, at = bytearray(), 12
    while at + 8 <= len(data):
        kind, length = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + length]
        if kind in _WAV_KEPT:
            kept += kind + struct.pack("<I", len(body)) + body + b"\x00" * (len(body) % 2)
        at += 8 + length + length % 2
    if b"fmt " not in kept[:4] or b"data" not in kept:
        raise Broken("no sound")
    return b"RIFF" + struct.pack("<I", len(kept) + 4) + b"WAVE" + bytes(kept)


# MP3 ----------------------------------------------------------------------------------------------------------------

_RATES: Final = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),  # MPEG 1
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),  # MPEG 2 and 2.5
}
_SYNC: Final = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb][\x10-\xeb]")
_MOST_FALSE: Final = 20_000
_SAMPLING: Final = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def mp3(data: bytes) -> bytes:
    """The frames of sound one after the other, and nothing between, before or after them."""
    kept, at = bytearray(), _after_tag(data)
    while at + 4 <= len(data):
        length = _frame(data, at)
        if length and at + length <= len(data):
            kept += data[at : at + length]
            at += length
        else:
            at = _next_frame(data, at + 1)
    if len(kept) < len(data) // 4:
        raise Broken("hardly any sound")
    return bytes(kept)


def is_mp3(data: bytes) -> bool:
    """Whether two frames of sound follow each other, after a tag or at once."""
    at = _after_tag(data)
    length = _frame(data, at)
    return bool(length and _frame(data, at + length))


def _after_tag(data: bytes) -> int:
    at = 0
    while data[at : at + 3] == b"ID3" and at + 10 <= len(data):
        size = data[at + 6] << 21 | data[at + 7] << 14 | data[at + 8] << 7 | data[at + 9]
        at += 10 + size
    return at


def _next_frame(data: bytes, at: int) -> int:
    """The next place where two frames follow each other, or the end: a sign inside a tag is no frame."""
    for found in islice(_SYNC.finditer(data, at), _MOST_FALSE):
        length = _frame(data, found.start())
        if length and (found.start() + length == len(data) or _frame(data, found.start() + length)):
            return found.start()
    return len(data)


def _frame(data: bytes, at: int) -> int:
    """How long the frame of layer III at ``at`` is in bytes; 0 if there is none."""
    if at + 4 > len(data) or data[at] != 0xFF or data[at + 1] & 0xE6 != 0xE2:
        return 0
    version, rate, sampling = data[at + 1] >> 3 & 3, data[at + 2] >> 4, data[at + 2] >> 2 & 3
    if version == 1 or rate in (0, 15) or sampling == 3:
        return 0
    bits = _RATES[3 if version == 3 else 2][rate] * 1000
    return (144 if version == 3 else 72) * bits // _SAMPLING[version][sampling] + (data[at + 2] >> 1 & 1)


# OGG ----------------------------------------------------------------------------------------------------------------

_LONGEST_COMMENTS: Final = 2_000_000
_OGG_STARTS: Final = (b"OpusHead", b"\x01vorbis")


def ogg(data: bytes) -> bytes:
    """One stream of Opus or Vorbis: its second packet, the comments, becomes blanks of the same length."""
    blanked, pages = bytearray(data), list(_pages(data))
    if len({page[3] for page in pages}) != 1:
        raise Broken("more than one stream")
    comments = _second_packet(data, pages)
    said = bytes(data[at] for at in comments)
    for at, byte in zip(comments, _blank(said), strict=True):
        blanked[at] = byte
    for start, _, end, _ in (page for page in pages if page[0] <= comments[-1]):
        blanked[start + 22 : start + 26] = bytes(4)
        blanked[start + 22 : start + 26] = struct.pack("<I", _crc(blanked[start:end]))
    return bytes(blanked[: pages[-1][2]])


def is_ogg_sound(data: bytes) -> bool:
    return data[:4] == b"OggS" and any(start in data[:64] for start in _OGG_STARTS)


def _pages(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Where each page starts, where its body starts, where it ends, and the serial number of its stream."""
    at = 0
    while data[at : at + 4] == b"OggS":
        body = at + 27 + data[at + 26]
        end = body + sum(data[at + 27 : body])
        if end > len(data):
            return  # cut short on the way: what arrived is heard
        yield at, body, end, struct.unpack_from("<I", data, at + 14)[0]
        at = end


def _second_packet(data: bytes, pages: list[tuple[int, int, int, int]]) -> list[int]:
    """The places of the bytes of the second packet; a packet ends with a segment shorter than 255."""
    places: list[int] = []
    packet = 0
    for start, body, _, _ in pages:
        at = body
        for length in data[start + 27 : body]:
            if packet == 1:
                places.extend(range(at, at + length))
                if len(places) > _LONGEST_COMMENTS:
                    raise Broken("comments longer than any sound")
            at += length
            packet += length < 255
            if packet > 1:
                return places
    raise Broken("no comments")


def _blank(said: bytes) -> bytes:
    for head, tail in ((b"OpusTags", b""), (b"\x03vorbis", b"\x01")):
        if said.startswith(head):
            room = len(said) - len(head) - 8 - len(tail)
            if room < 0:
                break
            return head + struct.pack("<I", room) + b" " * room + bytes(4) + tail
    raise Broken("no comments")


_CRC: Final = []
for _byte in range(256):
    _sum = _byte << 24
    for _bit in range(8):
        _sum = (_sum << 1 ^ 0x04C11DB7 if _sum & 0x80000000 else _sum << 1) & 0xFFFFFFFF
    _CRC.append(_sum)


def _crc(page: bytes | bytearray) -> int:
    found = 0
    for byte in page:
        found = (found << 8 & 0xFFFFFFFF) ^ _CRC[found >> 24 ^ byte]
    return found


# AMR ----------------------------------------------------------------------------------------------------------------

_AMR: Final = {
    b"#!AMR\n": (12, 13, 15, 17, 19, 20, 26, 31, 5),
    b"#!AMR-WB\n": (17, 23, 32, 36, 40, 46, 50, 58, 60, 5),
}


def amr(data: bytes) -> bytes:
    """The frames of speech; whatever follows the last whole one goes."""
    head = next((each for each in _AMR if data.startswith(each)), b"")
    at = len(head)
    while at < len(data):
        kind = data[at] >> 3 & 15
        length = 1 + (_AMR[head][kind] if kind < len(_AMR[head]) else 0)
        if len(_AMR[head]) <= kind < 14 or at + length > len(data):
            break
        at += length
    if at == len(head):
        raise Broken("no speech")
    return data[:at]
