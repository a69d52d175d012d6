"""Topics, early signs and faulty answers: what many speak of, what begins, what an answer lacks."""

from __future__ import annotations

import csv
import random
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from huiyin.insights.early import Notice, series_of, signs_of
from huiyin.insights.replies import Answered, Fault, checked, checked_all, checked_claims, content_of
from huiyin.insights.same.compare import Told
from huiyin.insights.taking_up import spoken
from huiyin.insights.topics.events import Said, heat, topics_of
from huiyin.insights.topics.linking import linked

NEW_YEAR = date(2019, 1, 1)
PLANT = [
    ("翠竹园小区旁边的搅拌站半夜施工", "搅拌站灰尘大，噪音吵得睡不着"),
    ("投诉翠竹园附近搅拌站扰民", "每天晚上搅拌站都在施工，噪音和灰尘没人管"),
    ("翠竹园旁搅拌站污染环境", "灰尘落满阳台，搅拌站的噪音让孩子无法睡觉"),
]
OTHERS = [
    ("学校食堂饭菜涨价", "孩子在食堂吃饭一顿要二十块"),
    ("公交车晚点", "等了一个小时公交车"),
    ("工资被拖欠", "老板三个月不发工资"),
    ("医保卡丢了", "补办医保卡要什么材料"),
    ("村道坑洼", "下雨天村道积水没法走"),
    ("公园门票", "公园门票能不能优惠老年人"),
]


def said(rows: list[tuple[str, str]]) -> list[Said]:
    return [Said(Told.of(title, text, f"u{at}"), datetime(2019, 3, 1 + at)) for at, (title, text) in enumerate(rows)]


def test_messages_about_one_event_become_a_topic_with_a_name_and_a_place() -> None:
    topic = topics_of(said([*PLANT, *OTHERS]))[0]
    assert (topic.members, topic.people, topic.place) == ((0, 1, 2), 3, "翠竹园") and "搅拌站" in topic.name


def test_the_same_trouble_in_two_estates_is_never_one_topic() -> None:
    other = [(title.replace("翠竹园", "金桂苑"), text) for title, text in PLANT]
    found = [set(topic.members) for topic in topics_of(said([*PLANT, *other, *OTHERS]))]
    assert {0, 1, 2} in found and not any(topic & {0, 1, 2} and topic & {3, 4, 5} for topic in found)


def test_of_a_person_who_writes_often_one_message_makes_heat_and_alone_no_topic() -> None:
    rows = said(PLANT)
    one = [Said(Told(each.told.title, each.told.text, "u0"), each.at) for each in rows]
    assert topics_of(one) == []
    (both,) = topics_of([*one, rows[1]])
    assert (both.people, len(both.members), both.heat) == (2, 4, heat(2, 2, 0)) and both.heat < topics_of(rows)[0].heat


def test_a_chain_of_neighbours_makes_no_group() -> None:
    assert linked(4, [(0, 1, 0.9), (1, 2, 0.9), (2, 3, 0.9)], 0.5) == [[0, 1], [2, 3]]
    assert linked(3, [], 0.5) == []


def test_no_messages_have_no_topics_and_no_signs() -> None:
    assert topics_of([]) == [] and signs_of([]) == []


def notices(planted: int) -> list[Notice]:
    dice = random.Random(3)
    things = ["噪声污染", "占道经营", "拖欠工资"]
    usual = [
        Notice(NEW_YEAR + timedelta(dice.randrange(365)), f"p{at}", thing, ((f"{dice.randrange(9)}区", thing),))
        for at in range(400)
        for thing in [dice.choice(things)]
    ]
    new = [
        Notice(NEW_YEAR + timedelta(200 + at), f"q{at}", "供水", (("翠竹园", ""), ("3区", "供水")))
        for at in range(planted)
    ]
    return usual + new


def test_ten_people_in_a_place_are_a_sign_and_a_usual_year_has_at_most_a_few() -> None:
    signs = signs_of(notices(10), shuffles=20)
    mine = [sign for sign in signs if sign.place == "翠竹园"]
    assert mine and mine[0].thing == "供水" and mine[0].day < NEW_YEAR + timedelta(207)
    assert all(sign.false_a_year <= 1 for sign in signs) and len(signs_of(notices(0), shuffles=20)) <= 3


def test_one_person_writing_ten_times_is_no_sign() -> None:
    alone = [Notice(each.day, "x", each.thing, each.series) if each.person[0] == "q" else each for each in notices(10)]
    assert not [sign for sign in signs_of(alone, shuffles=10) if sign.place == "翠竹园"]


def test_a_message_counts_for_its_division_with_the_thing_and_for_its_place() -> None:
    assert series_of([("a3区", "区"), ("翠竹园", "园")], "供水") == (("a3区", "供水"), ("翠竹园", ""))


GOOD = (
    "您好！您反映的翠竹园小区停水问题已收悉，现答复如下：经现场核查，停水因主管道老化爆裂。根据《城市供水条例》第二十一条，"
    "我公司已于2019年3月2日更换管道三十米并恢复供水，同时安排专人每日测压；二次供水设备改造由住建部门立项，预计6月底完工，"
    "改造期间如水压不足，将用送水车保障，并由社区每周公布进度，直到全部楼栋恢复正常。停水期间多收的水费将在下月账单中抵扣，无需申请。感谢您的监督！2019年3月5日"
)
NOTHING = {Fault.PLACEHOLDER, Fault.INCOMPLETE, Fault.NO_REASONS, Fault.NO_LAW, Fault.NO_DATE}


@pytest.mark.parametrize(
    ("answer", "faults"),
    [
        (GOOD, set()),
        ("您的留言已收悉。", NOTHING),
        ("您好，已转相关部门处理，请耐心等待。", NOTHING),
    ],
)
def test_an_answer_lacks_what_a_reader_would_miss(answer: str, faults: set[Fault]) -> None:
    found = checked(Answered("翠竹园小区停水", "停水三天了，请恢复供水", answer))
    assert set(found.faults) == faults


def test_an_answer_about_something_else_is_pointed_out() -> None:
    assert Fault.UNRELATED in checked(Answered("路灯不亮", "巷子里路灯坏了", GOOD)).faults


ASKED = (
    "诉求如下：\n一、尽快恢复翠竹园小区供水，更换爆裂的主管道。\n二、停水期间多收的水费如何退还？\n"
    "三、要求查处门口占道的烧烤夜宵摊，油烟熏得没法开窗。"
)


def test_of_several_things_asked_the_one_passed_over_is_named() -> None:
    said = checked(Answered("翠竹园小区停水", ASKED, GOOD)).faults[Fault.INCOMPLETE]
    assert "烧烤夜宵摊" in said
    whole = GOOD.replace("感谢您", "门口占道的烧烤夜宵摊已由城管取缔，油烟不再扰民。感谢您")
    assert Fault.INCOMPLETE not in checked(Answered("翠竹园小区停水", ASKED, whole)).faults


@pytest.mark.parametrize(
    "text", ["停水三天了，请恢复供水", "希望领导重视。希望为民做主。", "一、望领导重视\n二、谢谢领导关注"]
)
def test_of_what_nobody_set_apart_nothing_is_called_passed_over(text: str) -> None:
    assert Fault.INCOMPLETE not in checked(Answered("翠竹园小区停水", text, GOOD)).faults


def test_a_long_answer_to_another_matter_is_pointed_out_with_its_line() -> None:
    school = (
        "您好！您反映的问题已收悉。经调查，该校七年级共有学生四百二十名，晚自习由任课教师轮流看护，没有收取补课费用；"
        "食堂伙食费按学期公示，每生每天十二元，剩余部分学期末退还家长。教育局将加强督查，严禁违规补课。"
    )
    found = checked(Answered("翠竹园小区停水", "翠竹园小区停水三天了，请恢复供水", school)).faults
    assert "补课" in found[Fault.UNRELATED] or "食堂" in found[Fault.UNRELATED] or "学生" in found[Fault.UNRELATED]


def test_one_ordinary_word_in_common_makes_no_answer() -> None:
    food = (
        "2026年11月3日到食堂抽检了三种菜品，留样化验全部合格，炊事员均有健康证，"
        "伙食收费标准已经在校门口公示，家长代表签字确认。"
    )
    row = Answered("多占的0.9亩和61棵柑橘树按标准补偿", "多占的0.9亩和61棵柑橘树按标准补偿，协议路宽4.5米", food)
    assert Fault.UNRELATED in checked(row).faults


def test_answers_that_stand_at_each_others_claim_are_told_apart() -> None:
    claims = [
        ("更换爆裂的供水主管道", "供水主管道爆裂，停水三天"),
        ("取缔门口占道的烧烤夜宵摊", "夜宵摊占道，油烟熏得没法开窗"),
    ]
    findings = [
        "执法队员十一月三日到场，烧烤夜宵摊确属占道，油烟直排，当场取缔并暂扣炉具，店主签了保证书。",
        "十一月三日勘查，供水主管道爆裂两处，当晚更换三十米并恢复供水，停水三天的水费不计。",
    ]
    for order, fits in ((findings, [1, 0]), (findings[::-1], [None, None])):
        rows = [Answered(each[0], "\n".join(each), said) for each, said in zip(claims, order, strict=True)]
        assert [each.fits for each in checked_claims(rows, frozenset(), spoken())] == fits


def test_an_answer_copied_to_another_place_is_pointed_out() -> None:
    one = Answered("翠竹园小区停水", "停水三天了，请恢复供水", GOOD)
    other = Answered("金桂苑小区路灯不亮", "巷子里路灯坏了没人修", GOOD)
    assert [Fault.COPIED in each.faults for each in checked_all([one, one, other])] == [True, True, True]
    assert not any(Fault.COPIED in each.faults for each in checked_all([one, one]))


def test_greetings_and_signatures_are_no_content() -> None:
    assert content_of("网友您好!您的留言已收悉,现回复如下:管道已修好。感谢您的支持!2019年3月5日") == "管道已修好"


def test_from_the_command_line_topics_signs_and_faults_are_written(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见"])
        for at, (title, text) in enumerate([*PLANT, *OTHERS]):
            writer.writerow([at, f"u{at}", title, f"2019/3/{at + 1} 9:30:00", text, "您的留言已收悉"])
    for part in ("topics", "signs", "replies"):
        more = ["--lines", str(tmp_path / "lines.csv")] if part == "replies" else []
        call_command("insight", part, "--in", source, "--out", tmp_path / f"{part}.csv", *more)
    assert (tmp_path / "lines.csv").read_text().startswith("id,fault,line\n")
    rows = list(csv.DictReader((tmp_path / "topics.csv").open(encoding="utf-8")))
    assert [(row["topic"], row["rank"], row["message_id"]) for row in rows] == [("1", "1", str(at)) for at in range(3)]
    faults = list(csv.DictReader((tmp_path / "replies.csv").open(encoding="utf-8")))
    assert [row["placeholder"] for row in faults] == ["1"] * 9 and next(iter(faults[0])) == "id"
    assert (tmp_path / "signs.csv").read_text().startswith("day,place,thing,people,score,false_alarms_a_year")


def test_a_time_that_cannot_be_read_stops_the_signs(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("id,title,detail,time\n1,a,b,neulich\n", encoding="utf-8")
    with pytest.raises(CommandError, match="no time that can be read: line 2"):
        call_command("insight", "signs", "--in", tmp_path / "in.csv", "--out", tmp_path / "out.csv")


def test_two_unlike_matters_are_no_topic_and_two_of_one_place_and_thing_are() -> None:
    of_two = [
        ("追回理财公司的九千八百元", "我妈在理财公司存了钱，公司关门了，老板联系不上"),
        ("追回二十三人的工资", "我们在酒店做装修，工资欠着，老板联系不上"),
    ]
    assert topics_of(said([*of_two, *OTHERS])) == []
    assert [topic.members for topic in topics_of(said([*PLANT[:2], *OTHERS]))] == [(0, 1)]


def test_a_mark_that_many_messages_of_a_file_share_names_nobody(tmp_path: Path) -> None:
    with (tmp_path / "in.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["留言编号", "留言用户", "留言主题", "留言时间", "留言详情"])
        for at, (title, text) in enumerate([*PLANT, *OTHERS * 5]):
            writer.writerow([at, "网友", f"{title}{at}", "2019/1/2", text])
    call_command("insight", "topics", "--in", tmp_path / "in.csv", "--out", tmp_path / "out.csv")
    rows = list(csv.DictReader((tmp_path / "out.csv").open(encoding="utf-8")))
    assert {"0", "1", "2"} <= {row["message_id"] for row in rows}
