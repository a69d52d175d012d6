"""One question to the language model that the office has named, within a time and a size; to no other address.

The address stands in the settings and nowhere else: nothing that anybody writes, and nothing that the model answers,
says where to connect. Its name is looked up once, every address behind it must lie inside (a loop or a private
network), and the connection goes to that very address. Nobody is followed elsewhere, and no proxy is asked.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import socket
import ssl
import threading
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings

#: For the whole answer; whoever waits sees a page by then.
SECONDS: Final = 25.0
#: Of what is sent, in characters, and of what is read, in bytes.
LONGEST_QUESTION: Final = 6000
LONGEST_ANSWER: Final = 256 * 1024
MOST_TOKENS: Final = 600
_PORTION: Final = 8192
#: One question at a time: a model on the office's own machine answers no faster when several ask.
_turn = threading.Lock()


class Silent(Exception):
    """There is no answer; the message says why, and never repeats what came back."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where the model is: its name as it was given, and the address inside behind that name."""

    scheme: str
    host: str
    port: int
    path: str
    address: str


def is_on() -> bool:
    """Whether the office uses a model at all."""
    return bool(settings.HUIYIN_LANGUAGE_MODEL)


def ask(orders: str, text: str, seconds: float = SECONDS) -> str:
    """What the model answers to ``text`` under ``orders``.

    :raises Silent: there is none, it took too long, it said too much, or what came back is no answer.
    """
    if not is_on():
        raise Silent("no model is configured")
    if not _turn.acquire(timeout=1):
        raise Silent("another question is being answered")
    try:
        return _said(_posted(_body(orders, text[:LONGEST_QUESTION]), seconds))
    except (OSError, http.client.HTTPException) as fault:
        raise Silent(f"no answer ({type(fault).__name__})") from None
    finally:
        _turn.release()


def _body(orders: str, text: str) -> bytes:
    asked = {
        "model": settings.HUIYIN_LANGUAGE_MODEL_NAME, "temperature": 0, "max_tokens": MOST_TOKENS, "stream": False,
        "messages": [{"role": "system", "content": orders}, {"role": "user", "content": text}],
    }  # fmt: skip
    return json.dumps(asked, ensure_ascii=False).encode()


def target_of(url: str) -> Target:
    """:raises Silent: the name is not found, or leads out of the house."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise Silent("the model's address was not found") from None
    if not found or not all(map(_lies_inside, found)):
        raise Silent("the model's address lies outside")
    return Target(parts.scheme, host, port, f"{parts.path.rstrip('/')}/chat/completions", found[0])


def _lies_inside(text: str) -> bool:
    address: Any = ipaddress.ip_address(text.partition("%")[0])
    address = getattr(address, "ipv4_mapped", None) or address
    usable = not (address.is_link_local or address.is_multicast or address.is_unspecified)
    return usable and bool(address.is_loopback or address.is_private)


def _posted(body: bytes, seconds: float) -> bytes:
    until, target = monotonic() + seconds, target_of(settings.HUIYIN_LANGUAGE_MODEL)
    line = _Line(target, seconds)
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if settings.HUIYIN_LANGUAGE_MODEL_KEY:
        headers["Authorization"] = f"Bearer {settings.HUIYIN_LANGUAGE_MODEL_KEY}"
    try:
        line.request("POST", target.path, body=body, headers=headers)
        line.sock.settimeout(max(0.1, until - monotonic()))
        answer = line.getresponse()
        if answer.status != 200:
            raise Silent(f"it answered {answer.status}")
        return _read(line, answer, until)
    finally:
        line.close()


def _read(line: _Line, answer: http.client.HTTPResponse, until: float) -> bytes:
    """All of it, as long as there is time and it stays short: a slow line may not hold a page for ever."""
    found = b""
    while True:
        left = until - monotonic()
        if left <= 0:
            raise Silent("it took too long")
        if line.sock is not None:
            line.sock.settimeout(left)
        portion = answer.read1(_PORTION)
        if not portion:
            return found
        found += portion
        if len(found) > LONGEST_ANSWER:
            raise Silent("it said too much")


def _said(data: bytes) -> str:
    try:
        words = json.loads(data)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        raise Silent("what came back is no answer") from None
    if not isinstance(words, str) or not words.strip():
        raise Silent("what came back is no answer")
    return words


class _Line(http.client.HTTPConnection):
    """Speaks to the checked address and calls it by its name."""

    def __init__(self, target: Target, seconds: float) -> None:
        super().__init__(target.host, target.port, timeout=seconds)
        self.target = target

    def connect(self) -> None:
        found = socket.create_connection((self.target.address, self.target.port), self.timeout)
        secure = self.target.scheme == "https"
        self.sock = ssl.create_default_context().wrap_socket(found, server_hostname=self.host) if secure else found
