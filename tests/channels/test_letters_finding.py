"""What a letter says of its writer: found where people write it, proposed with its place, guessed nowhere."""

from __future__ import annotations

import pytest

from huiyin.channels.letters.finding import accuses, find_fields, valid_id, valid_phone
from huiyin.channels.letters.lines import Line, text_of

PLACES = ("柳溪县", "柳溪县 石桥镇", "柳溪县 石桥镇 上桥村", "云和县 河口镇 上桥村")


def value(field: str, text: str) -> str:
    found = find_fields(text, PLACES)
    return found[field].value if field in found else ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("来信人：陈大山\n2026年11月16日", "陈大山"),
        ("反映人(签名):欧阳文静，女", "欧阳文静"),
        ("我叫何腊梅，今年六十二岁。", "何腊梅"),
        ("本人名叫买买提·艾力，现年三十岁", "买买提·艾力"),
        ("请领导尽快处理。\n此致\n敬礼\n王秀英\n2026年11月1日", "王秀英"),
        ("反映人：李爱民\n2026年11月16日", "李爱民"),
        ("姓名：\n电话：13200007710", ""),
        ("请领导尽快处理。\n此致\n敬礼", ""),
        ("被举报人：李大明\n举报人：赵建国", "赵建国"),
        ("被举报人：李大明 举报人：赵建国", "赵建国"),
        ("被反映人姓名：李大明，职务：村主任", ""),
        ("被投诉人姓 名：李大明", ""),
        ("村支书姓名：李大明", ""),
        ("请依法处理此致敬礼反映人：李爱民", "李爱民"),
        ("姓名：赵建国电话：13200005678", "赵建国"),
        ("姓　名：赵建国　性别：男", "赵建国"),
        ("来信人：买买提•吐尔逊", "买买提•吐尔逊"),
        ("来信人：买买提・吐尔逊", "买买提・吐尔逊"),
        ("来信人：买买提·吐尔逊电话13200005678", "买买提·吐尔逊"),
        ("来信人：䶮小明", "䶮小明"),
        ("来信人：张\U0002ebf0", "张\U0002ebf0"),
        ("来信人：张\ue863明", "张\ue863明"),
        ("我是村民，我们的渠被占了。", ""),
        ("我是石桥镇村民，我们的渠被占了。", ""),
    ],
)
def test_the_writer_is_found_at_a_label_in_the_first_sentence_or_in_the_signature(text: str, name: str) -> None:
    assert value("name", text) == name


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("村支书电话不知道，我的手机：132 0000 7710", "13200007710"),
        ("打 0571-88067715 找我", "0571-88067715"),
        ("经办人手机19900001187记不清了；联系电话13200007710", "19900001187"),
        ("编号330182202611160001", ""),
        ("联系电话：513200007710", "513200007710"),
        ("电话+8613200005678", "13200005678"),
        ("电话：1 3 2 0 0 0 0 5 6 7 8", "13200005678"),
        ("电话：１３２００００５６７８", "13200005678"),
        ("电话：13255550001/85550001。", "13255550001/85550001"),
        ("电话\xa0132\u20030000\u20035678", "13200005678"),
    ],
)
def test_a_phone_is_found_and_a_long_number_is_none(text: str, phone: str) -> None:
    assert value("phone", text) == phone


def test_a_number_that_cannot_be_a_phone_is_seen_to_be_wrong() -> None:
    assert [valid_phone(each) for each in ("13200007710", "0571-88067715", "513200007710")] == [True, True, False]


def test_an_identity_number_with_a_wrong_last_sign_is_seen_to_be_wrong() -> None:
    assert value("id_number", "身份证号990121 19650312 0017。") == "990121196503120017"
    assert [valid_id("990121196503120017"), valid_id("990121196503120018")] == [True, False]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("身份证号：110105-19491231-002X。", "11010519491231002X"),
        ("身份证：11010519491231002×", "11010519491231002X"),
        ("身份证１１０１０５１９４９１２３１００２ｘ", "11010519491231002X"),
        ("身份证号码：A123456(7)", "A123456(7)"),
        ("军官证：军字第2001988号", "军字第2001988号"),
        ("护照号码：E12345678", "E12345678"),
        ("台胞证号：01234567", "01234567"),
    ],
)
def test_documents_of_every_kind_are_found(text: str, number: str) -> None:
    assert value("id_number", text) == number


def test_the_place_is_the_most_exact_one_whose_superiors_are_named_too() -> None:
    assert value("place", "我是柳溪县石桥镇上桥村村民") == "柳溪县 石桥镇 上桥村"


def test_the_address_ends_where_the_next_thing_begins() -> None:
    assert value("address", "家住柳溪县石桥镇上桥村三组12号，电话13200007710") == "柳溪县石桥镇上桥村三组12号"


def test_requests_come_a_line_each() -> None:
    assert value("request", "请求：一、恢复水渠；二、赔偿损失。") == "恢复水渠\n赔偿损失。"


def test_greeting_signature_and_date_are_not_asked_for() -> None:
    assert value("request", "水渠被占了。\n诉求：恢复水渠\n此致\n敬礼！\n来信人：陈大山\n2026年11月16日") == "恢复水渠"


def test_a_report_of_wrongdoing_is_noticed() -> None:
    assert [accuses("我要举报村主任"), accuses("请修好水渠")] == [True, False]


def test_every_find_stands_where_it_says() -> None:
    text = "我叫陈大山，住址：石桥镇12号，电话13200007710，身份证990121196503120017。"
    found = find_fields(text)
    for field in ("name", "phone", "id_number", "address"):
        assert text[found[field].start : found[field].end] == found[field].value


# Lines to text -----------------------------------------------------------------------------------------------------


def line(words: str, left: int, top: int) -> Line:
    return Line(words, (left, top, 30 * len(words), 30), (99,) * len(words))


def test_a_line_that_reaches_the_margin_runs_on_and_an_indented_one_begins_anew() -> None:
    full, rest, anew = line("一二三四五六七八九十", 100, 100), line("甲乙", 100, 160), line("丙丁", 160, 220)
    assert text_of([[anew, rest, full]])[0] == "一二三四五六七八九十甲乙\n丙丁"


def test_words_side_by_side_are_one_row() -> None:
    assert text_of([[line("电话：", 500, 103), line("姓名：陈大山", 100, 100)]])[0] == "姓名：陈大山 电话："


def test_every_line_knows_its_place_in_the_text_over_several_pages() -> None:
    text, placed = text_of([[line("第一页", 100, 100)], [line("第二页", 100, 100)]])
    assert [(text[each.start : each.end], each.page) for each in placed] == [("第一页", 1), ("第二页", 2)]


def test_only_doubtful_characters_are_marked() -> None:
    doubtful = Line("陈大山", (0, 0, 90, 30), (99, 40, 99))
    assert doubtful.pieces == [("陈", True), ("大", False), ("山", True)]
    assert text_of([[doubtful]])[1][0].unsure == [1]
