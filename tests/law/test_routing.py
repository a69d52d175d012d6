"""Routing on a small chart with known relations: one city, two counties, a township, a village."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from huiyin.law.chart.organs import common_area
from huiyin.law.chart.routing import (
    DESIGNATED,
    LITIGATION,
    Candidate,
    Level,
    Organ,
    OrganChart,
    OrganKind,
    barred_because,
    candidates,
    walk_in,
)

LAND, WAGES = "征地补偿", "拖欠工资"
VILLAGE = "990101101201"

PROVINCE_GOV, PROVINCE_OFFICE, PROVINCE_DISCIPLINE = 1, 2, 3
CITY_GOV, CITY_OFFICE, CITY_LAND, CITY_DISCIPLINE, CITY_LEGAL, CITY_CONFERENCE = 11, 12, 13, 14, 15, 16
COUNTY_GOV, COUNTY_OFFICE, COUNTY_LAND, COUNTY_DISCIPLINE, COUNTY_LEGAL, COUNTY_COURT = 21, 22, 23, 24, 25, 26
COUNTY_LABOUR, COUNTY_CONFERENCE = 27, 28
OTHER_GOV, OTHER_OFFICE, OTHER_LAND = 31, 32, 33
TOWN_GOV, TOWN_OFFICE, VILLAGERS = 41, 42, 51

_CODES = {1: "99" + "0" * 10, 2: "9901" + "0" * 8, 3: "990101000000", 4: "990102000000"}
_K = OrganKind


def _organ(organ_id: int, code: str, level: Level, kind: OrganKind, *words: str) -> Organ:
    return Organ(organ_id, code, f"organ {organ_id}", f"organ {organ_id}", level, kind, frozenset(words))


ORGANS = [
    *(
        _organ(organ_id, _CODES[1], Level.PROVINCE, kind)
        for organ_id, kind in [(1, _K.GOVERNMENT), (2, _K.PETITION_OFFICE), (3, _K.DISCIPLINE)]
    ),
    _organ(CITY_GOV, _CODES[2], Level.CITY, _K.GOVERNMENT),
    _organ(CITY_OFFICE, _CODES[2], Level.CITY, _K.PETITION_OFFICE),
    _organ(CITY_LAND, _CODES[2], Level.CITY, _K.DEPARTMENT, LAND),
    _organ(CITY_DISCIPLINE, _CODES[2], Level.CITY, _K.DISCIPLINE),
    _organ(CITY_LEGAL, _CODES[2], Level.CITY, _K.POLITICAL_LEGAL, LITIGATION),
    _organ(CITY_CONFERENCE, _CODES[2], Level.CITY, _K.JOINT_CONFERENCE),
    _organ(COUNTY_GOV, _CODES[3], Level.COUNTY, _K.GOVERNMENT),
    _organ(COUNTY_OFFICE, _CODES[3], Level.COUNTY, _K.PETITION_OFFICE, DESIGNATED),
    _organ(COUNTY_LAND, _CODES[3], Level.COUNTY, _K.DEPARTMENT, LAND),
    _organ(COUNTY_DISCIPLINE, _CODES[3], Level.COUNTY, _K.DISCIPLINE),
    _organ(COUNTY_LEGAL, _CODES[3], Level.COUNTY, _K.POLITICAL_LEGAL, LITIGATION),
    _organ(COUNTY_COURT, _CODES[3], Level.COUNTY, _K.POLITICAL_LEGAL, "民事诉讼"),
    _organ(COUNTY_LABOUR, _CODES[3], Level.COUNTY, _K.DEPARTMENT, WAGES),
    _organ(COUNTY_CONFERENCE, _CODES[3], Level.COUNTY, _K.JOINT_CONFERENCE),
    _organ(OTHER_GOV, _CODES[4], Level.COUNTY, _K.GOVERNMENT),
    _organ(OTHER_OFFICE, _CODES[4], Level.COUNTY, _K.PETITION_OFFICE),
    _organ(OTHER_LAND, _CODES[4], Level.COUNTY, _K.DEPARTMENT, LAND),
    _organ(TOWN_GOV, "990101101000", Level.TOWNSHIP, _K.GOVERNMENT),
    _organ(TOWN_OFFICE, "990101101000", Level.TOWNSHIP, _K.PETITION_OFFICE),
    _organ(VILLAGERS, VILLAGE, Level.VILLAGE, _K.VILLAGE_COMMITTEE),
]

SUPERIORS: Mapping[int, tuple[int, ...]] = {
    PROVINCE_OFFICE: (PROVINCE_GOV,),
    CITY_GOV: (PROVINCE_GOV,),
    CITY_OFFICE: (CITY_GOV, PROVINCE_OFFICE),
    CITY_LAND: (CITY_GOV,),
    CITY_DISCIPLINE: (PROVINCE_DISCIPLINE,),
    CITY_CONFERENCE: (CITY_GOV,),
    COUNTY_GOV: (CITY_GOV,),
    COUNTY_OFFICE: (COUNTY_GOV, CITY_OFFICE),
    COUNTY_LAND: (COUNTY_GOV, CITY_LAND),
    COUNTY_LABOUR: (COUNTY_GOV,),
    COUNTY_DISCIPLINE: (CITY_DISCIPLINE,),
    OTHER_GOV: (CITY_GOV,),
    OTHER_OFFICE: (OTHER_GOV, CITY_OFFICE),
    OTHER_LAND: (OTHER_GOV, CITY_LAND),
    TOWN_GOV: (COUNTY_GOV,),
    TOWN_OFFICE: (TOWN_GOV, COUNTY_OFFICE),
    VILLAGERS: (TOWN_GOV,),
}
CHART = OrganChart({organ.id: organ for organ in ORGANS}, SUPERIORS)


def ids(found: tuple[Candidate, ...]) -> list[int]:
    return [candidate.organ.id for candidate in found]


# --- the chart ------------------------------------------------------------------------------------------------------


def test_the_primary_superior_comes_first() -> None:
    assert CHART.superior(COUNTY_LAND) == COUNTY_GOV


def test_nobody_stands_above_the_top() -> None:
    assert CHART.superior(PROVINCE_GOV) is None


def test_ancestors_follow_every_edge() -> None:
    assert CHART.ancestors(COUNTY_LAND) == {COUNTY_GOV, CITY_LAND, CITY_GOV, PROVINCE_GOV}


def test_a_circle_of_edges_does_not_hang_the_chart() -> None:
    circle = OrganChart({}, {1: (2,), 2: (3,), 3: (1,)})
    assert (circle.ancestors(1), circle.subtree(1)) == (frozenset({2, 3}), frozenset({1, 2, 3}))


def test_a_department_is_below_its_line_superior() -> None:
    assert CHART.is_below(COUNTY_LAND, CITY_LAND)


@pytest.mark.parametrize(
    ("words", "one", "other", "common"),
    [
        ("two departments of a county", COUNTY_LAND, COUNTY_LABOUR, COUNTY_GOV),
        ("departments of two counties", COUNTY_LAND, OTHER_LAND, CITY_GOV),
        ("an organ and its own superior", COUNTY_LAND, COUNTY_GOV, CITY_GOV),
        ("a village and the county's office", VILLAGERS, COUNTY_OFFICE, COUNTY_GOV),
        ("an organ and itself", COUNTY_LAND, COUNTY_LAND, COUNTY_GOV),
        ("a department and the discipline organ", COUNTY_LAND, COUNTY_DISCIPLINE, None),
    ],
)
def test_it_finds_the_common_superior(words: str, one: int, other: int, common: int | None) -> None:
    assert (CHART.common_superior(one, other), CHART.common_superior(other, one)) == (common, common), words


def test_a_common_superior_is_found_over_second_edges() -> None:
    chart = OrganChart({}, {1: (3, 5), 2: (4, 5)})
    assert chart.common_superior(1, 2) == 5


def test_the_joint_conference_is_that_of_the_nearest_shared_division() -> None:
    assert CHART.joint_conference_for(COUNTY_LAND, COUNTY_DISCIPLINE) == COUNTY_CONFERENCE


def test_the_joint_conference_of_two_counties_is_the_citys() -> None:
    assert CHART.joint_conference_for(COUNTY_LAND, OTHER_LAND) == CITY_CONFERENCE


def test_a_village_falls_back_on_the_townships_petition_office() -> None:
    assert CHART.petition_office_of(VILLAGERS) == TOWN_OFFICE


def test_an_organ_is_overseen_from_above_and_by_the_petition_offices_over_it() -> None:
    offices = {COUNTY_OFFICE, CITY_OFFICE, PROVINCE_OFFICE, COUNTY_CONFERENCE, CITY_CONFERENCE}
    assert CHART.overseers(COUNTY_LAND) == CHART.ancestors(COUNTY_LAND) | offices


def test_nobody_oversees_themselves() -> None:
    assert COUNTY_OFFICE not in CHART.overseers(COUNTY_OFFICE)


def test_a_dissolved_organ_is_followed_by_its_successor() -> None:
    chart = OrganChart({7: _organ(7, _CODES[3], Level.COUNTY, _K.DEPARTMENT)}, {}, {5: 6, 6: 7})
    assert chart.organ(5).id == 7


def test_successors_in_a_circle_are_not_followed_for_ever() -> None:
    assert OrganChart({}, {}, {5: 6, 6: 5}).current(5) in {5, 6}


def test_an_organ_refuses_a_short_code() -> None:
    with pytest.raises(ValueError, match="12 digits"):
        _organ(1, "9901", Level.CITY, _K.GOVERNMENT)


def test_two_counties_share_the_city() -> None:
    assert common_area("990101", "990102101") == "9901"


# --- who is responsible -----------------------------------------------------------------------------------------------


def test_the_nearest_competent_level_comes_first() -> None:
    assert ids(candidates(CHART, place=VILLAGE, competence=LAND)) == [COUNTY_LAND, CITY_LAND]


def test_another_countys_department_is_never_suggested() -> None:
    assert OTHER_LAND not in ids(candidates(CHART, place=VILLAGE, competence=LAND))


def test_ranks_count_from_zero() -> None:
    assert [found.rank for found in candidates(CHART, place=VILLAGE, competence=LAND)] == [0, 1]


def test_a_lower_level_is_reached_by_the_rule_of_place() -> None:
    first = candidates(CHART, place=VILLAGE, competence=LAND, at=CITY_OFFICE)[0]
    assert first.reasons[0].citation.key == "xf2022:22.1.2"


def test_the_own_level_is_reached_by_the_rule_of_the_own_level() -> None:
    first = candidates(CHART, place=VILLAGE, competence=LAND, at=COUNTY_OFFICE)[0]
    assert first.reasons[0].citation.key == "xf2022:22.1.1"


def test_every_candidate_says_why() -> None:
    first = candidates(CHART, place=VILLAGE, competence=LAND)[0]
    assert str(first.reasons[0].phrase) == "“征地补偿”归organ 23管，谁主管、谁负责"


def test_a_matter_nobody_owns_goes_to_governments_and_their_designee() -> None:
    found = candidates(CHART, place=VILLAGE, competence="极光观测")
    assert ids(found) == [TOWN_GOV, COUNTY_OFFICE, COUNTY_GOV, CITY_GOV, PROVINCE_GOV]


def test_a_matter_nobody_owns_names_its_article() -> None:
    assert candidates(CHART, place=VILLAGE, competence="")[0].reasons[0].citation.key == "xf2022:24.2"


def test_a_barred_department_is_passed_over_and_the_next_says_so() -> None:
    first = candidates(CHART, place=VILLAGE, competence=LAND, accused=frozenset({COUNTY_LAND}))[0]
    assert (first.organ.id, first.reasons[-1].citation.key) == (CITY_LAND, "xf2022:30.3")


def test_an_unknown_place_has_no_candidates() -> None:
    assert candidates(CHART, place="110101001001", competence=LAND) == ()


# --- litigation -------------------------------------------------------------------------------------------------------


def test_litigation_goes_to_the_political_legal_organs_nearest_first() -> None:
    found = candidates(CHART, place=VILLAGE, competence="", litigation=True)
    assert ids(found) == [COUNTY_LEGAL, CITY_LEGAL, COUNTY_COURT]


def test_a_court_with_the_competence_comes_first() -> None:
    assert ids(candidates(CHART, place=VILLAGE, competence="民事诉讼", litigation=True))[0] == COUNTY_COURT


def test_a_letter_about_litigation_goes_to_the_same_level() -> None:
    assert ids(candidates(CHART, place=VILLAGE, competence="", litigation=True, at=CITY_OFFICE))[0] == CITY_LEGAL


@pytest.mark.parametrize(("channel", "article"), [("visit", "xf2022:20.2"), ("letter", "xf2022:22.2")])
def test_visitors_are_guided_and_letters_transferred(channel: str, article: str) -> None:
    found = candidates(CHART, place=VILLAGE, competence="", litigation=True, channel=channel)
    assert found[0].reasons[0].citation.key == article


# --- reports ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "accused", "first"),
    [
        ("a county bureau is managed by the county", {COUNTY_LAND}, COUNTY_DISCIPLINE),
        ("a county government by the city", {COUNTY_GOV}, CITY_DISCIPLINE),
        ("a city bureau by the city", {CITY_LAND}, CITY_DISCIPLINE),
        ("a city government by the province", {CITY_GOV}, PROVINCE_DISCIPLINE),
        ("a township government by the county", {TOWN_GOV}, COUNTY_DISCIPLINE),
        ("the discipline organ itself by the level above", {COUNTY_DISCIPLINE}, CITY_DISCIPLINE),
        ("bureaus of two counties by the city", {COUNTY_LAND, OTHER_LAND}, CITY_DISCIPLINE),
        ("nobody known: nearest to the place", set(), COUNTY_DISCIPLINE),
    ],
)
def test_reports_go_by_authority_over_cadres(words: str, accused: set[int], first: int) -> None:
    found = candidates(CHART, place=VILLAGE, competence="", report=True, accused=frozenset(accused))
    assert ids(found)[0] == first, words


@pytest.mark.parametrize("accused", [organ.id for organ in ORGANS])
@pytest.mark.parametrize(("report", "litigation"), [(True, False), (False, True), (False, False)])
def test_nothing_ever_reaches_the_accused_or_anyone_below(accused: int, report: bool, litigation: bool) -> None:
    barred = frozenset({accused})
    found = candidates(CHART, place=VILLAGE, competence=LAND, accused=barred, report=report, litigation=litigation)
    assert not set(ids(found)) & CHART.subtree(accused)


def test_the_bar_reaches_down_the_line_of_the_department() -> None:
    assert CHART.barred({CITY_LAND}) == {CITY_LAND, COUNTY_LAND, OTHER_LAND}


def test_the_bar_follows_a_dissolved_organ_to_its_successor() -> None:
    chart = OrganChart(CHART.organs, SUPERIORS, {99: CITY_LAND})
    assert COUNTY_LAND in chart.barred({99})


def test_it_explains_who_is_barred_and_through_whom() -> None:
    said = {found.organ.id: found.accused for found in barred_because(CHART, {CITY_LAND})}
    assert said == {CITY_LAND: CITY_LAND, COUNTY_LAND: CITY_LAND, OTHER_LAND: CITY_LAND}


# --- the counter ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "counter", "right", "skipped"),
    [
        ("the organ's own counter", COUNTY_LAND, True, False),
        ("the petition office of its level", COUNTY_OFFICE, True, False),
        ("the petition office one level up", CITY_OFFICE, True, False),
        ("the department one level up", CITY_LAND, True, False),
        ("two levels up", PROVINCE_OFFICE, False, True),
        ("a township below", TOWN_OFFICE, False, False),
        ("another county", OTHER_OFFICE, False, False),
    ],
)
def test_it_knows_the_right_counter(words: str, counter: int, right: bool, skipped: bool) -> None:
    judged = walk_in(CHART, counter, COUNTY_LAND)
    assert (judged.right, judged.skipped) == (right, skipped), words


def test_the_nearest_right_counter_is_the_petition_office_of_the_level() -> None:
    assert walk_in(CHART, PROVINCE_OFFICE, COUNTY_LAND).counters[0] == COUNTY_OFFICE


def test_even_the_wrong_counter_records_the_visit() -> None:
    assert "已经登记" in str(walk_in(CHART, PROVINCE_OFFICE, COUNTY_LAND).phrase)
