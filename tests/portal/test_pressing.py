"""Another way whose time is running: found in people's own words, with its last day where a story says since when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from django.test import Client

from huiyin.law.chart.routes import ROUTES
from huiyin.portal.filing.pressing import Pressing, likely, pressing
from huiyin.wording.whens import whens
from tests.portal.life import confirm, page, tell

TODAY = date(2026, 11, 30)
LAW = Path(__file__).parents[1] / "law"
EXAMPLES = Path("data/law/routes")
DATA = Path("../shared/data/messages")
UNHEARD = ("said/heldout.tsv", "said/third.tsv", "said/fourth.tsv")
#: Of real messages, most of which need no other way, so many are warned at most.
MOST_WARNED = 0.12


def rows(name: str) -> list[list[str]]:
    """What is said, the routes that are right, and the last day where one is known."""
    lines = (LAW / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and line[0] != "#"]


def right(row: list[str], found: list[Pressing]) -> bool:
    return not set(row[1].split()).isdisjoint(each.route.key for each in found)


def last_days(row: list[str], found: list[Pressing]) -> list[date | None]:
    return [each.last for each in found if each.route.key == row[1].split()[0]]


@pytest.mark.parametrize("name", ["phrasings.tsv", "said/everyday.tsv", "said/second.tsv"])
def test_nine_of_ten_everyday_phrasings_show_the_right_way(name: str) -> None:
    said = rows(name)
    missed = [each[0] for each in said if not right(each, pressing(each[0], False, TODAY))]
    assert len(said) >= 200 and len(missed) <= len(said) // 10, missed


def test_the_last_day_stands_beside_the_way_where_the_words_say_since_when() -> None:
    dated = [each for each in rows("said/everyday.tsv") if len(each) > 2]
    wrong = [
        each for each in dated if last_days(each, pressing(each[0], False, TODAY)) != [date.fromisoformat(each[2])]
    ]
    assert len(dated) >= 25 and wrong == []


@pytest.mark.parametrize("name", UNHEARD)
def test_nine_of_ten_heard_for_the_first_time_are_told(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    unheard = rows(name)
    told = [each for each in unheard if right(each, pressing(each[0], False, TODAY))]
    asked = [each for each in unheard if right(each, pressing(each[0], False, TODAY) or likely(each[0], False, TODAY))]
    with capsys.disabled():
        print(f"\nof {len(unheard)} unheard phrasings: told {len(told)}, told or asked {len(asked)}")
    assert len(unheard) >= 100 and len(told) >= 0.9 * len(unheard)


@pytest.mark.parametrize("name", ["said/heldout.tsv", "said/fourth.tsv"])
def test_their_last_day_stands_beside_the_way_as_well(name: str) -> None:
    dated = [each for each in rows(name) if len(each) > 2]
    wrong = [
        each for each in dated if last_days(each, pressing(each[0], False, TODAY)) != [date.fromisoformat(each[2])]
    ]
    assert len(dated) >= 6 and wrong == []


def test_a_greeting_a_try_or_small_talk_is_told_of_no_other_way() -> None:
    said = [each[0] for each in rows("said/nothing.txt")]
    told = [each for each in said if pressing(each, False, TODAY)]
    assert len(said) >= 45 and len(told) <= len(said) // 10, told


def test_no_phrasing_kept_to_measure_by_is_an_example() -> None:
    kept = {each[0] for name in (*UNHEARD, "said/nothing.txt") for each in rows(name)}
    files = [yaml.safe_load(each.read_text("utf-8")).get("examples", {}) for each in EXAMPLES.glob("*.yaml")]
    assert kept.isdisjoint(line for file in files for lines in file.values() for line in lines)


def test_that_an_organ_should_act_is_told_only_once_one_was_asked_and_did_nothing() -> None:
    assert pressing("楼下修鞋铺的胶水味呛人", False, TODAY) == []
    refused = pressing("臭水沟的事找环保局说了四回，没人来", False, TODAY)
    assert "duty" in [each.route.key for each in refused]


def test_where_nothing_like_it_was_heard_the_plain_words_of_a_story_are_only_asked_about() -> None:
    said = "建议公园里多种几棵桂花树，再修一个喷泉，广场边上的健身器材也该换了。上次开会有人提到欠薪，跟这个没关系。"
    assert pressing(said, False, TODAY) == [] and likely(said, False, TODAY) != []


def test_nothing_is_asked_of_whoever_reports_or_speaks_of_nothing_like_it() -> None:
    assert likely("班主任收红包", True, TODAY) == [] and likely("谢谢", False, TODAY) == []


def test_few_real_messages_are_warned(capsys: pytest.CaptureFixture[str]) -> None:
    if not DATA.exists():
        pytest.skip(f"absent: {DATA}, real messages to measure false alarms on")
    from python_calamine import CalamineWorkbook

    heading, *said = CalamineWorkbook.from_path(str(DATA / "messages_2019.xlsx")).get_sheet_by_index(0).to_python()
    title, detail = heading.index("留言主题"), heading.index("留言详情")
    drawn = [f"{row[title]}\n{row[detail]}" for row in said[::60]]
    warned = sum(bool(pressing(each, False, TODAY)) for each in drawn)
    with capsys.disabled():
        print(f"\nwarned {warned} of {len(drawn)} real messages")
    assert warned <= MOST_WARNED * len(drawn)


def test_after_reconsideration_the_short_time_counts_and_not_the_long() -> None:
    (found, *_) = pressing("复议决定书11月20号收到的，接下来怎么办", False, TODAY)
    assert (found.route.key, found.last) == ("administrative_suit", date(2026, 12, 5))


def test_no_last_day_is_counted_from_the_day_of_a_complaint() -> None:
    found = pressing("9月28日向住建局举报违建，到现在没答复，没人管", False, TODAY)
    assert [(each.route.key, each.last) for each in found if each.route is ROUTES["duty"]] == [("duty", None)]


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
        ("上个月25号罚的", date(2026, 10, 25)),
        ("这个月3号", date(2026, 11, 3)),
        ("上周五来拆的", date(2026, 11, 27)),
        ("周日出的事", date(2026, 11, 29)),
        ("on 5 March 2026", date(2026, 3, 5)),
        ("November 20, 2026", date(2026, 11, 20)),
        ("去年的今天", date(2025, 11, 30)),
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


def test_of_the_ways_that_fit_the_one_whose_time_ends_first_is_told_first() -> None:
    told = pressing("老板拖欠我们十二个人工钱26000元，从2026年3月起，一直不给。你们给我做主。", False, TODAY)
    assert told[0].route.key == "labour_arbitration"
    assert "civil_suit" in [each.route.key for each in told]


def test_a_story_without_a_day_names_no_last_one() -> None:
    assert [each.last for each in pressing("老板欠我钱不给", False, TODAY)] == [None] * len(
        pressing("老板欠我钱不给", False, TODAY)
    )


def test_a_report_of_wrongdoing_has_one_way_only() -> None:
    assert [each.route.key for each in pressing("班主任收红包，老板欠我工资", True, TODAY)] == ["discipline"]


@pytest.mark.django_db
def test_whoever_is_not_told_is_asked_in_a_fold_and_goes_on(client: Client) -> None:
    tell(client, text="楼下修鞋铺的胶水味呛人。")
    shown = page(client.get("/submit/claims/"))
    assert '<details class="fold" id="likely">' in shown and "查处违法行为" in shown and 'id="routes"' not in shown


@pytest.mark.django_db
def test_whoever_is_told_is_not_asked_as_well(client: Client) -> None:
    tell(client, text="老板拖着工钱不给，都三个月了。")
    shown = page(client.get("/submit/claims/"))
    assert 'id="routes"' in shown and 'id="likely"' not in shown


@pytest.mark.django_db
def test_a_parent_who_tells_of_red_envelopes_is_asked_whether_it_is_a_report(client: Client) -> None:
    tell(client, text="上桥村小学的班主任过教师节要家长给红包，不给孩子就坐最后一排。")
    answer = confirm(client)
    assert answer.headers["Location"].startswith("/submit/asked/")
    assert "红包" in page(client.get(answer.headers["Location"]))
