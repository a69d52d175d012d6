"""The parent's end: starts the process apart, hands it files one after another, ends it when it takes too long."""

from __future__ import annotations

import os
import selectors
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final

from huiyin.media.apart.limits import Limit, LimitMet, Limits, Stopped, met
from huiyin.media.apart.messages import Message, send

_ROOT: Final = Path(__file__).resolve().parents[3]
#: All of our environment that goes along: no key, no address of a database.
_PASSED: Final = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "PYTHONPATH", "VIRTUAL_ENV")
_FRUGAL: Final = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
"""One thread, and memory that is given back."""
_LAST_WORDS: Final = 4096


class Absent(Exception):
    """What the reader needs is not installed on this machine."""


class Apart:
    """At most one process, kept from one file to the next; started when the first one comes.

    :param module: what answers in it, see :mod:`huiyin.media.apart.child`.
    :param nice: how far it stands back behind others.
    :param idle: so many seconds without work, and it ends by itself; 0: never.
    """

    def __init__(self, module: str, limits: Limits, *, nice: int = 5, idle: float = 0.0) -> None:
        self._module, self.limits, self._nice, self._idle = module, limits, nice, idle
        self._child: subprocess.Popen[bytes] | None = None
        self._said: IO[bytes] | None = None

    def ask(self, head: dict[str, Any], body: bytes) -> Iterator[Message]:
        """Everything that comes of one file, as it becomes ready.

        :raises LimitMet: it takes too much; the same file would again.
        :raises Stopped: somebody ended the process.
        :raises Absent: it cannot run here.
        """
        child = self._running()
        try:
            self._send(child, {**head, "seconds": self.limits.seconds}, body)
            while True:
                told, more = self._message(child)
                if "limit" in told:
                    self.close()
                    raise self._met(Limit(told["limit"]))
                if "done" in told:
                    return
                yield told, more
        except GeneratorExit:
            self.close()  # left in the middle: what it still says belongs to nobody
            raise

    def close(self) -> None:
        """End the process."""
        child, said, self._child, self._said = self._child, self._said, None, None
        if child is not None:
            child.kill()
            for pipe in (child.stdin, child.stdout, said):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()
            child.wait()

    def _met(self, limit: Limit) -> LimitMet:
        return LimitMet(limit, self.limits.say(limit))

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self.close()
        self._child = self._start()
        head, _ = self._message(self._child)
        if "absent" in head:
            self.close()
            raise Absent(self._module)
        return self._child

    def _start(self) -> subprocess.Popen[bytes]:
        """Its standard input ends with us, however we end, and it ends with its standard input."""
        manner = [str(self.limits.memory), str(self._nice), str(self._idle)]
        command = [sys.executable, "-m", "huiyin.media.apart.child", self._module, *manner]
        environ = {name: os.environ[name] for name in _PASSED if name in os.environ} | _FRUGAL
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  # closed with the process
        pipe = subprocess.PIPE
        return subprocess.Popen(command, cwd=_ROOT, env=environ, stdin=pipe, stdout=pipe, stderr=self._said, bufsize=0)

    def _send(self, child: subprocess.Popen[bytes], head: dict[str, Any], body: bytes) -> None:
        assert child.stdin is not None
        try:
            with os.fdopen(os.dup(child.stdin.fileno()), "wb") as pipe:
                send(pipe, head, body)
        except BrokenPipeError:
            raise self._ended(child) from None

    def _message(self, child: subprocess.Popen[bytes]) -> Message:
        import json

        deadline = time.monotonic() + self.limits.patience
        line = b""
        while not line.endswith(b"\n"):
            line += self._bytes(child, 1, deadline)
        head = json.loads(line)
        return head, self._bytes(child, head["size"], deadline)

    def _bytes(self, child: subprocess.Popen[bytes], count: int, deadline: float) -> bytes:
        assert child.stdout is not None
        got = bytearray()
        while len(got) < count:
            if not _readable(child.stdout, deadline):
                self.close()
                raise self._met(Limit.TIME)
            chunk = os.read(child.stdout.fileno(), count - len(got))
            if not chunk:
                raise self._ended(child)
            got += chunk
        return bytes(got)

    def _ended(self, child: subprocess.Popen[bytes]) -> Exception:
        """What its end means for the file."""
        code, words = child.wait(), self._last_words()
        self.close()
        limit = met(code, words)
        return self._met(limit) if limit else Stopped(self._module)

    def _last_words(self) -> str:
        if self._said is None:
            return ""
        size = self._said.seek(0, os.SEEK_END)
        self._said.seek(max(0, size - _LAST_WORDS))
        return self._said.read().decode(errors="replace")


def _readable(pipe: IO[bytes], deadline: float) -> bool:
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        return bool(selector.select(max(0.0, deadline - time.monotonic())))
