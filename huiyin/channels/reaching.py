"""Whether the host of an address answers at all (连通): the first thing a check can say without sending anything."""

from __future__ import annotations

import socket
from typing import Final
from urllib.parse import urlsplit

from huiyin.channels.adapter import Looked
from huiyin.law.words import P

WITHIN: Final = 10.0


def reachable(url: str) -> Looked:
    """Open and close a line to the host."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        socket.create_connection((parts.hostname or "", port), WITHIN).close()
    except OSError:
        return Looked(
            False, P("{host} 的 {port} 端口连不上。", host=parts.hostname, port=port),
            P("请核对 url，看网络和防火墙是否放行；会自己再试。"),
        )  # fmt: skip
    return Looked(True, P("{host} 能连上。", host=parts.hostname))
