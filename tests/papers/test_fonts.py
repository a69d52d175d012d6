"""Every name has a glyph; what has none is refused by its character, never printed as a hole."""

from __future__ import annotations

from pathlib import Path

import pytest

from huiyin.papers.document import Finish
from huiyin.papers.drawing import draw, fonts_here
from huiyin.papers.fonts import GETA, NoFonts, Unprintable, faces, printable
from tests.papers.drawn import measured, page_of

NAMES = "玥祎喆璟昉堃翀旻"
# GB 18030-2022 level 3 and the additions of level 2 (通用规范汉字表): common in names and places.
LEVEL_3 = "㐂㑇㕮䓖䢺鿍鿎鿏𫖯𫘧𬭊𬊈𫍯𫓶𬍤𬱖𰻞"


@pytest.mark.parametrize("char", NAMES + LEVEL_3)
def test_a_rare_character_of_a_name_has_a_glyph(char: str, tmp_path: Path) -> None:
    found = measured(page_of(f"王{char}"), tmp_path)
    assert (f"王{char}" in found.text, found.holes) == (True, 0)


def test_a_character_without_a_typeface_is_refused_by_name() -> None:
    with pytest.raises(Unprintable) as refused:
        draw(page_of("王\U0002a6a5"), Finish())
    assert refused.value.characters == "\U0002a6a5"


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("甲\x07乙\u200b丙", "甲乙丙"),
        ("气死了😡", f"气死了{GETA}"),
        ("👨‍👩‍👧", GETA * 3),
        ("甲\t乙", "甲 乙"),
        ("甲\u3000乙", "甲\u3000乙"),
        ("\ue000甲", f"{GETA}甲"),
        ("张\U0002ebf0", f"张{GETA}"),
        ("❤️", "❤"),
        ("ñ é", "ñ é"),
    ],
)
def test_what_cannot_be_printed_is_left_out_or_marked(given: str, printed: str) -> None:
    assert printable(given, fonts_here()).replace(GETA if "❤" in given else "\0", "❤") == printed


def test_ten_thousand_characters_make_a_right_paper(tmp_path: Path) -> None:
    found = measured(page_of("渠道被占。" * 2000), tmp_path)
    assert (found.text.count("渠"), found.holes) == (2000, 0)


@pytest.mark.parametrize("name", ["王", "买买提依明·阿不都热依木·吐尔逊·库尔班江·艾合买提"[:30]])
def test_short_and_long_names_are_whole(name: str, tmp_path: Path) -> None:
    assert name in measured(page_of("您好", to=f"{name}："), tmp_path).text


def test_a_machine_without_chinese_typefaces_is_told_what_to_type(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("huiyin.papers.fonts.CHAINS", {"fang": ("No Such Face",)})
    with pytest.raises(NoFonts, match="apt-get install fonts-noto-cjk"):
        faces(tmp_path)
