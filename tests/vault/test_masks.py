import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.vault.masks import mask_address, mask_email, mask_id, mask_name, mask_phone


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("陈建国", "陈**"),
        ("陈明", "陈*"),
        ("陈", "*"),
        ("欧阳修", "欧阳*"),
        ("欧阳", "欧*"),
        ("诸葛孔明", "诸葛**"),
        ("阿卜杜拉·买买提", "阿**"),
        (" John Smith ", "J**"),
        ("", ""),
    ],
)
def test_of_a_name_only_the_family_shows(name: str, shown: str) -> None:
    assert mask_name(name) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [("33010619800101771X", "330***********771X"), ("E12345678", "E******78"), ("123456", "******"), ("", "")],
)
def test_of_an_identity_number_the_birthday_never_shows(number: str, shown: str) -> None:
    assert mask_id(number) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13200007710", "132****7710"),
        ("132 0000 7710", "132****7710"),
        ("+8613200007710", "+86132****7710"),
        ("0571-88880000", "0571****0000"),
        ("88880000", "******00"),
        ("12345", "*****"),
    ],
)
def test_of_a_phone_number_the_middle_never_shows(number: str, shown: str) -> None:
    assert mask_phone(number) == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("浙江省杭州市西湖区文三路1号", "浙江省杭州市西湖区****"),
        ("杭州市西湖区文三路1号", "杭州市西湖区****"),
        ("浙江省义乌市稠城街道1号", "浙江省义乌市****"),
        ("广西壮族自治区南宁市青秀区1号", "广西壮族自治区南宁市青秀区****"),
        ("云南省大理白族自治州漾濞彝族自治县苍山西镇", "云南省大理白族自治州漾濞彝族自治县****"),
        ("阳光小区3幢201室", "****"),
        ("文三路小区5幢", "****"),
        ("桐庐县江南镇1村", "桐庐县****"),
        ("", ""),
    ],
)
def test_of_an_address_nothing_below_the_county_shows(address: str, shown: str) -> None:
    assert mask_address(address) == shown


@pytest.mark.parametrize(
    ("address", "shown"), [("chen@example.cn", "c***@example.cn"), ("c@example.cn", "***@example.cn"), ("chen", "****")]
)
def test_of_an_e_mail_address_the_first_letter_and_the_domain_show(address: str, shown: str) -> None:
    assert mask_email(address) == shown


@given(st.text())
def test_any_text_can_be_masked(text: str) -> None:
    for mask in (mask_name, mask_id, mask_phone, mask_address, mask_email):
        assert isinstance(mask(text), str)
