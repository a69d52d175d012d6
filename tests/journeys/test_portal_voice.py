"""Telling it by voice and having it read aloud.

Neither a recogniser nor a voice is on a test machine: both are put in place of the browser's own, in the browser. What
is tried is what our pages do with them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.axe import SMALL, faults
from tests.journeys.visitor import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

_EAR = """window.SpeechRecognition = window.webkitSpeechRecognition = class {
  start() { window.ear = this; this.started = true; }
  stop() { this.onend?.(); }
  hear(words, isFinal) {
    const one = [{ transcript: words }]; one.isFinal = isFinal;
    this.onresult({ resultIndex: 0, results: [one] });
  }
  fail(error) { this.onerror({ error }); this.onend(); }
};"""
_DEAF = "delete window.SpeechRecognition; delete window.webkitSpeechRecognition;"
_VOICE = """window.spoken = [];
  Object.defineProperty(window, 'speechSynthesis', { value: {
    speaking: false, cancel() { this.speaking = false; },
    speak(what) { window.spoken.push([what.lang, what.text]); this.speaking = true; },
  } });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };"""


@pytest.fixture
def page(visit: Visit) -> Page:
    page = visit("/verify/", viewport=SMALL)
    page.add_init_script(_EAR + _VOICE)
    page.goto(page.url.replace("/verify/", "/submit/"))
    return page


def begin(page: Page) -> None:
    page.get_by_role("button", name="说出来，帮我写").click()
    page.get_by_role("button", name="知道了，开始说").click()


def story(page: Page) -> str:
    return page.get_by_label("用您自己的话说").input_value()


def test_whose_ears_it_are_is_said_before_the_first_word(page: Page) -> None:
    page.get_by_role("button", name="说出来，帮我写").click()
    page.get_by_text("您的声音会交给浏览器的厂家").wait_for()
    assert page.evaluate("window.ear") is None
    assert faults(page) == []


def test_what_is_said_is_written_down_behind_what_stands_there(page: Page) -> None:
    page.get_by_label("用您自己的话说").fill("我是上桥村村民。")
    begin(page)
    page.evaluate("window.ear.hear('去年三月起停水。', true)")
    page.evaluate("window.ear.hear('希望通水。', true)")
    assert story(page) == "我是上桥村村民。\n去年三月起停水。希望通水。"


def test_a_guess_is_shown_and_not_written(page: Page) -> None:
    begin(page)
    page.evaluate("window.ear.hear('去年三', false)")
    assert story(page) == ""
    page.get_by_text("去年三", exact=True).wait_for()


def test_what_was_said_survives_a_lost_page(page: Page) -> None:
    begin(page)
    page.evaluate("window.ear.hear('去年三月起停水。', true)")
    page.locator("#kept").wait_for()
    page.reload()
    assert story(page) == "去年三月起停水。"


@pytest.mark.parametrize(
    ("fault", "said"),
    [("not-allowed", "没有让我们用麦克风"), ("network", "服务连不上"), ("no-speech", "没听清")],
)
def test_a_fault_says_what_to_do_instead(page: Page, fault: str, said: str) -> None:
    begin(page)
    page.evaluate(f"window.ear.fail('{fault}')")
    page.get_by_text(said).wait_for()
    assert page.get_by_role("button", name="说出来，帮我写").get_attribute("aria-pressed") == "false"


def test_where_the_browser_cannot_listen_nothing_is_shown(visit: Visit) -> None:
    page = visit("/verify/")
    page.add_init_script(_DEAF)
    page.goto(page.url.replace("/verify/", "/submit/"))
    assert not page.get_by_role("button", name="说出来，帮我写").is_visible()


def test_only_the_pages_to_tell_it_on_may_ask_for_the_microphone(visit: Visit) -> None:
    page = visit("/")
    allowed = {}
    for where in ("/", "/submit/", "/follow/"):
        page.goto("/".join(page.url.split("/")[:3]) + where)
        allowed[where] = page.evaluate("document.featurePolicy.allowsFeature('microphone')")
    assert allowed == {"/": True, "/submit/": True, "/follow/": False}


def test_the_page_is_read_aloud_in_its_language_and_stops_when_told(page: Page) -> None:
    read = page.locator("[data-read]")
    read.click()
    [[language, text]] = page.evaluate("window.spoken")
    assert (language, "说说是怎么回事" in text) == ("zh-CN", True)
    assert read.inner_text() == "停止朗读"
    read.click()
    assert read.inner_text() == "读给我听"
    assert page.evaluate("window.spoken.length") == 1
