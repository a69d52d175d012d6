"""The words of what hangs on a mail, asked of the process apart one by one; what takes too much stays unread."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from typing import Any, Final

from huiyin.channels.mail.parts import part_of
from huiyin.media.apart.limits import MB, LimitMet, Limits, Stopped
from huiyin.media.apart.reader import Absent, Apart

#: A page takes seconds on a slow machine; the models and a page at most so much memory (channels.letters).
LIMITS: Final = Limits(memory=1400 * MB, seconds=60, patience=60.0)
#: So long all of one mail may take: shorter than the lease it is read under.
LONGEST: Final = 100.0


def with_words(read: dict[str, Any], mail: bytes) -> dict[str, Any]:
    """The same, each file with its ``words`` and whether it stayed ``unread``.

    :param mail: the original, out of which the files are taken.
    """
    if not read["files"]:
        return read
    until, apart = time.monotonic() + LONGEST, Apart("huiyin.channels.mail.attached", LIMITS)
    try:
        files = [_read(each, number, mail, apart, until) for number, each in enumerate(read["files"])]
    finally:
        apart.close()
    return {**read, "files": files}


def words_in(files: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """Names and words of files that were read so."""
    for each in files:
        yield from (each["name"], each.get("words", ""))


def _read(told: Mapping[str, Any], number: int, mail: bytes, apart: Apart, until: float) -> dict[str, Any]:
    try:
        if time.monotonic() < until and (data := part_of(mail, number)):
            (_, said), *_rest = list(apart.ask({}, data))
            return {**told, **json.loads(said)}
    except (LimitMet, Stopped, Absent):
        pass
    return {**told, "words": "", "unread": bool(told["bytes"])}
