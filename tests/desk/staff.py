"""A member of staff at the browser: opens pages, fills forms as a browser would, reads the words."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.people.models import Person

#: A response of the test client, which carries more than Django declares.
Answer = Any
Values = dict[str, list[str]]
REGISTERS = re.compile(r"/desk/(intake|letters/read)/")


class Desk:
    def __init__(self, username: str, language: str = "") -> None:
        self.browser = Client()
        self.browser.force_login(Person.objects.get(username=username))
        if language:
            self.browser.cookies["django_language"] = language

    def open(self, url: str) -> Answer:
        return self.browser.get(url)

    def fill(self, url: str, /, **typed: Any) -> Answer:
        """Open a form, type, and send it."""
        return self.send(url, form_on(self.open(url)), **typed)

    def send(self, url: str, form: Mapping[str, Any], /, **typed: Any) -> Answer:
        """Whoever registers without a name says so by themselves here; that it is asked, has tests of its own."""
        said = {"nameless": "1"} if REGISTERS.search(url) else {}
        return self.browser.post(url, {**form, **said, **typed})

    def act(self, number: str, act: str, /, **typed: Any) -> Answer:
        return self.fill(f"/desk/cases/{number}/acts/{act}", **typed)


def words(answer: Answer) -> str:
    """What the main part of a page says, without markup."""
    whole = answer.content.decode()
    main = whole[whole.index("<main") : whole.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def form_on(answer: Answer) -> Values:
    """The fields of the page's big form, as a browser would send them back."""
    reader = _Reader()
    reader.feed(answer.content.decode())
    return reader.values


class _Reader(HTMLParser):
    """Collects the fields of the one form that has a ``_once``."""

    def __init__(self) -> None:
        super().__init__()
        self.values: Values = {}
        self._form: Values = {}
        self._text: str | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self._form = {}
        elif tag == "input" and name and self._sent(given):
            self._form.setdefault(name, []).append(given.get("value", ""))
        elif tag == "textarea":
            self._text, self._form[name] = name, [""]
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in given or self._select not in self._form):
            self._form[self._select] = [given.get("value", "")]

    @staticmethod
    def _sent(given: Mapping[str, str]) -> bool:
        kind = given.get("type", "text")
        return kind not in ("submit", "file") and (kind not in ("radio", "checkbox") or "checked" in given)

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._form[self._text][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text is not None:
            self._form[self._text][0] = self._form[self._text][0].removeprefix("\n")
            self._text = None
        elif tag == "select":
            self._select = ""
        elif tag == "form" and "_once" in self._form:
            self.values = self._form


def asked(clerk: Desk, url: str) -> int:
    """How many questions a page puts to the database, but for the stamps, which only tests ask for every time."""
    clerk.open(url)
    with CaptureQueriesContext(connection) as queries:
        clerk.open(url)
    return sum("referencestamp" not in query["sql"] for query in queries.captured_queries)
