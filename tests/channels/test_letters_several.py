"""Two people's letters in one scan are noticed; one letter of several pages is left in peace."""

from __future__ import annotations

import pytest

from huiyin.channels.letters.several import beginnings

FIRST = "尊敬的县领导：\n去年三月，砂场把渠填了。\n此致\n敬礼\n陈大山\n2026年11月1日"
SECOND = "信访局：\n我家的低保停了。\n王秀英\n2026年11月3日"


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        ((FIRST, SECOND), (2,)),
        ((FIRST, "举报信\n学校乱收费。", "第二页接着说收费的事。"), (2,)),
        (("县信访局：\n反映人：陈大山\n渠被填了，", "反映人：王秀英\n低保停了。"), (2,)),
        (("尊敬的领导：\n去年三月，砂场把渠填了，", "地浇不上水，找过三次。\n此致\n敬礼\n陈大山"), ()),
        ((FIRST, "附：收条一张，三千二百元。"), ()),
        (("反映人：陈大山\n被反映人：李大明\n渠被填了", "被反映人：李大明 村主任\n还占了地"), ()),
        ((FIRST,), ()),
        ((), ()),
    ],
)
def test_another_letter_is_noticed_where_one_ends_and_one_greets(
    pages: tuple[str, ...], found: tuple[int, ...]
) -> None:
    assert beginnings(pages) == found
