"""The process apart: ``python -m huiyin.media.apart.child MODULE MEMORY``. It knows no Django, no database and no key.

``MODULE.answer(head, body)`` yields messages for each message that comes in. Nothing is written and nothing is asked of
a network; whatever a library prints must not break the messages.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

from huiyin.media.apart.limits import apply, wind_up
from huiyin.media.apart.messages import receive, send


def main(module: str, memory: str) -> None:
    """Serve until the parent closes the pipe or dies, which is the same."""
    apply(int(memory))
    os.nice(5)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        reader = import_module(module)
    except ImportError:
        send(out, {"absent": True})
        return
    send(out, {"ready": True})
    while (asked := receive(sys.stdin.buffer)) is not None:
        head, body = asked
        wind_up(head["seconds"])
        try:
            for told, picture in reader.answer(head, body):
                send(out, told, picture)
                wind_up(head["seconds"])
            send(out, {"done": True})
        except MemoryError:
            send(out, {"limit": "memory"})


if __name__ == "__main__":
    main(*sys.argv[1:])
