"""Days in a third language: the translator's words, else Django's, else figures that stay in their order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polib
import pytest
from django.utils import translation
from django.utils.translation import trans_real

from huiyin.house import translations
from huiyin.house.config import ROOT
from huiyin.law.words import P
from huiyin.wording import days, paper, words

ON, TODAY = date(2026, 11, 2), date(2026, 11, 23)
AT = datetime(2026, 11, 2, 6, 20, tzinfo=UTC)  # 14:20 in Shanghai
MONTH, WEEKDAY = "نويابىر", "دۈشەنبە"
Speak = Callable[..., None]


@pytest.fixture
def speak(tmp_path: Path, settings: Any) -> Iterator[Speak]:
    """``speak("ug", {"11月": "…"})``: a language with this file of words and nothing more."""

    def begun(code: str, said: dict[str, str] | None = None) -> None:
        part = polib.POFile()
        part.metadata = {"Content-Type": "text/plain; charset=utf-8"}
        part.extend(polib.POEntry(msgid=msgid, msgstr=text) for msgid, text in (said or {"查询进展": "x"}).items())
        (tmp_path / "parts").mkdir()
        part.save(str(tmp_path / "parts" / f"portal.{code}.po"))
        translations.compile_messages(tmp_path)
        settings.LANGUAGES = [*settings.LANGUAGES, (code, code)]
        settings.LOCALE_PATHS = [str(tmp_path), *settings.LOCALE_PATHS]
        forget()
        translation.activate(code)

    before = translation.get_language()
    yield begun
    forget()
    translation.activate(before or "zh-hans")


def forget() -> None:
    for code in ("ug", "bo", "mn-mong"):
        trans_real._translations.pop(code, None)
    for memory in (days.day_in, days._moment, words._word):
        memory.cache_clear()


def test_a_translators_own_pattern_and_names_win(speak: Speak) -> None:
    speak("ug", {"{month}{day}日（{weekday}）": "{day}-{month}، {weekday}", "11月": MONTH, "周一": WEEKDAY})
    assert words.day(ON, TODAY) == f"2-{MONTH}، {WEEKDAY}"


def test_until_then_uyghur_takes_months_and_weekdays_from_django(speak: Speak) -> None:
    speak("ug")
    said = words.day(ON, TODAY)
    assert said.startswith("2 ") and not days._HAN.search(said)
    assert all(any("\u0600" <= sign <= "\u06ff" for sign in part) for part in said.split("(")), said


def test_with_the_year_when_it_is_not_this_one(speak: Speak) -> None:
    speak("ug")
    assert "2027" in words.day(date(2027, 1, 8), TODAY) and "2026" not in words.day(ON, TODAY)


@pytest.mark.parametrize("code", ["bo", "mn-mong"])
def test_a_language_django_does_not_speak_says_figures_that_stay_in_their_order(speak: Speak, code: str) -> None:
    speak(code)
    assert words.day(ON, TODAY) == "\u20662026-11-02\u2069"


def test_the_time_stands_in_order_among_words_from_right_to_left(speak: Speak) -> None:
    speak("ug")
    said = words.moment(AT, TODAY)
    assert said.endswith("\u206614:20\u2069") and not days._HAN.search(said)


def test_a_sentence_of_the_translator_holds_no_chinese_day(speak: Speak) -> None:
    speak("ug", {"最迟{on}": f"{WEEKDAY} {{on}}"})
    said = words.say(P("最迟{on}", on=ON))
    assert said.startswith(WEEKDAY) and not days._HAN.search(said)


@pytest.mark.parametrize(("language", "said"), [("zh-hans", "11月2日（周一）14:20"), ("en", "Mon 2 Nov, 14:20")])
def test_chinese_and_english_are_as_they_were(language: str, said: str) -> None:
    with translation.override(language):
        assert words.moment(AT, TODAY) == said


@pytest.mark.parametrize(
    "sheet",
    [
        "desk/templates/desk/receipt.html", "portal/templates/portal/receipt.html", "desk/templates/desk/ticket.html",
        "desk/templates/desk/conduct_notice.html", "desk/templates/desk/panel_slips.html",
        "desk/templates/desk/accounts/slip.html",
    ],
)  # fmt: skip
def test_what_is_printed_and_kept_says_its_year(sheet: str) -> None:
    """It proves when something was filed, and is read in another year."""
    whole = (ROOT / "huiyin" / sheet).read_text("utf-8")
    assert "|dated" in whole and "|day" not in whole and "|moment" not in whole
    assert "2026" in words.dated(ON) and "2026" in words.dated(AT)


@pytest.mark.parametrize("language", ["zh-hans", "en", "mn-mong"])
@pytest.mark.parametrize("value", [ON, AT, date(2025, 12, 31)], ids=str)
def test_paper_says_the_year_that_the_screen_leaves_out(language: str, value: date) -> None:
    with translation.override(language):
        shown = paper.moment_shown(value, TODAY)
        on_screen = re.sub(r'<span class="on-paper">.*?</span>', "", shown)
        on_paper = re.sub(r'<span class="no-paper">.*?</span>', "", shown)
        assert tags(on_screen) == words.moment(value, TODAY) and tags(on_paper) == words.dated(value)


def tags(shown: str) -> str:
    return re.sub(r"<[^>]*>", "", shown)


def test_nothing_is_shown_of_no_day() -> None:
    assert paper.day_shown(None) == "" and paper.moment_shown(None) == ""
