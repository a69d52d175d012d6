"""Lines to other machines (外线): one question ends within its time, whatever the other side does or does not say.

The time limit of a socket holds for each single wait: whoever sends one letter every nine seconds keeps it for hours.
So the whole has a limit of its own, and the line is cut from outside.
"""

from __future__ import annotations

import socket
from contextlib import ExitStack, suppress
from threading import Lock, Timer
from types import TracebackType


class Within:
    """For so many seconds; then each line that it follows is cut, and whoever waits there gets an OSError or an end."""

    def __init__(self, seconds: float) -> None:
        self._timer = Timer(seconds, self._cut)
        self._timer.daemon = True
        self._lock, self._up = Lock(), False
        self._lines: list[socket.socket] = []
        self._held = ExitStack()

    def __enter__(self) -> Within:
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._timer.cancel()
        with self._lock:
            self._lines.clear()
            self._held.close()

    def follow(self, line: socket.socket | None) -> None:
        """This one too. A second handle of it is held: the first is given away where a line becomes encrypted."""
        if line is None or line.fileno() < 0:
            return
        with self._lock:
            self._lines.append(self._held.enter_context(socket.socket(fileno=socket.dup(line.fileno()))))
        if self._up:
            self._cut()

    def _cut(self) -> None:
        with self._lock:
            self._up = True
            for line in self._lines:
                with suppress(OSError):  # the other side was faster
                    line.shutdown(socket.SHUT_RDWR)
