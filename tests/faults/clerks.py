"""Clerks at their browsers during a trial: they write down what was acknowledged, and ask again when it was away."""

from __future__ import annotations

import random
import re
import threading
import time
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from tests.journeys.morning import FIELD, TOKEN

NUMBER = re.compile(r"/desk/cases/(\d{19})")
DONE = "登记回执"


@dataclass(slots=True)
class Ledger:
    """What was tried, and what was acknowledged to somebody."""

    tried: list[str] = field(default_factory=list)
    registered: list[str] = field(default_factory=list)
    contacted: list[str] = field(default_factory=list)
    away: int = 0


class Clerk:
    def __init__(self, root: str, username: str, seed: int, stop: threading.Event) -> None:
        self.root, self.username, self.stop = root, username, stop
        self.browser = build_opener(HTTPCookieProcessor(CookieJar()))
        self.dice, self.ledger = random.Random(f"{seed} {username}"), Ledger()

    def ask(self, path: str, typed: dict[str, str] | None = None) -> str:
        """The page, asked for until the site answers; the same request, key and all. Empty when told to stop."""
        while not self.stop.is_set():
            request = Request(self.root + path, urlencode(typed).encode() if typed is not None else None)
            request.add_header("Origin", self.root)
            try:
                with self.browser.open(request, timeout=30) as answer:
                    return f"{answer.url}\n{answer.read().decode()}"
            except HTTPError as error:
                if error.code < 500:
                    return f"{error.code}\n{error.read().decode()}"
            except OSError:
                pass
            self.ledger.away += 1
            time.sleep(0.2)
        return ""

    def fill(self, path: str, **typed: str) -> str:
        page = self.ask(path)
        token = TOKEN.search(page)
        if token is None:
            return ""
        return self.ask(path, {**dict(FIELD.findall(page)), "csrfmiddlewaretoken": token[1], **typed})

    def work(self) -> None:
        self.fill("/desk/login", username=self.username, password="huiyin-demo", next="/desk/")
        while not self.stop.is_set():
            self.register()

    def register(self) -> None:
        """A letter, and a call about it; both are in the ledger before they are sent."""
        text = f"{self.username}登记的第{len(self.ledger.tried)}件，渠被占了{self.dice.randrange(10**9)}米，请恢复。"
        self.ledger.tried.append(text)
        page = self.fill(
            "/desk/intake/letter", text=text, place="990121000000", received_at=time.strftime("%Y-%m-%d"), claims="1",
            name="陈大山", phone=f"132{self.dice.randrange(10**8):08}", follows="",
            email="chen@example.org", way="email",
        )  # fmt: skip
        if DONE not in page:
            return
        self.ledger.registered.append(text)
        number = NUMBER.search(page)
        if number is None:
            return
        account = f"{text[:12]}谈了{self.dice.randrange(10**9)}"
        self.ledger.tried.append(account)
        page = self.fill(f"/desk/cases/{number[1]}/acts/contact", way="电话", account=account)
        where = page.partition("\n")[0]
        if f"/desk/cases/{number[1]}" in where and "/acts/" not in where:
            self.ledger.contacted.append(account)
