"""Asking a gateway over HTTP (网关接口): one question, one answer, within a time limit, whatever comes back."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.request import HTTPHandler, HTTPRedirectHandler, HTTPSHandler, Request, build_opener

from huiyin.channels.adapter import Result
from huiyin.store.lines import Within
from huiyin.store.mail import Became

#: For one wait, and for the whole of it.
WAIT: Final = 15.0
WITHIN: Final = 30.0
MOST: Final = 64 * 1024
_within: ContextVar[Within] = ContextVar("_within")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; ``status`` 0 says that nobody answered, and ``why`` what kind of silence it was."""

    status: int
    body: Any = None
    why: str = ""


def _opened(*where: Any) -> socket.socket:
    found = socket.create_connection(*where)
    _within.get().follow(found)
    return found


class _Line(http.client.HTTPConnection):
    """Followed from its first moment, before a proxy or the encryption is asked for anything."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._create_connection = _opened


class _Encrypted(_Line, http.client.HTTPSConnection):
    """The same, encrypted."""


class _Stay(HTTPRedirectHandler):
    """A gateway that sends us elsewhere would be given the message and its key there."""

    def redirect_request(self, *_: Any) -> None:
        return None


class _Followed(HTTPHandler):
    def http_open(self, request: Request) -> http.client.HTTPResponse:
        return self.do_open(_Line, request)


class _FollowedEncrypted(HTTPSHandler):
    def https_open(self, request: Request) -> http.client.HTTPResponse:
        return self.do_open(_Encrypted, request)


_OPENER: Final = build_opener(_Stay(), _Followed(), _FollowedEncrypted())


def posted(request: Request, most: int, wait: float = WAIT, within: float = WITHIN) -> tuple[int, bytes]:
    """The status of what was answered, and as much of it as is read; in this time, or not at all.

    :raises OSError, HTTPException, ValueError: nobody answered as a web server does.
    """
    with Within(within) as limit:
        token = _within.set(limit)
        try:
            with _OPENER.open(request, timeout=wait) as answer:
                return answer.status, answer.read(most)
        except HTTPError as fault:
            with fault:
                return fault.code, fault.read(most)
        finally:
            _within.reset(token)


def ask(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Post and read; never raises for what the other side may do, and never repeats its words."""
    request = Request(url, body, dict(headers), method="POST")
    try:
        status, said = posted(request, MOST)
        return Answer(status, _read(said))
    except (URLError, HTTPException, OSError, ValueError) as fault:
        return Answer(0, why=_silence(getattr(fault, "reason", fault)))


def _silence(fault: object) -> str:
    if isinstance(fault, ssl.SSLCertVerificationError):
        return "certificate"
    return "timeout" if isinstance(fault, TimeoutError) else type(fault).__name__


def _read(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        return data.decode("utf-8", "replace")


def silent(answer: Answer) -> Result | None:
    """What it means when nobody answers, or the gateway itself is ill; ``None`` for an answer that says something."""
    if answer.status == 0:
        return Result(Became.AWAY, answer.why)
    if not 200 <= answer.status < 300:
        # Not this message is refused but our key or address, or they are ill: what waits is sent when that is mended.
        # Whoever sends us elsewhere has taken nothing either.
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
