"""Words to search by: whatever stands in a text is found by any part of it that people type."""

from __future__ import annotations

import pytest

from huiyin.insights.words import words_asked, words_in

TEXT = "柳溪县三组村民反映：青川市水利局占了灌溉渠42米，合同编号AB-2019/07。滨河街道的产品和服务。"


def found(typed: str, text: str = TEXT) -> bool:
    """As the index decides: all the words, or a word that begins so."""
    words, asked = words_in([text]), words_asked(typed)
    return bool(asked) and all(
        any(word.startswith(ask[:-1]) for word in words) if ask.endswith("*") else ask in words for ask in asked
    )


@pytest.mark.parametrize(
    "typed",
    [
        "水利",
        "水利局",
        "青川市水利局",
        "灌溉渠",
        "溉渠",
        "柳溪",
        "柳溪县",
        "滨河街道",
        "河街",
        "42",
        "AB",
        "ab-2019",
        "07",
        "渠",
    ],
)
def test_it_is_found(typed: str) -> None:
    assert found(typed)


@pytest.mark.parametrize("typed", ["水库", "利水", "4", "43", "柳县", "BA"])
def test_it_is_not_found(typed: str) -> None:
    assert not found(typed)


OTHERS = (
    "ئۇيغۇرچە خەت يازدىم، مۇئاش تۆلەنمىدى. བོད་ཡིག་གི་ཡི་གེ། ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ ᠪᠢᠴᠢᠭ "
    "合同编号HT-20240087，账号6222021234567890123，网址www.fingerprint.cn，Жалоба，Café"
)


@pytest.mark.parametrize(
    "typed",
    [
        "ئۇيغۇرچە", "ئۇيغۇر", "ۇيغۇ", "مۇئاش", "བོད་ཡིག", "ཡི་གེ", "བོད", "ᠮᠣᠩᠭᠣᠯ", "ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ", "ᠪᠢᠴ",
        "жалоба", "алоб", "0123", "890123", "7890", "0212345678", "6222021234567890123", "0087", "40087",
        "HT-20240087", "print", "gerprin", "fingerprint", "café", "caf", "ｐｒｉｎｔ", "٠١٢٣",
    ],
)  # fmt: skip
def test_every_script_is_found_and_every_part_of_a_word_or_number(typed: str) -> None:
    assert found(typed, OTHERS)


@pytest.mark.parametrize("typed", ["0124", "8901234", "ئۇيغۇرلار", "བོད་སྐད", "printer", "жалобу", "87", "02212345678"])
def test_what_does_not_stand_there_is_not_found(typed: str) -> None:
    assert not found(typed, OTHERS)


def test_a_year_is_no_part_of_a_number() -> None:
    assert (found("2026", "编号9901002026081000001"), found("2026", "2026年3月")) == (False, True)


def test_of_a_book_the_chinese_words_are_kept_before_parts_of_words() -> None:
    book = " ".join(f"{number:08d}" for number in range(9000)) + "恢复灌溉渠"
    words = words_in([book])
    assert len(words) <= 20_000 and "灌溉" in words


def test_several_words_must_all_be_there() -> None:
    assert (found("水利局 滨河"), found("水利局 长江")) == (True, False)


def test_wide_letters_and_digits_are_the_same_as_narrow_ones() -> None:
    assert found("４２米 ａｂ")


@pytest.mark.parametrize("typed", ["", "  ", "，。！", '"', "*", "OR AND NOT"[:0], "()^-"])
def test_signs_alone_ask_for_nothing(typed: str) -> None:
    assert words_asked(typed) == []


def test_rare_characters_are_words_too() -> None:
    assert found("𠮷村", "我住在𠮷村")


def test_a_word_never_holds_a_sign() -> None:
    assert all(word.rstrip("*").isalnum() for word in words_asked(TEXT + "\"'*:&|!()"))


def test_a_book_instead_of_a_question_is_cut_short() -> None:
    assert len(words_asked(TEXT * 500)) <= 40
