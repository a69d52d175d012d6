"""Texts keep their meaning: a space stays a space, a break a break, a character of a name a character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.typed.names import name_of, normal_name
from huiyin.typed.texts import line_of, text_of

SPACES = "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
BREAKS = ("\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029")
CONTROLS = [chr(code) for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t\r\v\f\x85"]
DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
RARE = ["\U0002ebf0", "\ue863", "\U000f0001", "\U00031350", "\U000323b0", "\U0003ffd0", "䶮", "𠮷", "\U0002f80a", "龦"]
JOINED = [
    "全家\U0001f468\u200d\U0001f469\u200d\U0001f467", "ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ", "ᠠ\u180eᠠ", "می\u200cخواهم", "葛\U000e0100城",
    "❤\ufe0f", "a\u2060b", "བོད་ཡིག", "ئۇيغۇرچە", "\U0001f3f4\U000e0067\U000e0062\U000e007f",
]  # fmt: skip


@pytest.mark.parametrize("space", SPACES)
def test_every_space_is_a_space(space: str) -> None:
    assert text_of(f"面积3{space}5亩") == line_of(f"面积3{space}5亩") == "面积3 5亩"


@pytest.mark.parametrize("mark", BREAKS)
def test_every_break_is_a_break(mark: str) -> None:
    assert (text_of(f"第一行{mark}第二行"), line_of(f"第一行{mark}第二行")) == ("第一行\n第二行", "第一行 第二行")


@pytest.mark.parametrize("words", JOINED)
def test_what_joins_stays(words: str) -> None:
    assert text_of(words) == line_of(words) == words


@pytest.mark.parametrize("char", RARE)
def test_no_character_of_a_name_is_dropped(char: str) -> None:
    assert (name_of(f"张{char}"), normal_name(f"张{char}") != normal_name("张")) == (f"张{char}", True)


@pytest.mark.parametrize("sign", [*CONTROLS, *DIRECTIONS])
def test_controls_and_directions_are_taken_out(sign: str) -> None:
    assert text_of(f"张{sign}三") == line_of(f"张{sign}三") == "张三"


@pytest.mark.parametrize("broken", ["\ud800", "\udfff", "\ufffe", "\uffff", "\ufdd0", "\U0010ffff"])
def test_what_is_no_character_shows_that_something_stood_there(broken: str) -> None:
    assert text_of(f"张{broken}三") == "张\ufffd三"


@given(st.text())
def test_doing_it_twice_changes_nothing_more(text: str) -> None:
    assert (text_of(text_of(text)), line_of(line_of(text))) == (text_of(text), line_of(text))


@given(st.text())
def test_every_text_can_be_stored(text: str) -> None:
    kept = text_of(text)
    assert "\x00" not in kept and kept.encode().decode() == kept
