"""What goes through the pipe: a line of JSON with ``size``, then so many bytes."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

Message = tuple[dict[str, Any], bytes]


def send(to: BinaryIO, head: dict[str, Any], body: bytes | memoryview = b"") -> None:
    """One message."""
    to.write(json.dumps({**head, "size": len(body)}, ensure_ascii=False).encode() + b"\n")
    to.write(body)
    to.flush()


def receive(of: BinaryIO) -> Message | None:
    """The next message; ``None`` once the other end is closed."""
    line = of.readline()
    if not line:
        return None
    head = json.loads(line)
    return head, of.read(head["size"])
