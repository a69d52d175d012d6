"""What is hidden of a person beside their words does not stand in them."""

import pytest

from huiyin.vault.masks import mask_text


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("电话13200007710，找陈大山。", "电话132****7710，找陈**。"),
        ("身份证990121195001010011", "身份证990***********0011"),
        ("打0999-88067715", "打0999****7715"),
        ("写chen@example.cn", "写c***@example.cn"),
        ("编号9901212026112400001，3200元，大山村", "编号9901212026112400001，3200元，大山村"),
    ],
)  # fmt: skip
def test_words_are_masked_as_the_fields_are(words: str, shown: str) -> None:
    assert mask_text(words, {"陈大山"}) == shown


def test_masking_twice_changes_nothing_more() -> None:
    once = mask_text("陈大山 13200007710 990121195001010011", {"陈大山"})
    assert mask_text(once, {"陈大山"}) == once


@pytest.mark.parametrize("name", ["村民", "业主", "匿名"])
def test_a_word_for_anybody_typed_as_a_name_points_to_nobody(name: str) -> None:
    assert mask_text(f"{name}要求修路", [name]) == f"{name}要求修路"
