"""Eight people of one office, each a plain HTTP client that reads pages and fills their forms."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
FIELD = re.compile(r'<input type="hidden" name="(_once|_seen)" value="([^"]*)"')
CASE = re.compile(r'href="/desk/cases/(\d{19})"')


class Client:
    """One browser. Every answer other than a page, a redirect or a lawful refusal is an error."""

    def __init__(self, root: str, username: str) -> None:
        self.root, self.username = root, username
        self.browser = build_opener(HTTPCookieProcessor(CookieJar()))
        self.dice = random.Random(username)
        self.errors: list[str] = []
        self.texts: list[str] = []
        self.notes: list[str] = []
        self.pages = 0
        #: How long each page took, in seconds, as its reader waited for it.
        self.times: list[float] = []

    def open(self, path: str, typed: dict[str, str] | None = None) -> str:
        request = Request(self.root + path, urlencode(typed).encode() if typed is not None else None)
        if typed is not None:
            request.add_header("Origin", self.root)
        self.pages += 1
        begun = time.monotonic()
        try:
            with self.browser.open(request, timeout=30) as answer:
                return str(answer.read().decode())
        except HTTPError as error:
            # 409 and 422 say what to change; 404 is a matter that a colleague has just given away.
            if error.code not in (404, 409, 422):
                self.errors.append(f"{self.username} {path}: {error.code}")
            return str(error.read().decode())
        except OSError as error:
            self.errors.append(f"{self.username} {path}: {error}")
            return ""
        finally:
            self.times.append(time.monotonic() - begun)

    def fill(self, path: str, **typed: str) -> str:
        page = self.open(path)
        token = TOKEN.search(page)
        return self.open(path, {**dict(FIELD.findall(page)), "csrfmiddlewaretoken": token[1], **typed}) if token else ""

    def sign_in(self) -> None:
        self.fill("/desk/login", username=self.username, password="huiyin-demo", next="/desk/")

    def some_case(self, path: str) -> str:
        found = CASE.findall(self.open(path))
        return self.dice.choice(found) if found else ""


def register(one: Client) -> None:
    """A letter typed from paper; its words must be in the record afterwards."""
    text = f"{one.username}登记的第{len(one.texts)}封信，灌溉渠被占了{one.dice.randrange(10**9)}米，请恢复。"
    answer = one.fill(
        "/desk/intake/letter", text=text, place="990121000000", received_at="2026-11-20", claims="1",
        name="陈大山", phone=f"132{one.dice.randrange(10**8):08}", follows="",
    )  # fmt: skip
    if "登记回执" in answer:
        one.texts.append(text)


def dispatch(one: Client) -> None:
    number = one.some_case("/desk/organ?shelf=sort")
    if number:
        one.fill(f"/desk/cases/{number}/acts/classify", **{"classes-1": "grievance.6"})
        one.fill(f"/desk/cases/{number}/acts/transfer", to_organ_typed="柳溪县水利局", reason="灌溉渠归县水利局管")


def handle(one: Client) -> None:
    number = one.some_case("/desk/")
    if number:
        one.fill(f"/desk/cases/{number}/acts/contact", way="电话", account=f"谈了{one.dice.randrange(10**9)}")
        together(one, number)


def together(one: Client, number: str) -> None:
    """What happens beside the record: who else is there, and a note to a colleague."""
    one.open(f"/desk/cases/{number}/presence")
    text = f"{one.username}记：第{len(one.texts)}次联系，约好{one.dice.randrange(10**6)}号面谈"
    if text in one.fill(f"/desk/cases/{number}/notes", text=text):
        one.notes.append(text)


LISTS = ("organ", "notifications", "approvals", "trouble", "figures", "search?q=%E7%81%8C%E6%BA%89%E6%B8%A0")


def look(one: Client) -> None:
    for path in LISTS:
        one.open(f"/desk/{path}")


def press(one: Client) -> None:
    for shelf in ("late", "silent", "denied", "pressed"):
        one.open(f"/desk/oversight?shelf={shelf}")


WORK: dict[str, Callable[[Client], None]] = {
    "wanglan": register, "linxiaoman": register, "chenhao": dispatch, "zhaoning": dispatch,
    "zhouping": look, "wuxia": press,
}  # fmt: skip


def work(one: Client, until: float) -> None:
    one.sign_in()
    act = WORK.get(one.username, handle)
    while time.monotonic() < until:
        act(one)
