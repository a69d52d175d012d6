"""What a process that opens strangers' files may take, and what it says when it met a limit."""

from __future__ import annotations

import resource
import signal
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from huiyin.law.words import P, Phrase

MB: Final = 1024**2


class Limit(StrEnum):
    """Which limit was met. Met once it is final: the same file would meet it again."""

    MEMORY = "memory"
    TIME = "time"
    PAGES = "pages"
    SIZE = "size"
    CRASH = "crash"


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one kind of reader.

    :param memory: bytes it may map; decoders and models count with what they reserve.
    :param seconds: of the processor, for one page or part of a file.
    :param patience: seconds without a word from it until it is ended.
    """

    memory: int
    seconds: int
    patience: float

    def say(self, limit: Limit) -> Phrase:
        """What a person is told; how many pages or how large is the reader's own knowledge."""
        match limit:
            case Limit.MEMORY:
                return P("打开它要的内存超过 {mb} MB，停下了。", mb=self.memory // MB)
            case Limit.TIME:
                return P("打开它超过 {n} 秒，停下了。", n=self.seconds)
            case Limit.CRASH:
                return P("打开它的程序中途停了，文件多半是坏的。")
            case Limit.PAGES:
                return P("页数太多，停下了。")
            case Limit.SIZE:
                return P("展开以后太大，停下了。")


class LimitMet(Exception):
    """The file met a limit; ``phrase`` says which."""

    def __init__(self, limit: Limit, phrase: Phrase) -> None:
        super().__init__(str(phrase))
        self.limit, self.phrase = limit, phrase


class Stopped(Exception):
    """The process was ended from outside, which says nothing about the file: it may be tried again."""


def apply(memory: int) -> None:
    """For this process, for good: so much memory, no dumps of it, and no file but what it says about itself."""
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, MB)):
        with suppress(ValueError, OSError):  # macOS knows not all of them
            resource.setrlimit(what, (most, most))


def wind_up(seconds: int) -> None:
    """From now on so much time of the processor; the signal that ends it then needs no help of the code that runs."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


#: How a decoder ends that was given no more memory, by what it says last; no C library says it alike.
_NO_MEMORY: Final = {"memory allocation", "bad_alloc", "MemoryError", "ut of memory", "Cannot allocate", "capacity o"}
_BY_ITSELF: Final = {signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGILL, signal.SIGTRAP, signal.SIGFPE}


def met(code: int, last_words: str) -> Limit | None:
    """Which limit a process met that ended with this code; ``None`` if somebody else ended it."""
    if code == -signal.SIGXCPU:
        return Limit.TIME
    if any(each in last_words for each in _NO_MEMORY):
        return Limit.MEMORY
    return Limit.CRASH if code > 0 or -code in _BY_ITSELF else None
