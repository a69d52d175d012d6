"""What settings of several adapters look like."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

#: Hosts that are this machine: only there nothing needs to be encrypted.
HERE = ("127.0.0.1", "localhost", "::1")


def address(value: Any) -> str:
    """Where a gateway is asked: https, or http on this machine."""
    url = urlsplit(str(value))
    if url.scheme not in ("https", "http") or not url.hostname or (url.scheme == "http" and url.hostname not in HERE):
        raise ValueError(value)
    return str(value)


def words(value: Any) -> str:
    return str(value).strip()


def pairs(value: Any) -> dict[str, Any]:
    """A mapping; empty for nothing."""
    if value in ("", None):
        return {}
    if not isinstance(value, dict):
        raise ValueError(value)
    return {str(key): each for key, each in value.items()}


def whole(value: Any) -> int:
    found = int(str(value) or 0)
    if not 0 <= found <= 1_000_000:
        raise ValueError(value)
    return found


def yes_or_no(value: Any) -> bool:
    return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[str(value).lower()]
