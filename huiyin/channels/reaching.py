"""Whether the host of an address answers at all (连通): the first thing a check can say without sending anything."""

from __future__ import annotations

import socket
import ssl
from typing import Final
from urllib.parse import urlsplit

from huiyin.channels.adapter import Looked
from huiyin.law.words import P

WITHIN: Final = 10.0


def reachable(url: str) -> Looked:
    """Open and close a line to the host, encrypted where it will be."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        with socket.create_connection((parts.hostname or "", port), WITHIN) as line:
            if parts.scheme == "https":
                ssl.create_default_context().wrap_socket(line, server_hostname=parts.hostname).close()
    except ssl.SSLCertVerificationError:
        return Looked(
            False, P("{host} 的证书不对，发出去的会被别人看到，所以不发。", host=parts.hostname),
            P("请核对 url；是单位自己的证书，请机房把签发它的根证书装到这台机器上。"),
        )  # fmt: skip
    except OSError:
        return Looked(
            False, P("{host} 的 {port} 端口连不上。", host=parts.hostname, port=port),
            P("请核对 url，看网络和防火墙是否放行；会自己再试。"),
        )  # fmt: skip
    return Looked(True, P("{host} 能连上。", host=parts.hostname))
