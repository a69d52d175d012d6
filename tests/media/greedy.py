"""A reader that does whatever it is asked to, as a decoder might with a file made for it."""

from __future__ import annotations

import ctypes
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def answer(asked: dict[str, Any], data: bytes) -> Iterator[tuple[dict[str, Any], bytes]]:
    match asked["do"]:
        case "echo":
            yield {"heard": True}, data
        case "eat":
            yield {"size_of": len(bytearray(8 * 1024**3))}, b""
        case "spin":
            while True:
                pass
        case "sleep":
            time.sleep(60)
        case "crash":
            ctypes.string_at(0)
        case "write":
            Path(data.decode()).write_bytes(bytes(64 * 1024**2))
        case "environment":
            yield {"names": sorted(os.environ)}, b""
