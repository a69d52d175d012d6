"""Every form that a walk through the pages meets, filled as a person would and sent as their browser does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import resolve

TOKEN = "csrfmiddlewaretoken"
#: Addresses differ by what they are about; forms do not.
ABOUT = re.compile(r"\d+|[0-9a-f]{64}")
WRITTEN = {"text", "tel", "email", "search", "textarea"}
SENT_ALONE = {"submit", "button", "reset", "image"}
PICKED = {"number": "1", "date": (date.today() + timedelta(days=10)).isoformat(), "time": "09:30"}
MOST_PAGES = 160
PASSWORD = "Geheim-7712"


@dataclass
class Filled:
    """A form of a page.

    :param typed: what a person wrote into it, by the names of its fields.
    :param marks: what the form carries for itself.
    :param chosen: what a person would pick: of a list the first that says something, every box ticked, a day ahead.
    """

    page: str
    action: str = ""
    typed: dict[str, str] = field(default_factory=dict)
    marks: dict[str, list[str]] = field(default_factory=dict)
    chosen: dict[str, list[str]] = field(default_factory=dict)
    method: str = "post"
    files: list[str] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)

    @property
    def kind(self) -> tuple[str, frozenset[str]]:
        names = frozenset(re.sub(r"\d+", "0", name) for name in (*self.typed, *self.files, *self.secrets))
        return resolve(urlsplit(self.action).path).view_name, names

    @property
    def body(self) -> dict[str, Any]:
        return {**self.marks, **self.typed, **dict.fromkeys(self.secrets, PASSWORD)}


class _Forms(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.forms, self.links = page, list[Filled](), list[str]()
        self._open: Filled | None = None
        self._list: list[str] | None = None
        self._by_id: dict[str, Filled] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.append(urljoin(self.page, given.get("href", "")))
        elif tag == "form":
            method = given.get("method", "get")
            self._open = Filled(self.page, urljoin(self.page, given.get("action", "")), method=method)
            self._by_id[given.get("id", "")] = self._open
            self.forms.append(self._open)
        elif tag == "option":
            if self._list == [] and given.get("value"):
                self._list.append(given["value"])
        elif given.get("name") and given["name"] != TOKEN:
            form = self._by_id.get(given["form"]) if "form" in given else self._open
            if form is not None:
                self._field(form, tag, given)

    def _field(self, form: Filled, tag: str, given: dict[str, str]) -> None:
        name, kind = given["name"], given.get("type", "text" if tag == "input" else tag)
        if kind == "file":
            form.files.append(name)
        elif kind == "password":
            form.secrets.append(name)
        elif kind in WRITTEN:
            form.typed[name] = f"写给“{name}”的话 <&> 第二句"
        elif kind == "hidden":
            form.marks.setdefault(name, []).append(given.get("value", ""))
        elif kind == "select":
            self._list = form.chosen.setdefault(name, [])
        elif kind == "checkbox" or (kind == "radio" and name not in form.chosen):
            form.chosen.setdefault(name, []).append(given.get("value", "on"))
        elif kind in PICKED:
            form.chosen[name] = [given.get("value") or PICKED[kind]]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._list = None


def read(page: str, content: bytes) -> _Forms:
    reader = _Forms(page)
    reader.feed(content.decode())
    return reader


def pages_from(browser: Client, start: Iterable[str], within: str, most: int) -> list[str]:
    """Addresses of one front that can be reached from these, the nearest first; one of each kind."""
    waiting, found = list(start), dict[str, str]()
    while waiting and len(found) < most:
        page = waiting.pop(0).partition("#")[0]
        if ABOUT.sub("0", page) in found:
            continue
        found[ABOUT.sub("0", page)] = page
        answer = browser.get(page)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            waiting += [each for each in read(page, answer.content).links if each.startswith(within)]
    return list(found.values())


def forms_from(
    browser: Client, start: Iterable[str], within: str, methods: Iterable[str] = ("post",)
) -> dict[Any, Filled]:
    """One of each kind of form, on the pages of one front that can be reached from these."""
    waiting, seen, found = list(start), set[str](), dict[Any, Filled]()
    while waiting and len(seen) < MOST_PAGES:
        page = waiting.pop(0)
        kind = ABOUT.sub("0", page.partition("#")[0])
        if kind in seen:
            continue
        seen.add(kind)
        answer = browser.get(page)
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        there = read(page, answer.content)
        for form in there.forms:
            if form.method in methods:
                found.setdefault(form.kind, form)
        waiting += [each for each in there.links if each.startswith(within)]
    return found


def send(browser: Client, form: Filled, *, status: int, csrfmiddlewaretoken: str = "", **environ: Any) -> Any:
    """Send it as a browser does from its page; with the token of another sign-in unless a good one is given."""
    files = {name: SimpleUploadedFile("合影.jpg", b"not read") for name in form.files}
    body = {**form.body, **files, TOKEN: csrfmiddlewaretoken or "x" * 64}
    told = {"HTTP_REFERER": f"http://testserver{form.page}", "HTTP_ORIGIN": "http://testserver"}
    answer = browser.post(form.action, body, **told, **environ)
    assert answer.status_code == status, f"{form.page} → {form.action}: {answer.status_code}"
    return answer


def missing(answer: Any, form: Filled) -> list[str]:
    """What of the typed words does not stand in a field of the answer."""
    return [name for name in form.typed if name not in given_back(answer.content, form)]


def given_back(content: bytes, form: Filled) -> list[str]:
    """What of the typed words stands in a field of the page."""
    back = _Values()
    back.feed(content.decode())
    return [name for name, words in form.typed.items() if words in back.values.get(name, [])]


class _Values(HTMLParser):
    """The value of every field of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "textarea":
            self._text = given.get("name", "")
            self.values.setdefault(self._text, []).append("")
        elif tag == "input":
            self.values.setdefault(given.get("name", ""), []).append(given.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._text:
            self.values[self._text][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text:
            self.values[self._text][-1] = self.values[self._text][-1].removeprefix("\n")
            self._text = ""
