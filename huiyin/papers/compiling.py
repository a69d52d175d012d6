"""The parent's end of the press (:mod:`huiyin.papers.press`): started when something is to be drawn, gone when idle."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from huiyin.media.apart.limits import MB, Limits, Stopped
from huiyin.media.apart.reader import Apart

#: Archivable and tagged for screen readers.
STANDARDS: Final = ("a-2a", "ua-1")
#: The longest paper, a batch in one file, takes some seconds.
LIMITS: Final = Limits(memory=4096 * MB, seconds=120, patience=120.0)
#: Seconds without work after which the process ends and its memory with it.
IDLE: Final = 60.0
_press: Final = Apart("huiyin.papers.press", LIMITS, idle=IDLE, nice=0)
# One compiler serves all threads: its caches are what makes the second paper thirty times faster than the first.
_pressing: Final = threading.Lock()


class NotCompiled(RuntimeError):
    """The layout could not be compiled; the message is typst's."""


def compiled(
    layout: Path, inputs: Mapping[str, str], label: str, *, folder: Path | None, timestamp: int | None = None,
    standards: Sequence[str] = STANDARDS,
) -> tuple[bytes, Any]:  # fmt: skip
    """A layout as PDF, and what it says of a label.

    :param folder: the office's own typefaces.
    :raises NotCompiled: typst refuses. :raises LimitMet: it takes too much.
    """
    head = {
        "layout": str(layout), "root": str(layout.parent), "folder": str(folder or ""), "label": label,
        "timestamp": timestamp, "standards": list(standards),
    }  # fmt: skip
    body = json.dumps(dict(inputs), ensure_ascii=False).encode()
    with _pressing:
        try:
            answers = list(_press.ask(head, body))
        except Stopped:
            answers = list(_press.ask(head, body))  # it went to rest between our look and our question
    told, pdf = answers[0]
    if "fault" in told:
        raise NotCompiled(told["fault"])
    return pdf, told["told"]


def rest() -> None:
    """End the process now; the next drawing starts another."""
    with _pressing:
        _press.close()
