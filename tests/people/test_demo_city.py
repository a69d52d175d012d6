"""The demonstration city: complete enough that every matter finds an organ and every organ a person."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from huiyin.law.chart.routing import OrganChart, OrganKind, candidates
from huiyin.law.terms import Role
from huiyin.people.charts import book_for, chart_on
from huiyin.people.loading.sheets import Row, read_folder
from huiyin.people.loading.write import load
from huiyin.people.models import CompetenceWord, Division, Organ, Person
from huiyin.people.posts import duty_person, people_of

DATA = Path(settings.BASE_DIR) / "data"
TODAY = date(2024, 6, 3)


@pytest.fixture(autouse=True)
def loaded(db: None) -> None:
    load(rows(), on=TODAY, demo_allowed=True)


@cache
def rows() -> list[Row]:
    return [*read_folder(DATA / "reference"), *read_folder(DATA / "demo")]


def chart() -> OrganChart:
    return chart_on(TODAY)


def organ(key: str) -> int:
    return Organ.objects.get(key=key).id


def test_every_code_lies_in_the_invented_province() -> None:
    assert {code[:2] for code in Division.objects.values_list("code", flat=True)} == {"99"}


def test_every_organ_but_the_topmost_stands_below_another() -> None:
    tops = {found.id for found in chart().organs.values() if chart().superior(found.id) is None}
    assert tops == {organ(key) for key in ("sf-dw", "sf-zf", "sf-jw", "qc-fy", "qc-jcy")}


def test_every_word_finds_an_organ_in_every_village() -> None:
    villages = Division.objects.filter(level="village").values_list("code", flat=True)
    words = CompetenceWord.objects.exclude(word="指定承接").values_list("word", flat=True)
    nobody = [(word, place) for place in villages for word in words if not found_by_competence(place, word)]
    assert nobody == []


def found_by_competence(place: str, word: str) -> bool:
    return any(word in found.organ.competences for found in candidates(chart(), place=place, competence=word))


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.DISPATCHER, Role.HANDLER, Role.HEAD])
def test_every_petition_office_has_somebody_for(role: Role) -> None:
    offices = [found.id for found in chart().organs.values() if found.kind is OrganKind.PETITION_OFFICE]
    assert all(holds(office, role) for office in offices)


def holds(organ_id: int, role: Role) -> bool:
    return any(role in member.roles for member in people_of(organ_id, on=TODAY))


def test_every_organ_has_a_handler_and_a_head() -> None:
    kinds = {OrganKind.JOINT_CONFERENCE}
    found = [each.id for each in chart().organs.values() if each.kind not in kinds]
    assert [each for each in found if not (holds(each, Role.HANDLER) and holds(each, Role.HEAD))] == []


def test_every_primary_superior_of_a_department_has_a_reviewer() -> None:
    below = [each.id for each in chart().organs.values() if each.kind in (OrganKind.DEPARTMENT, OrganKind.STATION)]
    above = {chart().superior(each) for each in below} - {
        organ("qc-dw"),
        organ("sf-dw"),
        organ("lx-dw"),
        organ("yh-dw"),
    }
    assert [each for each in above if each and not holds(each, Role.REVIEWER)] == []


def test_visitors_of_the_city_meet_wang_lan_first() -> None:
    assert duty_person(organ("qc-xfj"), Role.RECEPTION, on=TODAY) == Person.objects.get(username="wanglan").id


def test_all_demonstration_accounts_share_one_password() -> None:
    assert Person.objects.get(username="gaolei").check_password("huiyin-demo")
    assert Person.objects.values("password").distinct().count() == 1


@pytest.mark.parametrize(("day", "book"), [(date(2022, 4, 30), "cn-2005"), (TODAY, "cn-2022")])
def test_matters_are_judged_by_the_book_of_their_time(day: date, book: str) -> None:
    assert book_for(organ("lx-zrzy"), day) == book


def test_a_report_on_a_bureau_never_reaches_it_or_its_branches() -> None:
    accused = organ("qc-zrzy")
    found = candidates(chart(), place="990121101201", competence="征地补偿", accused=frozenset({accused}), report=True)
    assert [each.organ.short for each in found] == ["市纪委监委", "省纪委监委", "省自然资源厅"]
