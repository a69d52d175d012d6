"""The reading process (识字进程): files come in, pages go out, nothing is written and nothing is asked of a network.

``python -m huiyin.channels.letters.child``. A process of its own, because what strangers send may make a decoder crash
or eat memory: it ends alone. It knows no Django, no database and no key. Each message is a line of JSON with ``size``,
followed by so many bytes.

In: ``{media_type, size}`` and the file. Out: for each page ``{page, of, width, height, turned, skew, lines, size}`` and
its JPEG, then ``{done, seconds}`` or ``{fault}``.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Final

ADDRESS_SPACE: Final = 3 * 1024**3
"""Bytes the process may map: a bomb ends here. A hundred letters, photos of 13 megapixels among them, used 504 MB."""
_QUALITY: Final = 72


def send(to: BinaryIO, head: dict[str, Any], body: bytes = b"") -> None:
    """One message."""
    to.write(json.dumps({**head, "size": len(body)}, ensure_ascii=False).encode() + b"\n" + body)
    to.flush()


def main() -> None:
    """Serve until the worker closes the pipe or dies, which is the same."""
    with suppress(ValueError, OSError):  # macOS knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    os.nice(5)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not break the messages
    try:
        from huiyin.channels.letters import reading_pages  # slow to load, and may not be installed
    except ImportError:
        send(out, {"fault": "absent"})
        return
    send(out, {"ready": True})
    while head := sys.stdin.buffer.readline():
        asked = json.loads(head)
        _answer(out, reading_pages, asked["media_type"], sys.stdin.buffer.read(asked["size"]))


def _answer(out: BinaryIO, reading_pages: Any, media_type: str, data: bytes) -> None:
    began = time.process_time()
    try:
        for head, picture in reading_pages.read(media_type, data, quality=_QUALITY):
            send(out, head, picture)
    except reading_pages.NotReadable as no:
        send(out, {"fault": no.fault.value})
        return
    send(out, {"done": True, "seconds": round(time.process_time() - began, 2), "memory": _memory()})


def _memory() -> int:
    """The most this process ever had in memory, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage says there counts the parent as it was before this program was started
        return next(int(line.split()[1]) // 1024 for line in status.read_text().splitlines() if "VmHWM" in line)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
