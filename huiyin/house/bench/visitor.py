"""Somebody at a browser: one kept-alive connection, cookies, and forms sent with their token. Needs no Django.

It shares the machine with what it measures, so it does as little as a browser can: bytes out, bytes in.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from secrets import token_hex
from typing import Protocol
from urllib.parse import urlencode

TOKEN = "csrftoken"
#: What a page says once; whoever sends form after form without opening a page must not drag it along.
SAID = "messages"
FORM = "application/x-www-form-urlencoded"
PATIENCE = 10.0
LONGEST = 60.0
PORTION = 65_536


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; ``location`` is where a redirect leads."""

    status: int
    text: str
    location: str


class Visitor(Protocol):
    """Whoever can ask for pages: over HTTP, or inside this process to count statements."""

    def get(self, path: str) -> Answer: ...

    def post(self, path: str, fields: Mapping[str, str]) -> Answer: ...

    def close(self) -> None: ...


class Unexpected(Exception):
    """The site did not answer as it does to a person who does everything right."""


class Browser:
    """A visitor over HTTP."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._line: socket.socket | None = None
        # The site compares form and cookie, whoever drew the token.
        self._cookies: dict[str, str] = {TOKEN: token_hex(16)}
        self._asked_at = 0.0

    def get(self, path: str) -> Answer:
        return self._ask(f"GET {path} HTTP/1.1\r\n", b"")

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        body = urlencode({**fields, "csrfmiddlewaretoken": self._cookies[TOKEN]}).encode()
        form = f"Content-Type: {FORM}\r\nContent-Length: {len(body)}\r\n"
        return self._ask(f"POST {path} HTTP/1.1\r\n{form}", body)

    def close(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def _ask(self, head: str, body: bytes) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        line = self._open()
        line.sendall(f"{head}Host: 127.0.0.1\r\nCookie: {cookies}\r\n\r\n".encode() + body)
        headers, text = _read(line)
        location = ""
        for header in headers[1:]:
            name, _, value = header.partition(": ")
            if name == "set-cookie":
                self._keep(value)
            elif name == "location":
                location = value
        return Answer(int(headers[0].split(" ", 2)[1]), text, location)

    def _open(self) -> socket.socket:
        if time.monotonic() - self._asked_at > PATIENCE:
            self.close()  # the server may have hung up
        self._asked_at = time.monotonic()
        if self._line is None:
            self._line = socket.create_connection(("127.0.0.1", self._port), timeout=LONGEST)
            self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._line

    def _keep(self, cookie: str) -> None:
        name, _, value = cookie.strip().partition(";")[0].partition("=")
        if name != SAID:
            self._cookies[name] = value


def _read(line: socket.socket) -> tuple[list[str], str]:
    """Header lines, names in small letters as granian writes them, and the body, whose length it always tells."""
    got = b""
    while (end := got.find(b"\r\n\r\n")) < 0:
        got += _more(line)
    headers = got[:end].decode("latin-1").split("\r\n")
    length = next((int(each[16:]) for each in headers if each.startswith("content-length: ")), 0)
    parts, missing = [got[end + 4 :]], length - (len(got) - end - 4)
    while missing > 0:
        parts.append(_more(line))
        missing -= len(parts[-1])
    return headers, b"".join(parts).decode()


def _more(line: socket.socket) -> bytes:
    got = line.recv(PORTION)
    if not got:
        raise Unexpected("The site hung up in the middle of an answer.")
    return got


def sign_in(visitor: Visitor, username: str, password: str) -> None:
    """Through the form, as everybody does."""
    visitor.get("/desk/login")
    done(visitor.post("/desk/login", {"username": username, "password": password}))


def done(answer: Answer) -> str:
    """Where a form that was accepted leads."""
    if answer.status not in (302, 303):
        raise Unexpected(f"{answer.status} instead of a redirect: {_gist(answer.text)}")
    return answer.location


def seen(answer: Answer) -> str:
    """The text of a page that was shown."""
    if answer.status != 200:
        raise Unexpected(f"{answer.status} instead of a page: {_gist(answer.text)}")
    return answer.text


def _gist(page: str) -> str:
    """The part of a page that may say what went wrong."""
    at = max(page.find('class="refusal'), page.find('class="error'), 0)
    return " ".join(page[at : at + 600].split())
