"""The worker's end of the reading process: starts it, hands it files, ends it when it takes too long."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from huiyin.channels.letters.faults import Fault, NotReadable
from huiyin.channels.letters.lines import Line

PATIENCE: Final = 180.0
"""Seconds for one page, also on a slow and busy machine."""
_ROOT: Final = Path(__file__).resolve().parents[3]
_FRUGAL: Final = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
"""One thread, and memory that is given back."""


class Died(Exception):
    """The reading process ended in the middle of a file."""


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
        self._patience = patience
        self._child: subprocess.Popen[bytes] | None = None
        self.last: dict[str, Any] = {}

    def read(self, media_type: str, data: bytes) -> Iterator[PageRead]:
        """The pages of a file, as they become ready.

        :raises NotReadable: with the reason.
        :raises Died: the process ended; it is started anew for the next file.
        """
        child = self._running()
        try:
            assert child.stdin is not None
            child.stdin.write(json.dumps({"media_type": media_type, "size": len(data)}).encode() + b"\n" + data)
            child.stdin.flush()
            while True:
                head, body = self._message(child)
                if "page" not in head:
                    break
                yield _page(head, body)
        except (BrokenPipeError, Died):
            self.close()
            raise Died from None
        except GeneratorExit:
            self.close()  # left in the middle: what it still says belongs to nobody
            raise
        if "fault" in head:
            raise NotReadable(Fault(head["fault"]))
        self.last = head

    def close(self) -> None:
        """End the reading process."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    _shut(pipe)
            child.wait()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self.close()
        self._child = _start()
        head, _ = self._message(self._child)
        if "fault" in head:
            self.close()
            raise NotReadable(Fault(head["fault"]))
        return self._child

    def _message(self, child: subprocess.Popen[bytes]) -> tuple[dict[str, Any], bytes]:
        deadline = time.monotonic() + self._patience
        line = self._until_newline(child, deadline)
        head = json.loads(line)
        return head, self._bytes(child, head["size"], deadline)

    def _until_newline(self, child: subprocess.Popen[bytes], deadline: float) -> bytes:
        line = b""
        while not line.endswith(b"\n"):
            line += self._bytes(child, 1, deadline)
        return line

    def _bytes(self, child: subprocess.Popen[bytes], count: int, deadline: float) -> bytes:
        assert child.stdout is not None
        got = bytearray()
        while len(got) < count:
            if not _readable(child, deadline):
                self.close()
                raise NotReadable(Fault.TOO_SLOW)
            chunk = os.read(child.stdout.fileno(), count - len(got))
            if not chunk:
                raise Died
            got += chunk
        return bytes(got)


def _start() -> subprocess.Popen[bytes]:
    """Its standard input ends with us, however we end, and it ends with its standard input."""
    command = [sys.executable, "-m", "huiyin.channels.letters.child"]
    environ, pipe = {**os.environ, **_FRUGAL}, subprocess.PIPE
    return subprocess.Popen(command, cwd=_ROOT, env=environ, stdin=pipe, stdout=pipe, bufsize=0)


def _readable(child: subprocess.Popen[bytes], deadline: float) -> bool:
    with selectors.DefaultSelector() as selector:
        assert child.stdout is not None
        selector.register(child.stdout, selectors.EVENT_READ)
        return bool(selector.select(max(0.0, deadline - time.monotonic())))


def _shut(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError:
        return


def _page(head: dict[str, Any], picture: bytes) -> PageRead:
    lines = tuple(Line(words, (box[0], box[1], box[2], box[3]), tuple(sure)) for words, box, sure in head["lines"])
    return PageRead(
        head["page"], head["of"], head["width"], head["height"], head["turned"], head["skew"], lines, picture
    )
