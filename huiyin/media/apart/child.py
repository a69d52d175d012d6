"""The process apart: ``python -m huiyin.media.apart.child MODULE MEMORY [NICE IDLE]``. It knows no Django, no database
and no key.

``MODULE.answer(head, body)`` yields messages for each message that comes in. Nothing is written and nothing is asked of
a network; whatever a library prints must not break the messages.
"""

from __future__ import annotations

import os
import select
import sys
from importlib import import_module

from huiyin.media.apart.limits import apply, wind_up
from huiyin.media.apart.messages import receive, send


def main(module: str, memory: str, nice: str = "5", idle: str = "0") -> None:
    """Serve until the parent closes the pipe or dies, which is the same, or until nothing came for ``idle`` seconds."""
    apply(int(memory))
    os.nice(int(nice))
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        reader = import_module(module)
    except ImportError:
        send(out, {"absent": True})
        return
    send(out, {"ready": True})
    while _comes(float(idle)) and (asked := receive(sys.stdin.buffer)) is not None:
        head, body = asked
        wind_up(head["seconds"])
        try:
            for told, picture in reader.answer(head, body):
                send(out, told, picture)
                wind_up(head["seconds"])
            send(out, {"done": True})
        except MemoryError:
            send(out, {"limit": "memory"})


def _comes(idle: float) -> bool:
    """Whether a message comes in time; one at a time is asked, so nothing waits in Python's own buffer."""
    return not idle or bool(select.select([sys.stdin], [], [], idle)[0])


if __name__ == "__main__":
    main(*sys.argv[1:])
