"""Asking a gateway over HTTP (网关接口): one question, one answer, within a time limit, whatever comes back."""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from huiyin.channels.adapter import Result
from huiyin.store.mail import Became

WITHIN: Final = 15.0
MOST: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; ``status`` 0 says that nobody answered, and ``why`` what kind of silence it was."""

    status: int
    body: Any = None
    why: str = ""


class _Stay(HTTPRedirectHandler):
    """A gateway that sends us elsewhere would be given the message and its key there."""

    def redirect_request(self, *_: Any) -> None:
        return None


_OPENER: Final = build_opener(_Stay())


def ask(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Post and read; never raises for what the other side may do, and never repeats its words."""
    request = Request(url, body, dict(headers), method="POST")
    try:
        with _OPENER.open(request, timeout=WITHIN) as answer:
            return Answer(answer.status, _read(answer.read(MOST)))
    except HTTPError as fault:
        with fault:
            return Answer(fault.code, _read(fault.read(MOST)))
    except ssl.SSLError:
        return Answer(0, why="certificate")
    except (URLError, HTTPException, OSError, ValueError) as fault:
        reason = getattr(fault, "reason", fault)
        return Answer(0, why="timeout" if isinstance(reason, socket.timeout | TimeoutError) else type(reason).__name__)


def _read(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        return data.decode("utf-8", "replace")


def silent(answer: Answer) -> Result | None:
    """What it means when nobody answers, or the gateway itself is ill; ``None`` for an answer that says something."""
    if answer.status == 0:
        return Result(Became.AWAY, answer.why)
    if answer.status == 429 or answer.status >= 500:
        return Result(Became.AWAY, f"HTTP {answer.status}")
    if answer.status >= 400:
        # Not this message is refused but our key or address: what waits is sent when that is mended.
        return Result(Became.AWAY, f"HTTP {answer.status}")
    return None


def at(body: Any, path: str) -> Any:
    """What stands in an answer under ``data.0.id``; ``None`` if nothing does."""
    for name in filter(None, path.split(".")):
        if isinstance(body, Mapping):
            body = body.get(name)
        elif isinstance(body, list) and name.isdigit() and int(name) < len(body):
            body = body[int(name)]
        else:
            return None
    return body
