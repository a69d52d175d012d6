"""Another way whose time is running: found in people's own words, with its last day where a story says since when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from huiyin.portal.filing.pressing import pressing
from huiyin.wording.whens import whens

TODAY = date(2026, 11, 30)
ROWS = (Path(__file__).parents[1] / "law" / "phrasings.tsv").read_text(encoding="utf-8").splitlines()
PHRASINGS = [(said, set(right.split())) for said, _, right in (row.partition("\t") for row in ROWS) if right]


def test_nine_of_ten_everyday_phrasings_show_the_right_way() -> None:
    missed = [
        said for said, right in PHRASINGS if not right & {each.route.key for each in pressing(said, False, TODAY)}
    ]
    assert len(PHRASINGS) >= 200 and len(missed) <= len(PHRASINGS) // 10, missed


@pytest.mark.parametrize(
    "said",
    [
        "小区门口的路灯坏了半年，晚上老人出门看不见，请尽快修好。",
        "建议在青石路口加一条斑马线，孩子上学不安全。",
        "楼下烧烤店油烟大，噪音扰民，请管一管。",
        "我们村的自来水发黄，想知道什么时候换管子。",
        "公交车三天两头晚点，希望增加班次。",
        "请问外地户口的孩子怎么报名上小学？",
        "广场舞的音响太大，影响孩子写作业。",
        "希望交警多来管管门口乱停车。",
        "在建工地夜里施工，机器吵得睡不着。",
        "老旧小区没有电梯，老人上下楼困难。",
    ],
)
def test_what_has_no_other_way_is_warned_of_nothing(said: str) -> None:
    assert pressing(said, False, TODAY) == []


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("我被单位辞退345天了，补偿金没给", date(2025, 12, 20)),
        ("去年12月20日被公司辞退", date(2025, 12, 20)),
        ("今年三月五号收到处罚决定书", date(2026, 3, 5)),
        ("12月25日下班路上出的事", date(2025, 12, 25)),
        ("2026-03-02 交警贴条", date(2026, 3, 2)),
        ("半年前开始的", date(2026, 5, 30)),
        ("I was fired two months ago", date(2026, 9, 30)),
    ],
)
def test_a_story_tells_since_when(said: str, day: date) -> None:
    assert [each.day for each in whens(said, TODAY)] == [day]


@pytest.mark.parametrize(
    "said", ["1982年起承包", "每天3-4次，每次2.5元", "电话0571-88001234", "明年3月到期", "十三月四十日"]
)
def test_what_is_no_day_behind_us_is_not_taken_for_one(said: str) -> None:
    assert whens(said, TODAY) == () or all(each.day <= TODAY and not each.exact for each in whens(said, TODAY))


def test_the_last_day_counts_from_the_day_beside_the_words() -> None:
    (found, *_) = pressing("我1998年3月1日进厂。去年12月20日公司把我辞退了，没给补偿。", False, TODAY)
    assert (found.route.key, found.last) == ("labour_arbitration", date(2026, 12, 20))


def test_a_story_without_a_day_names_no_last_one() -> None:
    assert [each.last for each in pressing("老板欠我钱不给", False, TODAY)] == [None] * len(
        pressing("老板欠我钱不给", False, TODAY)
    )


def test_a_report_of_wrongdoing_has_one_way_only() -> None:
    assert [each.route.key for each in pressing("班主任收红包，老板欠我工资", True, TODAY)] == ["discipline"]
