import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.typed.addresses import normal_email
from huiyin.typed.documents import normal_document
from huiyin.typed.names import normal_name
from huiyin.typed.phones import normal_phone
from huiyin.vault.blind import email_index, id_index, index, name_index, phone_index
from huiyin.vault.errors import NothingToIndex
from huiyin.vault.keyring import Cipher, KeyRing, Purpose

RING = KeyRing.generate()


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("陈建国", " 陈 建　国 "),
        ("阿卜杜拉·买买提", "阿卜杜拉•买买提"),
        ("阿卜杜拉·买买提", "阿卜杜拉买买提"),
        ("阿卜杜拉·买买提", "阿卜杜拉．买买提"),
        ("阿卜杜拉·买买提", "阿卜杜拉・买买提"),
        ("ＪＯＨＮ Smith", "john smith"),
        ("陈建国", "陈\u200b建国"),
    ],
)
def test_names_are_found_however_they_are_spaced_and_dotted(written: str, same: str) -> None:
    assert name_index(RING, written) == name_index(RING, same)


@pytest.mark.parametrize("other", ["陈建囯", "陈健国", "国建陈", "陈建", "𬱖建国"])
def test_another_name_is_another_index(other: str) -> None:
    assert name_index(RING, "陈建国") != name_index(RING, other)


def test_private_use_characters_of_old_systems_stay_in_a_name() -> None:
    assert name_index(RING, "陈\ue001") != name_index(RING, "陈")


@pytest.mark.parametrize(
    "same", ["33010619800101771x", "３３０１０６１９８００１０１７７１Ｘ", "330106 19800101 771X", "33010619800101771×"]
)
def test_identity_numbers_are_found_in_any_width_and_case(same: str) -> None:
    assert id_index(RING, "33010619800101771X") == id_index(RING, same)


@pytest.mark.parametrize(
    "same",
    [
        "+86 132 0000 7710",
        "86-13200007710",
        "0086 13200007710",
        "８６１３２００００７７１０",
        "132-0000-7710",
        "013200007710",
        "(+86)13200007710",
    ],
)
def test_mobile_numbers_are_found_with_and_without_the_country(same: str) -> None:
    assert phone_index(RING, "13200007710") == phone_index(RING, same)


@pytest.mark.parametrize(
    "same", ["057188880000", "(0571) 8888 0000", "+86 571 8888 0000", "0571-88880000转801", "+86 (0571) 88880000"]
)
def test_fixed_lines_are_found_with_and_without_the_trunk_zero(same: str) -> None:
    assert phone_index(RING, "0571-88880000") == phone_index(RING, same)


@pytest.mark.parametrize(("written", "normal"), [("010-88880000", "01088880000"), ("+86 10 8888 0000", "01088880000")])
def test_a_beijing_line_is_not_taken_for_a_mobile(written: str, normal: str) -> None:
    assert normal_phone(written) == normal


def test_a_number_of_another_country_keeps_its_code() -> None:
    assert normal_phone("+852 1234 5678") == normal_phone("00852-12345678") == "+85212345678"


def test_e_mail_addresses_are_found_in_any_case() -> None:
    assert email_index(RING, "Chen@Example.CN ") == email_index(RING, "ｃｈｅｎ@example.cn")


@pytest.mark.parametrize(
    ("find", "blank"), [(name_index, " · "), (id_index, "—"), (phone_index, "无"), (email_index, "")]
)
def test_nothing_is_no_index(find: object, blank: str) -> None:
    assert callable(find)
    with pytest.raises(NothingToIndex):
        find(RING, blank)


def test_the_same_text_in_two_kinds_of_field_gives_two_indexes() -> None:
    assert index(RING, "phone", "13200007710") != index(RING, "id", "13200007710")


def test_another_ring_gives_another_index() -> None:
    assert name_index(RING, "陈建国") != name_index(KeyRing.generate(), "陈建国")


def test_an_index_outlives_the_rotation_of_identity_keys_but_not_of_its_own() -> None:
    assert name_index(RING.rotate(), "陈建国") == name_index(RING, "陈建国")
    assert name_index(RING.rotate(Purpose.INDEX), "陈建国") != name_index(RING, "陈建国")


def test_under_the_national_algorithms_an_index_is_as_long() -> None:
    assert len(name_index(KeyRing.generate(Cipher.SM4), "陈建国")) == len(name_index(RING, "陈建国")) == 16


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    for normal in (normal_name, normal_document, normal_email):
        once = normal(text)
        assert normal(once) == once
