"""One request to a stranger's server: only to addresses that were checked, and to the very one that was.

A name is looked up once; every address it has must be allowed, and the connection goes to one of these, whatever the
name says a moment later (DNS rebinding). Nobody is followed elsewhere: an answer that redirects is a failure.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

from huiyin.store.lines import Within

SECONDS: Final = 10.0
#: The whole of it, however slowly the other side speaks.
WITHIN: Final = 20.0
LONGEST_ANSWER: Final = 4096
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Forbidden(Exception):
    """The address may not be spoken to; the message says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to connect: a name and port as they were given, and the checked address behind the name."""

    scheme: str
    host: str
    port: int
    path: str
    address: str


def target_of(url: str) -> Target:
    """:raises Forbidden: not HTTPS, no such host, or one of its addresses is inside."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise Forbidden("this is no address of a web server") from None
    if parts.scheme != "https" and not (parts.scheme == "http" and settings.HUIYIN_MODE != "production"):
        raise Forbidden("only https is spoken")
    if not parts.hostname or parts.username or parts.password or parts.fragment:
        raise Forbidden("this is no address of a web server")
    path = parts.path or "/"
    return Target(
        parts.scheme, parts.hostname, port, f"{path}?{parts.query}" if parts.query else path,
        _checked(parts.hostname, port),
    )  # fmt: skip


def _checked(host: str, port: int) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Forbidden("the name of the server was not found") from None
    addresses = [str(each[4][0]) for each in found]
    if not addresses or not all(_is_allowed(each) for each in addresses):
        raise Forbidden("the server stands inside; its network is not in HUIYIN_HOOK_NETWORKS")
    return addresses[0]


def _is_allowed(text: str) -> bool:
    address: Address = ipaddress.ip_address(text.partition("%")[0])
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    address = inner or address
    if any(address in network for network in networks() if network.version == address.version):
        return True
    return address.is_global and not address.is_multicast


def networks() -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """Networks inside that an administrator has opened; government networks have private addresses."""
    return [ipaddress.ip_network(each) for each in settings.HUIYIN_HOOK_NETWORKS]


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """Send it, and say with which status it was answered.

    :raises Forbidden: the address may not be spoken to.
    :raises OSError, http.client.HTTPException: the line, or what came over it.
    """
    target = target_of(url)
    with Within(WITHIN) as within:
        line = (_Https if target.scheme == "https" else _Http)(target, within)
        try:
            line.request("POST", target.path, body=body, headers=headers)
            answer = line.getresponse()
            answer.read(LONGEST_ANSWER)
            return answer.status
        finally:
            line.close()


class _Http(http.client.HTTPConnection):
    """Speaks to the checked address and calls it by its name."""

    def __init__(self, target: Target, within: Within) -> None:
        super().__init__(target.host, target.port, timeout=SECONDS)
        self.target, self.within = target, within

    def connect(self) -> None:
        self.sock = socket.create_connection((self.target.address, self.target.port), SECONDS)
        self.within.follow(self.sock)


class _Https(_Http):
    def connect(self) -> None:
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.target.host)
