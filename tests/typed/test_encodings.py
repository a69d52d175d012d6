"""Bytes become the text that they are, in whatever encoding it was saved; what may be two texts is told as two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.typed.encodings import decoded, readings

#: As people write it here, and as it is written where Big5 is.
SIMPLIFIED = "柳溪村三组的灌溉渠被占了四十二米春耕用不上水请帮助恢复编号姓名电话主题内容时间答复意见我是村民去年减产"
TRADITIONAL = "柳溪村三組的灌溉渠被佔了四十二米春耕用不上水請幫助恢復編號姓名電話主題內容時間答復意見我是村民去年減產"
WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


def words(alphabet: str, least: int) -> st.SearchStrategy[str]:
    return st.text(st.sampled_from(f"{alphabet}，。、1a "), min_size=least, max_size=200).filter(
        lambda text: sum(each > "\u3400" and each < "\uff00" for each in text) >= least
    )


@given(words(SIMPLIFIED, 10))
def test_what_is_written_here_is_never_taken_for_big5(text: str) -> None:
    assert decoded(text.encode("gb18030")) == text


@given(words(TRADITIONAL, 10))
def test_big5_is_read_as_big5(text: str) -> None:
    assert decoded(text.encode("big5")) == text


@given(words(TRADITIONAL, 10))
def test_old_forms_in_the_encoding_of_here_are_among_what_is_told(text: str) -> None:
    assert text in [each.text for each in readings(text.encode("gb18030"))]


@given(st.text(st.characters(min_codepoint=9, exclude_categories=["Cs", "Cn"]), min_size=1, max_size=60))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_or_utf_8_leaves_no_doubt(encoding: str, text: str) -> None:
    data = text.encode(encoding)
    if encoding != "utf-8" or len(data) > len(text):
        assert [each.text for each in readings(data)] == [text]


@pytest.mark.parametrize("encoding", WIDE)
def test_wide_characters_are_known_without_a_mark(encoding: str) -> None:
    text = f"编号,姓名\r\n1001,{SIMPLIFIED}\r\n"
    assert decoded(text.encode(encoding)) == text


def test_a_word_or_two_that_may_be_either_are_told_as_both() -> None:
    both = [each.encoding for each in readings("编号".encode("gb18030"))]
    assert set(both) == {"gb18030", "big5hkscs"} and readings(b"\xff\xfe\x00\xd8") == []


@pytest.mark.parametrize("data", [b"\x80\x81\xff", b"\xff\xfe\xfd"])
def test_what_is_no_text_is_none(data: bytes) -> None:
    assert decoded(data) is None
