"""Live update: a line says one word, to whom it concerns, as long as they may hear it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from huiyin.desk.heard import ASKED
from huiyin.house import live
from tests.city import organ
from tests.desk.life import Life, begin, report_on
from tests.desk.staff import Desk

pytestmark = pytest.mark.django_db


def hears(username: str, **asked: list[int]) -> bool:
    answer = Desk(username).browser.get("/desk/live", **{ASKED: asked})
    return bool(json.loads(answer.content)["changed"])


def test_whoever_has_a_matter_or_whose_organ_has_it_hears_of_it(letter: Life) -> None:
    assert hears("chenhao", matter=[letter.id]) and hears("zhaoning", matter=[letter.id])


def test_what_went_to_another_organ_is_heard_at_both(letter: Life) -> None:
    letter.transferred()
    assert hears("chenhao", matter=[letter.id]) and hears("qianwei", matter=[begin().id]) is False


def test_the_accused_hear_nothing_of_a_report() -> None:
    report = report_on("lx-slj")
    assert not hears("qianwei", matter=[report.id]) and hears("chenhao", matter=[report.id])


def test_what_is_nobodys_is_silence() -> None:
    assert not hears("chenhao") and not hears("chenhao", matter=[1], nothing=[1], order=[1])


def test_no_header_asks_as_the_web_server_does(letter: Life) -> None:
    answer = Desk("chenhao").browser.get("/desk/live", HTTP_HUIYIN_LIVE=json.dumps({"matter": [letter.id]}))
    assert (answer.status_code, answer.content) == (204, b"")


def test_whoever_listens_is_not_kept_awake(letter: Life) -> None:
    assert live.told(matter=[1])["HTTP_X_BY_ITSELF"]


def test_a_page_asks_whether_its_matter_went_on_and_is_told_nothing_else(letter: Life) -> None:
    chen, page = Desk("chenhao"), Desk("chenhao").open(letter.url).content.decode()
    asked = page.split('data-live-ask="')[1].split('"')[0]
    assert chen.open(asked).status_code == 204
    letter.do("transfer", "chenhao", to_organ=organ("lx-slj"), reason="水渠归县水利局管")
    assert (chen.open(asked).status_code, chen.open(asked).content) == (200, b"")


# The line itself ----------------------------------------------------------------------------------------------------


class Browser:
    """One that listens, and what it heard."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.status = 0
        self.gone = asyncio.Event()

    def response_stream(self, status: int, headers: Any) -> Browser:
        self.status = status
        return self

    def response_empty(self, status: int, headers: Any) -> None:
        self.status = status

    async def send_bytes(self, said: bytes) -> None:
        self.heard.append(said)

    async def client_disconnect(self) -> None:
        await self.gone.wait()


def listening(
    monkeypatch: pytest.MonkeyPatch, answers: list[tuple[int, bytes]], seconds: float = 1.0, beat: float = 0.05
) -> Browser:
    """A browser whose line is held while Django answers so, one answer after the other and then the last again."""
    monkeypatch.setattr(live, "LOOK", 0.02)
    monkeypatch.setattr(live, "BEAT", beat)
    monkeypatch.setattr(live, "PAUSE", 0.0)
    left, looked = list(answers), [[(1, "matter", 7)], [(1, "matter", 7), (2, "matter", 8)]]
    monkeypatch.setattr(live, "_entries", lambda: looked.pop(0) if len(looked) > 1 else looked[0])

    async def listen() -> Browser:
        browser = Browser()
        held = asyncio.create_task(live.Lines().hold(browser, lambda told: left.pop(0) if len(left) > 1 else left[0]))
        await asyncio.wait((held,), timeout=seconds)
        browser.gone.set()
        await asyncio.wait_for(held, 2)
        return browser

    return asyncio.run(listen())


def said(person: int = 1, changed: bool = False) -> tuple[int, bytes]:
    return 200, json.dumps({"person": person, "changed": changed}).encode()


def test_what_concerns_somebody_is_one_word(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = listening(monkeypatch, [said(), said(changed=True), (302, b"")])
    assert browser.heard[1:] == [b"event: changed\ndata: changed\n\n", b"event: end\ndata: end\n\n"]


def test_what_concerns_nobody_here_is_a_heartbeat(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = listening(monkeypatch, [said()], 0.3)
    assert browser.status == 200 and set(browser.heard[1:]) == {b": \n\n"}


def test_what_concerns_nobody_here_is_told_by_no_heartbeat_either(monkeypatch: pytest.MonkeyPatch) -> None:
    assert listening(monkeypatch, [said()], 0.3, beat=30).heard == [b"retry: 8000\n\n"]


def test_whoever_is_not_signed_in_holds_no_line(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = listening(monkeypatch, [(302, b"")])
    assert (browser.status, browser.heard) == (204, [])


def test_a_line_ends_when_somebody_else_signs_in_by_the_same_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    assert listening(monkeypatch, [said(1), said(2, True)]).heard[-1].startswith(b"event: end")


def test_one_person_holds_only_so_many_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "MOST_OF_ONE", 0)
    assert listening(monkeypatch, [said()]).status == 204
