"""What a request says of where it came from, and how much of it is believed (可信的代理).

As many proxies stand in front as HUIYIN_PROXIES says; each adds what it saw at the end of ``X-Forwarded-For``. So only
so many entries from the end are somebody's word, and whatever stands before them the sender may have invented. Names
with an underscore would become the same variable as those with a hyphen, and are no names that browsers send: dropped.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

FOR: Final = "x-forwarded-for"
PROTO: Final = "x-forwarded-proto"
#: What proxies tell; read here and nowhere else, and never handed on.
TOLD: Final = frozenset(
    {FOR, PROTO, "forwarded", "x-real-ip", "x-forwarded-host", "x-forwarded-port", "x-forwarded-server"}
)
#: Said twice, two programs on the way may each believe another one.
ONCE: Final = frozenset(
    {"host", "content-length", "content-type", "transfer-encoding", "authorization", "origin", "referer", PROTO}
)


class Contradictory(ValueError):
    """A request that says two things where only one can be true."""


class Seen(NamedTuple):
    """Where a request came from, and whether the visitor's own line was encrypted."""

    address: str
    scheme: str


#: Stands for the value of a header that is there and cannot be read, for it has bytes beyond ASCII: were it passed
#: over, a client's key would be none, and what it sends twice would count twice.
UNREADABLE: Final = "\ufffd"


def headers_of(names: Iterable[str], all_of: Callable[[str], list[str]]) -> dict[str, str]:
    """Each header once, as Django is to see it.

    :raises Contradictory: one that may stand once stands twice, or a length is told beside chunks.
    """
    known = dict.fromkeys(name.lower() for name in names if "_" not in name)
    found = {name: all_of(name) or [UNREADABLE] for name in known}
    if any(len(values) > 1 for name, values in found.items() if name in ONCE):
        raise Contradictory
    if "content-length" in found and "transfer-encoding" in found:
        raise Contradictory
    return {name: ("; " if name == "cookie" else ", ").join(values) for name, values in found.items()}


def seen(headers: dict[str, str], peer: str, scheme: str, hops: int) -> Seen:
    """What is believed.

    :param peer: the address at the other end of our own line, ``scheme`` how that line speaks.
    :param hops: how many proxies of ours stand between the visitor and us.
    """
    if not hops:
        return Seen(peer, scheme)
    entries = [each.strip() for each in headers.get(FOR, "").split(",") if each.strip()]
    address = _plain(entries[-hops]) if len(entries) >= hops else ""
    told = headers.get(PROTO, "").strip().lower()
    return Seen(address or peer, told if told in ("http", "https") else scheme)


def _plain(entry: str) -> str:
    """An address without the port that some proxies add; nothing if it is none."""
    bare = entry[1 : entry.index("]")] if entry.startswith("[") and "]" in entry else entry
    if bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        return ""
