"""Names written so that they need not be written: letters for characters, what sounds alike, old forms, half a name,
the way people speak of what is their own. Whoever is meant by them neither keeps the report nor owns it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.law.accused.meant import keepers
from huiyin.law.accused.spelling import present_characters
from huiyin.typed.initials import initials_of, may_spell
from tests import cast
from tests.law.test_accused import LIUXI, NAMES, QUICKLY, REGISTER, TANG, WORLD, kept_by, meant

DISCIPLINE = (cast.LIUXI_DISCIPLINE, cast.CITY_DISCIPLINE)
DONGLING = "990122000000"


def keeper_of(words: str, place: str = LIUXI) -> int | None:
    found = kept_by(meant(words), place)
    return found and found[0]


# --- the organ that would look into it --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "县记委", "县继委", "县纪W", "县J委", "县jw", "县ＪＷ", "县ji委", "县纪wei", "xian jiwei", "XJW", "县监查委",
        "县糸己委", "县反贪局", "县巡察组", "县廉政办", "查案子的那个委", "监督的部门", "留置中心", "直属机关",
        "那边的单位",
    ],
)  # fmt: skip
def test_the_discipline_organ_under_another_word_does_not_keep_the_report_on_itself(typed: str) -> None:
    assert keeper_of(typed) != cast.LIUXI_DISCIPLINE


@pytest.mark.parametrize("typed", ["市记委", "市jw", "市里那个查案的组"])
def test_nor_that_of_the_level_that_is_said(typed: str) -> None:
    assert keeper_of(typed) not in DISCIPLINE


@pytest.mark.parametrize("typed", ["纪委的人", "纪检部门", "纪检监察", "派驻纪检监察组", "监察室"])
def test_where_every_discipline_organ_may_be_meant_somebody_is_asked_for_the_full_name(typed: str) -> None:
    assert keeper_of(typed) is None


@pytest.mark.parametrize("typed", ["宏远建材公司", "利民超市"])
def test_a_firm_nobody_knows_is_no_disguise(typed: str) -> None:
    assert keeper_of(typed) == cast.LIUXI_DISCIPLINE


@pytest.mark.parametrize(
    ("typed", "organ"),
    [
        ("本县纪委", cast.LIUXI_DISCIPLINE), ("我们县的纪委", cast.LIUXI_DISCIPLINE),
        ("咱县纪委", cast.LIUXI_DISCIPLINE),
        ("县里的水利局", cast.LIUXI_WATER), ("我县国土局", cast.LIUXI_LAND), ("市里纪委", cast.CITY_DISCIPLINE),
        ("县府", cast.LIUXI_GOV), ("縣紀委", cast.LIUXI_DISCIPLINE), ("県纪委", cast.LIUXI_DISCIPLINE),
    ],
)  # fmt: skip
def test_the_own_county_s_organ_is_the_county_s(typed: str, organ: int) -> None:
    found = meant(typed)
    assert (found.organs, found.sure) == ({organ}, True)


def test_an_organ_that_another_place_has_is_not_taken_for_the_one_of_this_place() -> None:
    """Only Liuxi has a land bureau here; a report on Dongling's must not count as one on Liuxi's for certain."""
    for found in (meant("东岭县国土局", place=LIUXI), meant("国土局", place=DONGLING)):
        assert not found.sure and not found.organs
    assert meant("国土局").organs == {cast.LIUXI_LAND}


# --- people -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "tangzhenhua", "Tang Zhenhua", "tang zhen hua", "TZH", "zhenhua tang", "唐zh", "唐振hua", "T振华", "糖振华",
        "堂镇华",
        "华哥", "阿华", "振哥", "唐頭", "唐振華", "唐Ｘ华",
    ],
)  # fmt: skip
def test_a_name_in_letters_or_by_its_sound_keeps_its_bearer_away(typed: str) -> None:
    assert TANG in meant("", typed).all_persons


def test_of_several_people_in_one_run_each_is_kept_away() -> None:
    other = next(name for name in NAMES.values() if name[0] == "李")
    found = meant("", f"唐{other[0]}两位主任")
    assert TANG in found.all_persons
    assert {number for number, name in NAMES.items() if name == other and number // 10 == cast.LIUXI_DISCIPLINE} <= (
        found.all_persons
    )


@st.composite
def in_disguise(draw: Any) -> tuple[int, str]:
    """Somebody's name with any of its characters as a letter, a syllable's length of letters, or a mark."""
    person = draw(st.sampled_from([number for number in NAMES if number // 10 in cast.ORGANS]))
    signs = [draw(st.sampled_from([char, initials_of(char), initials_of(char).upper()])) for char in NAMES[person]]
    parted = draw(st.sampled_from(["", " ", ".", "·", "-"]))
    return person, parted.join(signs) + draw(st.sampled_from(["", "主任", "（局长）", "收钱"]))


@QUICKLY
@given(in_disguise())
def test_no_letters_for_characters_lead_a_report_into_their_hands(typed: tuple[int, str]) -> None:
    person, words = typed
    found = meant("", words)
    assert person in found.all_persons or not found.sure, words
    place = cast.ORGANS[person // 10].code
    kept = kept_by(meant("", words, place=place), place)
    assert kept is None or kept[1] != person, words


@QUICKLY
@given(st.sampled_from(DISCIPLINE), st.lists(st.booleans(), min_size=6, max_size=6), st.booleans())
def test_no_letters_for_characters_lead_it_to_the_organ_they_stand_for(
    organ: int, letters: list[bool], capital: bool
) -> None:
    name = cast.ORGANS[organ].name.removeprefix("柳溪")
    typed = "".join(initials_of(char) if letter else char for char, letter in zip(name, letters, strict=False))
    found = meant(typed.upper() if capital else typed)
    assert organ in found.all_organs or organ not in {each.id for each in keepers(REGISTER, LIUXI, found, WORLD.ties)}


# --- the parts --------------------------------------------------------------------------------------------------------


def test_old_forms_are_known_for_more_than_the_commonest() -> None:
    known = present_characters()
    assert len(known) > 2_500 and {known[old] for old in "韋龐樂瀋閻竇鄔"} == set("韦庞乐沈阎窦邬")


@pytest.mark.parametrize(
    ("letters", "initials", "may"),
    [
        ("tzh", "tzh", True), ("tangzhenhua", "tzh", True), ("thz", "tzh", False), ("", "tzh", False),
        ("tzh", "", False),
        ("ztzh", "tzh", False), ("t" + "a" * 30 + "zh", "tzh", False),
    ],
)  # fmt: skip
def test_letters_stand_for_a_name_in_its_order(letters: str, initials: str, may: bool) -> None:
    assert may_spell(letters, initials) is may
