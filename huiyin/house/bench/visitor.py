"""Somebody at a browser: one kept-alive connection, cookies, and forms sent with their token. Needs no Django."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Protocol
from urllib.parse import urlencode

TOKEN = "csrftoken"
FORM = "application/x-www-form-urlencoded"
PATIENCE = 10.0


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


class Unexpected(Exception):
    """The site did not answer as it does to a person who does everything right."""


class Browser:
    """A visitor over HTTP."""

    def __init__(self, port: int) -> None:
        self._line = HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies: dict[str, str] = {}
        self._asked_at = 0.0

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None, {})

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        body = urlencode({**fields, "csrfmiddlewaretoken": self._cookies.get(TOKEN, "")})
        return self._ask("POST", path, body, {"Content-Type": FORM})

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        if time.monotonic() - self._asked_at > PATIENCE:
            self._line.close()  # the server may have hung up; the line opens itself again
        self._asked_at = time.monotonic()
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        self._line.request(method, path, body, {**headers, "Cookie": cookies})
        response = self._line.getresponse()
        text = response.read().decode()
        for header in response.headers.get_all("Set-Cookie", []):
            name, _, value = header.partition(";")[0].partition("=")
            self._cookies[name] = value
        return Answer(response.status, text, response.headers.get("Location", ""))


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
