"""The story offered back: people's own marks are followed, and no word is rewritten. No database."""

import pytest

from huiyin.wording import howmany, reading
from tests.portal.life import STORY, WAGES


@pytest.mark.parametrize(
    ("story", "requests"),
    [
        (STORY, ["希望恢复水渠。", "希望赔偿我的损失3200元。"]),
        (WAGES, ["支付拖欠的工资", "补缴社保"]),
        ("小区问题如下：一是电梯停用；二是物业乱收费；三是车位被占。", ["电梯停用", "物业乱收费", "车位被占。"]),
        ("我有两点建议\n（一）修路\n（二）装灯", ["修路", "装灯"]),
        ("请求事项：①退款②道歉", ["退款", "道歉"]),
        ("希望：退还押金\n经过：去年三月退租", ["退还押金"]),
        ("水停了，没人管", ["水停了，没人管"]),
        ("我住在东风路三号，六十二岁。", [""]),
        ("路挖开半年了，还请住建部门来看一下。谢谢！", ["路挖开半年了，还请住建部门来看一下。"]),
        ("小区门口一直没有路灯，什么时候能装？", ["小区门口一直没有路灯，什么时候能装？"]),
        (
            "楼下饭店的油烟排到我家，老人咳了一冬天，物业来过两次都说管不了，望有关部门上门查一查。",
            ["望有关部门上门查一查。"],
        ),
        ("水停了。请领导重视，谢谢。", ["请领导重视，谢谢。"]),
        ("水停了。希望通水。请领导重视。", ["希望通水。"]),
        ("", [""]),
    ],
)
def test_it_offers_the_requests(story: str, requests: list[str]) -> None:
    assert [each.request for each in reading.offer(story)] == requests


def test_facts_and_reasons_stand_with_the_first_claim() -> None:
    first, second = reading.offer(STORY)
    assert first.reasons == "根据《水法》规定，渠道是集体的。"
    assert first.facts.startswith("我是柳溪村三组村民陈大山。")
    assert second.facts == second.reasons == ""


def test_a_lone_number_is_no_list() -> None:
    assert len(reading.offer("1.5米的水渠被占。希望恢复。")) == 1


def test_no_more_than_eight_claims_are_offered() -> None:
    story = "诉求：\n" + "\n".join(f"{number}、修第{number}条路" for number in range(1, 20))
    assert len(reading.offer(story)) == reading.MOST_CLAIMS


@pytest.mark.parametrize(
    ("story", "kind", "words"),
    [
        ("2026年3月5日停水", "when", ("2026年3月5日",)),
        ("从2026-03-05起", "when", ("2026-03-05",)),
        ("去年十月被占", "when", ("去年十月",)),
        ("欠我2.6万元，还有五百多元", "sum", ("2.6万元", "五百多元")),
        ("住在滨河路12号", "place", ("滨河路12号",)),
        ("我去县里问", "place", ()),
        ("修路占了地，那条路没法走", "place", ()),
    ],
)
def test_it_finds_dates_sums_and_places(story: str, kind: str, words: tuple[str, ...]) -> None:
    assert reading.words_of(reading.finds(story), kind) == words


def test_known_places_are_found_anywhere() -> None:
    assert reading.words_of(reading.finds("在上桥村口", ["上桥村"]), "place") == ("上桥村",)


def test_the_pieces_make_the_whole() -> None:
    pieces = list(reading.pieces(STORY, reading.finds(STORY)))
    assert "".join(piece for piece, _ in pieces) == STORY
    assert ("去年10月", True) in pieces


def test_a_very_long_story_is_read_quickly() -> None:
    assert reading.offer(STORY * 900)


@pytest.mark.parametrize(
    ("story", "people"),
    [
        ("我们十二个人都没拿到工资", 12),
        ("我和另外三个工友一起干的", 4),
        ("我们一百零五名业主", 105),
        ("一共28个人签了名", 28),
        ("我们村86人喝这口井", None),
        ("我们小区3号楼1单元", None),
        ("大家等了三个月", None),
        ("我一个人", None),
        ("第3个人来了", None),
        ("我们班组一共九个女工", 9),
        ("叫我们二十来个人签字", 20),
        ("群里三十多个家长都一样", 30),
        ("俺们全村一百三十六口人就一条路", 136),
        ("我们小区八十六户业主", 86),
        ("我们五家的责任田", 5),
        ("保管、司机，加上我一共四个，", 4),
        ("The school owes four of us three months", 4),
        ("我们三个月没发工资", None),
        ("我们找了五家单位", None),
        ("我们村三百户通不了水", None),
        ("一共四个问题", None),
    ],
)
def test_a_story_tells_for_how_many_it_speaks(story: str, people: int | None) -> None:
    assert howmany.people_told(story) == people


@pytest.mark.parametrize(
    ("story", "places"),
    [
        ("我举报县水利局虚报工程款", ()), ("控告县教育局", ()), ("投诉镇政府", ()),
        ("反映柳溪县水利局的事", ("柳溪县",)), ("住报国寺街3号", ("报国寺街3号",)),
    ],
)  # fmt: skip
def test_what_somebody_does_to_an_organ_is_no_place(story: str, places: tuple[str, ...]) -> None:
    assert reading.words_of(reading.finds(story), "place") == places


CITY = (
    ("99", "示范省"), ("9901", "示范省 青川市"), ("990102", "示范省 青川市 云河区"), ("990121", "示范省 青川市 柳溪县"),
    ("990121101", "示范省 青川市 柳溪县 石桥镇"), ("990121101201", "示范省 青川市 柳溪县 石桥镇 上桥村"),
    ("990121201201", "示范省 青川市 柳溪县 梨园乡 东坡村"), ("990102101201", "示范省 青川市 云河区 大湾镇 东坡村"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("我是石桥镇上桥村三组的，渠被填了。", "990121101201"),
        ("柳溪县教育局不给办转学。", "990121"),
        ("梨园乡东坡村的路灯坏了。", "990121201201"),
        ("东坡村的路灯坏了。", ""),
        ("老家在柳溪县，在云河区打工，老板不给钱。", ""),
        ("楼上漏水，没人管。", ""),
        ("我们石桥镇的，都在云河区干活，钱没给。", "990102"),
    ],
)
def test_the_place_is_read_where_the_words_plainly_name_one(words: str, code: str) -> None:
    assert reading.place_told(words, CITY) == code


@pytest.mark.parametrize(
    "words",
    [
        "谁也不管。",
        "这事谁来管？",
        "你们给我做主！",
        "我找谁去。",
        "这日子咋过啊",
        "谁也不管，我一个老农民能找谁。",
        "求政府帮帮我。",
        "请领导管管吧。",
        "你们看怎么办吧",
    ],
)
def test_that_somebody_should_care_is_no_request_yet(words: str) -> None:
    assert reading.hollow(words)
    assert reading.own_words(f"渠被填了，地浇不上水。{words}") == "渠被填了，地浇不上水。"


def test_a_question_in_english_stays_whole() -> None:
    said = "I was not paid for three months. Who can help me?"
    assert [each.request for each in reading.offer(said)] == [said]


@pytest.mark.parametrize(
    "words", ["谁来把渠修好", "没人管垃圾", "把工钱结清。", "请政府帮我把低保续上", "求领导解决停水"]
)
def test_whoever_says_what_is_to_be_done_asks(words: str) -> None:
    assert not reading.hollow(words)
