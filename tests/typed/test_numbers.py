"""Numbers that people copy and machines send: telephone, document, matter, code, whole numbers."""

from __future__ import annotations

import pytest

from huiyin.typed.addresses import email_of
from huiyin.typed.documents import document_of, document_slip, normal_document
from huiyin.typed.people import people_in
from huiyin.typed.petitions import code_of, number_of
from huiyin.typed.phones import phone_slip, phones_in
from huiyin.typed.slips import Slip
from huiyin.typed.wholes import row_id, whole


@pytest.mark.parametrize(
    ("field", "numbers"),
    [
        ("13255550001/85550001", ("13255550001", "85550001")),
        ("13255550001、0571-85550001", ("13255550001", "057185550001")),
        ("13255550001 13255550002", ("13255550001", "13255550002")),
        ("＋８６ １３２ ５５５５ ０００１", ("13255550001",)),
        ("电话+8613255550001", ("13255550001",)),
        ("(0571)8555 0001转801", ("057185550001",)),
        ("0571—85550001", ("057185550001",)),
        ("0571-85550001/35", ("057185550001", "057185550035")),
        ("手机：132-5555-0001，家里：85550001", ("13255550001", "85550001")),
        ("+852 9123 4567", ("+85291234567",)),
        ("١٣٢٥٥٥٥٠٠٠١", ("13255550001",)),
        ("12345", ("12345",)),
        ("0571-85550001-801", ("057185550001",)),
        ("85550001—801", ("85550001",)),
        ("(0571)85550001-8", ("057185550001",)),
        ("400-820-8820", ("4008208820",)),
        ("1325555-0001", ("13255550001",)),
        ("13255550001（本人，微信同号）", ("13255550001",)),
        ("无", ()),
    ],
)
def test_every_number_of_a_field_is_found(field: str, numbers: tuple[str, ...]) -> None:
    assert phones_in(field) == numbers


@pytest.mark.parametrize(
    "field",
    [
        "132・5555・0001", "13255550001（本人）", "13255550001。", "“13255550001”", "13255550001 微信同号",
        "85550001-801", "0571-85550001-801", "+86-132-5555-0001 (微信同号)", "13255550001（微信），家里85550001",
        "13255550001", "0571-85550001", "010 8555 0001", "85550001", "8555000", "400-800-1234",
        "+1 212 555 0001",
    ],
)  # fmt: skip
def test_numbers_there_are_are_taken(field: str) -> None:
    assert phone_slip(field) is None


@pytest.mark.parametrize(
    ("field", "slip"),
    [
        ("1325555000", Slip.PHONE_SHORT),
        ("132555500011", Slip.PHONE_LONG),
        ("0571-855500", Slip.PHONE_SHORT),
        ("010-8555000", None),
        ("855500", Slip.PHONE_SHORT),
        ("13255550001/8555", Slip.PHONE_SHORT),
        ("12", Slip.PHONE_SHORT),
        ("一三二", Slip.NO_PHONE),
        ("一三二abc", Slip.NO_PHONE),
        ("x", Slip.NO_PHONE),
        ("-", Slip.NO_PHONE),
        ("。（）", Slip.NO_PHONE),
        ("不方便", Slip.NO_PHONE),
        ("132O5550001", Slip.NO_PHONE),
    ],
)
def test_a_number_with_a_digit_too_few_or_too_many_is_noticed(field: str, slip: Slip | None) -> None:
    assert phone_slip(field) is slip


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("A123456(7)", "A123456(7)"),
        ("Ａ１２３４５６（７）", "A123456(7)"),
        ("军字第2001988号", "军字第2001988号"),
        ("110105-19491231-002X", "11010519491231002X"),
        ("11010519491231002×", "11010519491231002X"),
        ("11010519491231002＊", "11010519491231002X"),
        ("110105 19491231 002x", "11010519491231002X"),
        ("11010519491231002Х", "11010519491231002X"),
        ("E12345678", "E12345678"),
        ("H12345678", "H12345678"),
        ("01234567", "01234567"),
        ("110105491231002", "110105491231002"),
        ("身份证11010519491231002X", "11010519491231002X"),
        ("居民身份证号码：110105 19491231 002x", "11010519491231002X"),
        ("11010519491231002X（本人）", "11010519491231002X"),
        ("11010519491231OO2X", "11010519491231002X"),
        ("l1010519491231002X", "11010519491231002X"),
    ],
)
def test_documents_of_every_kind_are_taken_and_found_alike(number: str, kept: str) -> None:
    assert (document_of(number), document_slip(number)) == (kept, None)
    assert normal_document(number) == normal_document(kept)


@pytest.mark.parametrize(
    ("number", "slip"),
    [
        ("110105194912310021", Slip.DOCUMENT_SLIP),
        ("11010519491231002", Slip.DOCUMENT_LENGTH),
        ("1101051949123100211", Slip.DOCUMENT_LENGTH),
        ("110105194912310O21", Slip.DOCUMENT_SLIP),
        ("无", Slip.NO_DOCUMENT),
        ("12", Slip.NO_DOCUMENT),
    ],
)
def test_a_slip_in_a_document_is_noticed(number: str, slip: Slip) -> None:
    assert document_slip(number) is slip


def test_a_document_behind_its_name_is_found_without_it() -> None:
    assert normal_document("护照：E12345678") == normal_document("E12345678")
    assert normal_document("台胞证12345678") == normal_document("12345678")


def test_number_and_code_are_read_in_any_width() -> None:
    assert number_of(" ９９０１００-２０２６０８１０ ００００１") == "9901002026081000001"
    assert code_of("ab２３-cdＥＦ") == "AB23CDEF"


@pytest.mark.parametrize(
    ("field", "people"),
    [
        (
            "张三 +86 132 1111 1234 ; 李四（13322221234） ; 王五 电话：13433331234",
            [("张三", "+86 132 1111 1234"), ("李四", "13322221234"), ("王五", "13433331234")],
        ),
        ("王强 13800001234\n李梅，139-0000-5678", [("王强", "13800001234"), ("李梅", "139-0000-5678")]),
        ("李四 13200001111\n王五", [("李四", "13200001111"), ("王五", "")]),
        ("张三（身份证11010519491231002X，电话13211111234）", [("张三", "13211111234")]),
        ("张三 男 13211111234 身份证号：110105 19491231 002X", [("张三", "13211111234")]),
        ("张三（组长）13211111234", [("张三（组长）", "13211111234")]),
        ("张三/李四|王五", [("张三", ""), ("李四", ""), ("王五", "")]),
        ("①张三②李四", [("张三", ""), ("李四", "")]),
        ("张三 李四 王五", [("张三", ""), ("李四", ""), ("王五", "")]),
        ("张三和李四", [("张三", ""), ("李四", "")]),
        ("李和平", [("李和平", "")]),
        ("欧阳 娜娜", [("欧阳 娜娜", "")]),
        ("张三、李四，王五", [("张三", ""), ("李四", ""), ("王五", "")]),
        ("张三13211111234李四13322221234", [("张三", "13211111234"), ("李四", "13322221234")]),
        ("13211111234 张三\n0571-85550001 李四", [("张三", "13211111234"), ("李四", "0571-85550001")]),
        ("姓名：张三 电话：１３２１１１１１２３４", [("张三", "13211111234")]),
        (
            "1. 买买提•吐尔逊 13211111234\n2、张\U0002ebf0 13211111235",
            [("买买提•吐尔逊", "13211111234"), ("张\U0002ebf0", "13211111235")],
        ),
        ("张三 13211111234/85550001", [("张三", "13211111234/85550001")]),
        ("张三 1321111123", [("张三", "1321111123")]),
        ("13211111234", [("", "13211111234")]),
        (" \n ; ", []),
    ],
)  # fmt: skip
def test_several_people_in_one_field(field: str, people: list[tuple[str, str]]) -> None:
    assert list(people_in(field)) == people


@pytest.mark.parametrize("raw", ["²", "٣", "+1", "1_0", "", "1.0", "0x1", "9" * 20, "1\x00", None, True, [1], "-1"])
def test_what_is_no_row_is_none(raw: object) -> None:
    assert row_id(raw) is None


def test_bounds_are_included() -> None:
    assert [whole(each, -1, 3) for each in ("-2", "-1", "3", "4", 2)] == [None, -1, 3, None, 2]
    assert [row_id(each) for each in ("1", str(2**63 - 1), str(2**63))] == [1, 2**63 - 1, None]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("张三 <a@b.cn>", "a@b.cn"), ("mailto:a@b.cn", "a@b.cn"), ("Ａ＠b．cn。", "A@b.cn"), ("<a@b.cn>", "a@b.cn"),
        ("a@b.cn;c@d.cn", "a@b.cn;c@d.cn"),
    ],
)  # fmt: skip
def test_an_address_is_taken_out_of_what_programs_put_around_it(typed: str, kept: str) -> None:
    assert email_of(typed) == kept
