"""Whether two texts are about one matter: edits are, copies about another place are not, slips in names are asked."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command

from huiyin.insights.same.compare import Same, Told, compare, rarity
from huiyin.insights.same.names import alike, names_in, nearly
from huiyin.insights.same.pairs import likely_pairs

TITLE = "柳河县翠竹园小区楼下烧烤店油烟扰民"
TEXT = (
    "尊敬的领导，我是柳河县翠竹园小区的业主。小区三栋楼下新开了一家烧烤店，每天营业到凌晨两点，油烟直接排到居民窗口，"
    "老人孩子咳嗽不止。我们多次找物业和城管，都说会处理，至今没有结果。请求责令翠竹园小区的这家店安装净化设备，"
    "并限制营业时间，还居民一个安静的环境。"
)
ABOUT = Told.of(TITLE, TEXT)


def answer(title: str, text: str) -> Same:
    other = Told.of(title, text)
    return compare(ABOUT, other, rarity(Counter([*ABOUT.pairs, *other.pairs]), 50)).same


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (TITLE, "。".join(reversed(TEXT.split("。")))),
        (TITLE, TEXT[: len(TEXT) // 2]),
        ("请有关部门处理一下", TEXT),
        (TITLE.replace("小区", ""), TEXT.replace("翠竹园小区", "翠竹园")),
        (TITLE.replace("扰民", "影响生活"), TEXT.replace("每天", "天天").replace("没有结果", "没人管")),
        (TITLE, TEXT.replace("凌晨", "凌辰").replace("油烟", "油烔").replace("咳嗽", "咳漱").replace("净化", "浄化")),
    ],
)
def test_an_edited_text_is_the_same_matter(title: str, text: str) -> None:
    assert answer(title, text) is Same.YES


@pytest.mark.parametrize("name", ["金桂苑", "和平路", "东方明珠", "李家湾村", "实验小学"])
def test_a_copy_about_another_place_is_another_matter(name: str) -> None:
    assert answer(TITLE.replace("翠竹园小区", name), TEXT.replace("翠竹园小区", name)) is Same.NO


@pytest.mark.parametrize("name", ["翠竹圆", "翠菊园", "竹翠园", "新竹园"])
def test_a_slip_in_the_name_is_asked_about(name: str) -> None:
    assert answer(TITLE.replace("翠竹园", name), TEXT.replace("翠竹园", name)) is Same.ASK


@pytest.mark.parametrize(
    ("whole", "left"), [("华府翠竹园", "府翠竹"), ("华府翠竹园", "翠竹园"), ("华府翠竹园", "华府")]
)
def test_a_name_of_which_any_part_is_left_is_the_same_name(whole: str, left: str) -> None:
    about, said = (Told.of(TITLE.replace("翠竹园", name), TEXT.replace("翠竹园", name)) for name in (whole, left))
    assert compare(about, said, rarity(Counter([*about.pairs, *said.pairs]), 50)).same is Same.YES


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("垃圾站", "废弃物站"), ("经常", "老是"), ("违法经营", "不合法经营"), ("道路", "路面"), ("迫切需要", "迫切须")],
)
def test_another_ordinary_word_in_front_of_a_name_or_a_kind_names_nobody(ours: str, theirs: str) -> None:
    title, text = f"柳河县翠竹园{ours}的烧烤店油烟扰民", f"{TEXT}这里{ours}玉佩路。"
    about, said = Told.of(title, text), Told.of(title.replace(ours, theirs), text.replace(ours, theirs))
    assert compare(about, said, rarity(Counter([*about.pairs, *said.pairs]), 50)).same is Same.YES


@pytest.mark.parametrize(
    ("ours", "theirs"), [("建楚新村居民", "银盆岭村住户"), ("丽发新城", "金地自在城"), ("在远大路", "在特立东路")]
)
def test_a_name_that_no_dictionary_knows_is_one_by_where_it_stands(ours: str, theirs: str) -> None:
    title, text = f"a市{ours}小区楼下烧烤店油烟扰民", f"{TEXT}我住a市{ours}小区。".replace("翠竹园小区", "我们院子")
    about = Told.of(title, text)
    said = Told.of(title.replace(ours, theirs).replace("扰民", "打扰"), text.replace(ours, theirs))
    assert compare(about, said, rarity(Counter([*about.pairs, *said.pairs]), 50)).same is Same.NO


def test_another_number_of_a_road_is_asked_about_in_other_words_too() -> None:
    title, text = "a7县东六路路面破损", TEXT.replace("翠竹园小区", "东六路")
    about = Told.of(title, text)
    said = Told.of(title.replace("六", "四"), text.replace("六", "四").replace("多次", "屡次").replace("限制", "控制"))
    assert compare(about, said, rarity(Counter([*about.pairs, *said.pairs]), 50)).same is Same.ASK


def test_which_text_stands_first_changes_nothing_where_a_name_is_misspelt() -> None:
    title = "举报a市望兴西西里小区老物业卷走押金"
    text = TEXT.replace("翠竹园小区", "我们院子")
    one = Told.of(title, text)
    spoilt = text.replace("多次", "多在").replace("净化", "净行").replace("结果", "结以")
    other = Told.of(title.replace("西西里", "西西切"), spoilt)
    weigh = rarity(Counter([*one.pairs, *other.pairs]), 50)
    assert compare(one, other, weigh).same is compare(other, one, weigh).same is not Same.NO


def test_titles_of_two_places_make_two_matters_even_in_other_words() -> None:
    assert answer("柳河县金桂苑小区楼下烧烤店油烟扰民", "金桂苑" + TEXT.replace("翠竹园小区", "我们院子")) is Same.NO


def test_a_title_of_another_place_in_other_words_is_asked_about_where_the_text_still_tells_of_the_first() -> None:
    title = "柳河县金桂苑小区楼下烧烤店油烟影响生活"
    assert answer(title, TEXT.replace("每天", "天天").replace("没有结果", "没人管").replace("居民", "住户")) is Same.ASK


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("柳河县翠才苑小区周边搅拌厂噪声打扰", "柳河县金桂苑小区附近搅拌厂噪音扰民"),
        ("柳河县翠竹国际配套幼儿园什么时候开", "柳河县金桂国际配套幼儿园何时开"),
        ("柳河县大地科技公司拖欠工资", "柳河县金星装饰企业拖欠薪水"),
    ],
)
def test_a_thing_that_stands_anywhere_makes_no_two_places_one(one: str, other: str) -> None:
    text = (
        "晚上十点以后还有声音，白天灰也大，孩子咳嗽，老人睡不好。找过两次都说在处理，一个月过去了没有人来，请查一查。"
    )
    told = Told.of(one, text), Told.of(other, text.replace("晚上", "夜里").replace("请查", "盼查"))
    assert compare(*told, rarity(Counter([*told[0].pairs, *told[1].pairs]), 50)).same is Same.NO


def test_what_everybody_says_is_no_name_even_where_names_stand() -> None:
    for title, other in (
        ("再次请柳河市建设配套幼儿园的事情", "再次请柳河市修建配套幼儿园的事情"),
        ("翠竹园小区酒店夜间噪音扰民的问题", "翠竹园小区酒店夜间噪声打扰的毛病"),
        ("柳河市公交线路问题", "柳河市公交线路毛病"),
    ):
        about, said = Told.of(title, f"{title}。{TEXT}"), Told.of(other, f"{other}。{TEXT}")
        assert compare(about, said, rarity(Counter([*about.pairs, *said.pairs]), 50)).same is not Same.NO, title


def test_nothing_is_like_nothing() -> None:
    assert [answer("", ""), answer("你好", "谢谢")] == [Same.NO, Same.NO]


def test_names_are_found_before_the_word_for_their_kind() -> None:
    found = [name.whole for name in names_in("关于a3区学士街道裕园小区和桐梓坡路的问题")]
    assert found == ["a3区", "学士街道", "裕园小区", "桐梓坡路"]


def test_a_shortened_name_is_the_same_name_and_a_crossed_one_nearly() -> None:
    assert alike("万科魅力之城", "魅力之城") and not alike("万科魅力", "万科金域")
    assert nearly("福绿", "富绿") and nearly("云开一品", "开云一品") and not nearly("金域", "魅力")


@pytest.mark.parametrize("word", ["投诉", "楼下", "油烟", "扰民", "什么", "时候", "处理"])
def test_a_wrong_character_in_an_ordinary_word_of_a_title_names_nobody(word: str) -> None:
    title = "投诉柳河县的翠竹园小区楼下烧烤店油烟扰民什么时候处理"
    about = Told.of(title, TEXT)
    for spoilt in (word[0] + "也", "后" + word[1]):
        other = Told.of(title.replace(word, spoilt), TEXT)
        weigh = rarity(Counter([*about.pairs, *other.pairs]), 50)
        assert compare(about, other, weigh).same is Same.YES, spoilt


def test_where_words_are_spoilt_all_over_two_wrong_characters_in_a_row_name_nobody() -> None:
    spoilt = TEXT.replace("多次", "多在").replace("净化", "净行").replace("咳嗽", "咳后").replace("处理", "在理")
    spoilt = spoilt.replace("直接", "直年").replace("凌晨", "年晨").replace("结果", "生以")
    assert answer(TITLE, spoilt) is Same.YES
    assert answer(TITLE.replace("翠竹园", "金桂苑"), spoilt.replace("翠竹园", "金桂苑")) is Same.NO


def test_every_pair_is_found_among_many_and_listed_once() -> None:
    many = [
        Told.of(f"{place}村道路坑洼", f"{place}村的路坑洼不平，第{at}次下雨积水。")
        for at, place in enumerate("甲乙丙丁戊")
    ]
    pairs = [(pair.one, pair.other, pair.verdict.same) for pair in likely_pairs([ABOUT, *many, ABOUT])]
    assert (0, 6, Same.YES) in pairs and len({pair[:2] for pair in pairs}) == len(pairs)


def test_what_half_the_city_writes_is_found_too() -> None:
    pairs = list(likely_pairs([ABOUT] * 40 + [Told.of("路灯坏了", "巷口的路灯坏了半个月没人修")]))
    assert pairs and all(pair.verdict.same is Same.YES for pair in pairs if pair.other < 40)


def test_from_the_command_line_pairs_have_their_answers(tmp_path: Path) -> None:
    with (tmp_path / "in.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["留言编号", "留言用户", "留言主题", "留言时间", "留言详情"])
        writer.writerow(["1", "甲", TITLE, "2019/1/2", TEXT])
        writer.writerow(["2", "乙", TITLE, "2019/1/3", TEXT[10:]])
        writer.writerow(["3", "丙", TITLE.replace("翠竹园", "金桂"), "2019/1/3", TEXT.replace("翠竹园", "金桂")])
    call_command("insight", "same", "--in", tmp_path / "in.csv", "--out", tmp_path / "out.csv")
    rows = list(csv.DictReader((tmp_path / "out.csv").open(encoding="utf-8")))
    assert {(row["id_a"], row["id_b"]): row["same"] for row in rows} == {
        ("1", "2"): "1",
        ("1", "3"): "0",
        ("2", "3"): "0",
    }
