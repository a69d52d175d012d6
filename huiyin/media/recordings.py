"""Voice messages and short films handed in (录音、录像): known by their content, kept without where they were made."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from huiyin.media import films, sounds
from huiyin.media.broken import Broken

Read = TypeVar("Read")

ACCEPT: Final = ".m4a,.mp3,.ogg,.opus,.wav,.amr,.mp4,.mov,.3gp,audio/*,video/mp4,video/quicktime"

_CLEANERS: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "audio/wav": sounds.wav,
    "audio/mpeg": sounds.mp3,
    "audio/ogg": sounds.ogg,
    "audio/amr": sounds.amr,
    "audio/mp4": films.without_position,
    "video/mp4": films.without_position,
}
HEARD: Final = frozenset(kind for kind in _CLEANERS if kind.startswith("audio/"))
SEEN: Final = frozenset({"video/mp4"})


def kind_of(data: bytes) -> str | None:
    """The media type by content; ``None`` for anything that is no recording.

    :raises Broken: it begins like one and cannot be read on.
    """
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return "audio/wav"
    if sounds.is_ogg_sound(data):
        return "audio/ogg"
    if data.startswith((b"#!AMR\n", b"#!AMR-WB\n")):
        return "audio/amr"
    if data[4:8] == b"ftyp":
        return _guarded(films.kind_of, data)
    return "audio/mpeg" if sounds.is_mp3(data) else None


def without_place(media_type: str, data: bytes) -> bytes:
    """The same recording without where it was made, who made it and with what.

    :raises Broken: it cannot be read, or what it carries cannot be taken out; it is not to be kept then.
    """
    clean = _CLEANERS[media_type]
    return _guarded(clean, data)


def _guarded(read: Callable[[bytes], Read], data: bytes) -> Read:
    try:
        return read(data)
    except (IndexError, struct.error, KeyError, StopIteration) as fault:
        raise Broken(str(fault)) from fault
