"""The worker's end of the reading process (识字进程): files go out, pages come back, or a fault that says why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from huiyin.channels.letters.faults import MEMORY, Fault, NotReadable
from huiyin.channels.letters.lines import Line
from huiyin.media.apart.limits import MB, Limit, LimitMet, Limits, Stopped
from huiyin.media.apart.reader import Absent, Apart

PATIENCE: Final = 180.0
"""Seconds for one page, also on a slow and busy machine."""
LIMITS: Final = Limits(memory=MEMORY * MB, seconds=120, patience=PATIENCE)
FAULTS: Final = {
    Limit.MEMORY: Fault.OUT_OF_MEMORY,
    Limit.TIME: Fault.TOO_SLOW,
    Limit.PAGES: Fault.TOO_MANY_PAGES,
    Limit.SIZE: Fault.TOO_LARGE,
    Limit.CRASH: Fault.CRASHED,
}


class Died(Exception):
    """Somebody ended the reading process in the middle of a file."""


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page of a file; ``number`` counts from 1, ``of`` is how many there are."""

    number: int
    of: int
    width: int
    height: int
    turned: int
    skew: float
    lines: tuple[Line, ...]
    picture: bytes


class Reader:
    """At most one reading process, kept from one file to the next; started when the first one comes."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._apart = Apart("huiyin.channels.letters.reading_pages", replace(LIMITS, patience=patience))
        self.last: dict[str, Any] = {}

    def read(self, media_type: str, data: bytes) -> Iterator[PageRead]:
        """The pages of a file, as they become ready.

        :raises NotReadable: with the reason.
        :raises Died: the process was ended; it is started anew for the next file.
        """
        try:
            for head, picture in self._apart.ask({"media_type": media_type}, data):
                if "fault" in head:
                    raise NotReadable(Fault(head["fault"]))
                if "page" in head:
                    yield _page(head, picture)
                else:
                    self.last = head
        except LimitMet as met:
            raise NotReadable(FAULTS[met.limit]) from None
        except Absent:
            raise NotReadable(Fault.ABSENT) from None
        except Stopped:
            raise Died from None

    def close(self) -> None:
        """End the reading process."""
        self._apart.close()


def _page(head: dict[str, Any], picture: bytes) -> PageRead:
    lines = tuple(Line(words, (box[0], box[1], box[2], box[3]), tuple(sure)) for words, box, sure in head["lines"])
    return PageRead(
        head["page"], head["of"], head["width"], head["height"], head["turned"], head["skew"], lines, picture
    )
