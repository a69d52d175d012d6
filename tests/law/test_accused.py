"""However somebody's name is typed, a report on them is neither held, owned nor read by them: what is unclear is kept
where nobody can be meant, until a person says who is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.law.accused.meant import Meant, Typed, keepers, understood, who_is_meant
from huiyin.law.accused.reading import Known, Register, Served
from huiyin.law.accused.spelling import Vocabulary
from huiyin.law.frame.decide import decide
from huiyin.law.frame.facts import PETITIONER, World
from huiyin.law.frame.fold import evolve
from huiyin.law.frame.verdict import Decision
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.procedure import MATTER
from huiyin.law.terms import OUTSIDE, Act, Role
from tests import cast
from tests.law import plausible

LIUXI = "990121000000"
FIRST_ASKED = (Role.DISPATCHER, Role.RECEPTION, Role.HANDLER)
WORDS = Vocabulary.of(yaml.safe_load(Path("data/names/accused.yaml").read_text(encoding="utf-8")))
DIVISIONS = {"99": "示范省", "9901": "青川市", "990121": "柳溪县", "990122": "东岭县", "990121101": "清河镇"}
FAMILIES = "唐 王 李 张 任 向 和 文 司马 欧阳 罗 费 管 代 常".split()  # noqa: SIM905
GIVEN = "振华 建国 海 小军 美玲 国庆 正 明辉 春生 大勇 志强 卫东 雅琴 永平 思远 子涵".split()  # noqa: SIM905
NAMES = {person: FAMILIES[person % 14] + GIVEN[(person * 7) % 16] for person in cast.PEOPLE}
TANG, SECOND_TANG = cast.LIUXI_DISCIPLINE * 10 + 1, cast.LIUXI_LAND * 10 + 3
NAMES = {number: "罗国邦" if name.startswith("唐") else name for number, name in NAMES.items()}
NAMES |= {TANG: "唐振华", SECOND_TANG: "唐海"}
PEOPLE = tuple(
    Known(number, NAMES[number], (Served(post.organ, date(2020, 1, 1)),)) for number, post in cast.PEOPLE.items()
)
REGISTER = Register(cast.CHART, PEOPLE, DIVISIONS, WORDS)
TIES = {number: frozenset({post.organ}) for number, post in cast.PEOPLE.items()}
WORLD: World = replace(
    cast.WORLD,
    ties=TIES.__getitem__,
    tied=lambda organs: frozenset(number for number, served in TIES.items() if served & organs),
)


def meant(*words: str, place: str = LIUXI, chosen: int | None = None) -> Meant:
    return who_is_meant(Typed(chosen, words, place), REGISTER)


def kept_by(found: Meant, place: str = LIUXI) -> tuple[int, int] | None:
    """Organ and person that get the report; nothing if there is nobody who cannot be meant."""
    away = found.all_persons | WORLD.tied(cast.CHART.barred(found.all_organs))
    for organ in keepers(REGISTER, place, found, WORLD.ties):
        person = WORLD.duty(organ.id, FIRST_ASKED, away)
        if person is not None:
            return organ.id, person
    return None


# --- organs -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "organ"),
    [
        ("柳溪县政府", cast.LIUXI_GOV), ("县政府", cast.LIUXI_GOV), ("柳溪县人民政府", cast.LIUXI_GOV),
        ("县长", cast.LIUXI_GOV), ("县里", cast.LIUXI_GOV), ("县领导", cast.LIUXI_GOV),
        ("县纪委", cast.LIUXI_DISCIPLINE), ("柳溪县纪委监委", cast.LIUXI_DISCIPLINE),
        ("县纪检委", cast.LIUXI_DISCIPLINE), ("柳溪县纪律检查委员会", cast.LIUXI_DISCIPLINE),
        ("县水利局", cast.LIUXI_WATER), ("柳溪县水利局。", cast.LIUXI_WATER), ("柳溪水务局", cast.LIUXI_WATER),
        ("柳 溪 县 水 利 局", cast.LIUXI_WATER), ("柳溪縣水利局", cast.LIUXI_WATER),
        ("「柳溪县水利局」", cast.LIUXI_WATER),
        ("我要举报柳溪县水利局的", cast.LIUXI_WATER), ("青川市柳溪县水利局局长", cast.LIUXI_WATER),
        ("柳溪县的水利局", cast.LIUXI_WATER), ("市水利局", cast.CITY_WATER), ("青川市水利局", cast.CITY_WATER),
        ("东岭县水利局", cast.DONGLING_WATER), ("县土地局", cast.LIUXI_LAND), ("清河镇政府", cast.TOWN_GOV),
        ("镇长", cast.TOWN_GOV), ("柳溪县\u200b水利局\ufeff", cast.LIUXI_WATER),
    ],
)  # fmt: skip
def test_an_organ_is_known_by_any_of_its_names(typed: str, organ: int) -> None:
    found = meant(typed)
    assert (found.organs, found.sure) == ({organ}, True)


def test_the_same_short_name_means_the_organ_of_the_place() -> None:
    assert meant("县水利局", place="990122000000").organs == {cast.DONGLING_WATER}


def test_a_name_that_fits_several_bars_all_of_them() -> None:
    found = meant("水利局")
    assert not found.sure and found.maybe_organs == {cast.LIUXI_WATER, cast.CITY_WATER}


def test_several_accused_in_one_field_are_all_found() -> None:
    found = meant("县水利局、县国土局和唐振华")
    assert found.organs == {cast.LIUXI_WATER, cast.LIUXI_LAND} and TANG in found.all_persons


def test_a_place_alone_means_whoever_leads_it() -> None:
    assert meant("柳溪县").maybe_organs == {cast.LIUXI_GOV}


@pytest.mark.parametrize("typed", ["宏远公司", "某单位", "那个管事的", "局长", "县水力局", "TEST", "💰"])
def test_what_nobody_can_place_is_kept_by_a_discipline_organ(typed: str) -> None:
    found = meant(typed)
    assert not found.sure or not found.anybody
    assert kept_by(found) is not None and cast.ORGANS[kept_by(found)[0]].kind == "discipline"  # type: ignore[index]


def test_what_sounds_like_the_discipline_organ_is_not_kept_by_it() -> None:
    assert meant("县纪律委").maybe_organs >= {cast.LIUXI_DISCIPLINE}


def test_a_report_on_the_highest_organ_is_kept_by_nobody_here() -> None:
    assert kept_by(meant("省政府", "省纪委")) is None


@pytest.mark.parametrize("typed", ["", "  ", "。", "\u200b", "——"])
def test_signs_without_a_name_name_nobody(typed: str) -> None:
    assert not meant(typed).anybody


# --- people -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "唐振华", "唐 振华", "唐振华主任", "唐振华（主任）", "原主任唐振华", "唐振华同志", "举报唐振华收钱",
        "唐\u3000振\u3000华",
    ],
)  # fmt: skip
def test_a_person_is_known_by_the_full_name_however_it_is_dressed(typed: str) -> None:
    found = meant("", typed)
    assert (found.persons, found.sure) == ({TANG}, True)


@pytest.mark.parametrize(
    "typed", ["唐主任", "老唐", "唐某某", "唐某", "姓唐的", "唐局", "振华主任", "唐震华", "汤振华"]
)
def test_half_a_name_keeps_away_everybody_it_fits(typed: str) -> None:
    found = meant("", typed)
    assert TANG in found.maybe_persons and not found.sure


@pytest.mark.parametrize(
    ("typed", "family"),
    [
        ("任主任", "任"), ("向局长", "向"), ("和某", "和"), ("司马科长", "司马"), ("代主任", "代"), ("常书记", "常"),
        ("原任主任", "任"), ("文书记", "文"), ("管副局长", "管"),
    ],
)  # fmt: skip
def test_a_family_name_that_is_a_word_too_is_not_overlooked(typed: str, family: str) -> None:
    named = {number for number, name in NAMES.items() if name.startswith(family)}
    here = {number for number in named if number // 10 == cast.LIUXI_DISCIPLINE}
    assert here <= meant("", typed).maybe_persons


@pytest.mark.parametrize("rare", ["\ue123", "\U0002ebf0", "\U00031350", "\U000f0001"])
def test_a_character_that_no_table_knows_is_part_of_a_name(rare: str) -> None:
    known = Known(998, f"张{rare}", (Served(cast.LIUXI_WATER, date(2020, 1, 1)),))
    register = replace(REGISTER, people=(*PEOPLE, known))
    assert who_is_meant(Typed(None, (f"张{rare}局长",), LIUXI), register).persons == {998}


def test_surname_and_title_at_one_organ_mean_the_one_who_serves_there() -> None:
    assert meant("县国土局唐局长").persons == {SECOND_TANG}
    assert meant("县国土局", "唐局长").persons == {SECOND_TANG}


def test_a_report_on_somebody_at_the_discipline_organ_goes_above_it() -> None:
    assert kept_by(meant("", "唐振华主任")) == (cast.CITY_DISCIPLINE, cast.CITY_DISCIPLINE * 10 + 1)


def test_whoever_left_the_organ_is_still_known() -> None:
    left = Known(999, "严正平", (Served(cast.LIUXI_WATER, date(2010, 1, 1), date(2025, 1, 1)),))
    register = replace(REGISTER, people=(*PEOPLE, left))
    assert who_is_meant(Typed(None, ("县水利局原局长严正平",), LIUXI), register).persons == {999}


def test_the_sentence_names_nobody_who_only_may_be_meant() -> None:
    said = str(understood(meant("", "唐主任"), REGISTER, "唐主任"))
    assert "唐主任" in said and "唐振华" not in said and "唐海" not in said


# --- generated: no variant of a name leads to whoever is meant --------------------------------------------------------

PARTING = st.sampled_from(["", " ", "\u3000", "\u200b", "·", "、", "　"])
BEFORE = st.sampled_from(["", "我要举报", "举报", "反映", "原", "柳溪县的", "请查处", "被举报人：", "那个", "《", "（"])
AFTER = st.sampled_from(
    ["", "。", "主任", "局长", "同志", "的问题", "他收钱", "、李某", "和王主任", "贪污受贿", "）", "！！"]
)
TARGETS = (
    cast.LIUXI_GOV, cast.LIUXI_WATER, cast.LIUXI_LAND, cast.LIUXI_DISCIPLINE, cast.LIUXI_OFFICE, cast.CITY_WATER,
    cast.CITY_DISCIPLINE, cast.CITY_OFFICE, cast.TOWN_GOV, cast.TOWN_STATION,
)  # fmt: skip
STAFF = set(Role) - OUTSIDE
EXAMPLES = {"quick": 60, "deep": 20_000}.get(settings.get_current_profile_name(), 1_000)
STEPS = st.lists(st.integers(0, 255), max_size=24)
QUICKLY = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=EXAMPLES)


def _parted(draw: Any, name: str) -> str:
    return "".join(char + draw(PARTING) for char in name)


@st.composite
def organs_typed(draw: Any) -> tuple[int, str]:
    organ = draw(st.sampled_from(TARGETS))
    name = cast.ORGANS[organ].name
    forms = [name, name.removeprefix("柳溪"), name.replace("政府", "人民政府"), name.replace("县", "縣")]
    forms += [name.replace("柳溪县", "柳溪"), name.replace("纪委", "纪律检查委员会"), name.replace("局", "局长")]
    return organ, draw(BEFORE) + _parted(draw, draw(st.sampled_from(forms))) + draw(AFTER)


@st.composite
def people_typed(draw: Any) -> tuple[int, str]:
    person = draw(st.sampled_from([number for number in NAMES if number // 10 in TARGETS]))
    name = NAMES[person]
    family = WORDS.surname(name)
    forms = [
        name,
        name,
        f"{family}主任",
        f"老{family}",
        f"{family}某",
        f"{family}某某",
        f"{family}局长",
        f"姓{family}的",
    ]
    forms += [f"{family}某{name[-1]}", name[:-1] + "霁", cast.ORGANS[person // 10].name + family + "科长"]
    # Of several with one name those of the place that is named are meant; nobody says a place that is wrong.
    before = draw(BEFORE if cast.ORGANS[person // 10].code.startswith("990121") else BEFORE.filter("柳溪县的".__ne__))
    return person, before + _parted(draw, draw(st.sampled_from(forms))) + draw(AFTER)


def lodged_on(found: Meant) -> Facts | None:
    """The report as the portal files it."""
    keeper = kept_by(found)
    if keeper is None:
        return None
    given_ = cast.lodging(
        cast.REPORT, organ=keeper[0], owner=keeper[1], channel="web",
        accused_organs=sorted(found.all_organs), accused_persons=sorted(found.all_persons), unsure=not found.sure,
        unsure_organs=sorted(found.maybe_organs), unsure_persons=sorted(found.maybe_persons),
    )  # fmt: skip
    return cast.play(MATTER.newborn(given_), Act.LODGE, PETITIONER, world=WORLD, **given_)


def follow(facts: Facts, steps: list[int], truth: dict[str, int]) -> list[Facts]:
    """What becomes of it in the hands of people who say no untruth about who is meant."""
    told = [facts]
    tape = iter(steps)

    def pick(choices: Any) -> Any:
        return choices[next(tape, 0) % len(choices)]

    for _ in range(4):
        moves = [move for rows in MATTER.by_stage[facts.stage].values() for move in rows if set(move.by) & STAFF]
        if not moves:
            break
        move = pick(moves)
        by = plausible.actor(move, facts, pick)
        said = plausible.particulars(move.act, facts, cast.MONDAY, pick)
        if move.act is Act.CLASSIFY:
            said = {"classes": {str(claim.id): cast.REPORT for claim in facts.claims}, **pick(({}, truth))}
        if move.act in (Act.SPLIT, Act.WITHDRAW):
            continue
        verdict = decide(MATTER, move.act, facts, by, cast.MONDAY, WORLD, said)
        if isinstance(verdict, Decision):
            facts = evolve(MATTER, facts, cast.event_of(verdict, by, cast.MONDAY))
            told.append(facts)
    return told


@QUICKLY
@given(typed=organs_typed(), steps=STEPS)
def test_no_way_to_type_an_organ_leads_the_report_into_its_hands(typed: tuple[int, str], steps: list[int]) -> None:
    organ, words = typed
    found = meant(words)
    shut = cast.CHART.barred([organ])
    assert shut <= cast.CHART.barred(found.all_organs), words
    begun = lodged_on(found)
    for facts in follow(begun, steps, {"accused_organ": organ}) if begun else ():
        assert facts.holder not in shut and facts.owner not in WORLD.tied(shut)
        assert not WORLD.readers(facts) & shut


@QUICKLY
@given(typed=people_typed(), steps=STEPS)
def test_no_way_to_type_a_name_leads_the_report_into_their_hands(typed: tuple[int, str], steps: list[int]) -> None:
    person, words = typed
    found = meant("", words)
    assert person in found.all_persons, words
    begun = lodged_on(found)
    for facts in follow(begun, steps, {"accused_person": person}) if begun else ():
        assert facts.owner != person and person in WORLD.unfit(facts)


@QUICKLY
@given(organ=st.sampled_from(TARGETS), words=people_typed(), steps=STEPS)
def test_while_nobody_knows_who_is_meant_it_stays_where_it_is(
    organ: int, words: tuple[int, str], steps: list[int]
) -> None:
    found = meant(words[1])
    begun = lodged_on(found)
    if begun is None or found.sure:
        return
    assert {facts.holder for facts in follow(begun, steps, {})} == {begun.holder}
