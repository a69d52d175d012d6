"""The organs as they stood on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from huiyin.people.charts import book_for, chart_on
from huiyin.people.models import Organ
from huiyin.people.stamps import ORGANS, touch
from tests.people.county import TODAY, Loader, organ

pytestmark = pytest.mark.usefixtures("county")


def test_the_primary_superior_comes_first() -> None:
    assert chart_on(TODAY).superiors_of(organ("land")) == (organ("gov"), organ("city-land"))


def test_an_edge_counts_from_its_first_day() -> None:
    assert chart_on(date(2009, 12, 31)).superior(organ("land")) == organ("city-land")


def test_a_dissolved_organ_is_off_the_chart() -> None:
    assert organ("forest") not in chart_on(TODAY).organs


def test_a_dissolved_organ_leads_to_its_successor() -> None:
    assert chart_on(TODAY).organ(organ("forest")).id == organ("land")


def test_before_it_was_dissolved_it_stood_there() -> None:
    assert chart_on(date(2019, 2, 28)).organ(organ("forest")).short == "县林业局"


@pytest.mark.parametrize(
    ("day", "words"), [(date(2019, 2, 28), {"征地补偿"}), (date(2019, 3, 1), {"征地补偿", "林地林权"})]
)
def test_competences_are_dated(day: date, words: set[str]) -> None:
    assert chart_on(day).organ(organ("land")).competences == words


def test_days_without_a_change_between_them_share_a_chart() -> None:
    assert chart_on(date(2024, 1, 1)) is chart_on(TODAY)


def test_a_chart_that_stands_still_costs_one_query_at_most(django_assert_max_num_queries: Any) -> None:
    chart_on(TODAY)
    with django_assert_max_num_queries(1):
        chart_on(TODAY)


def test_a_change_is_seen_at_once_when_it_is_announced() -> None:
    chart_on(TODAY)
    Organ.objects.filter(key="land").update(short="县自规局")
    touch(ORGANS)
    assert chart_on(TODAY).organ(organ("land")).short == "县自规局"


def test_without_a_book_of_its_own_an_organ_uses_the_installations() -> None:
    assert book_for(organ("land"), TODAY) == "cn-2022"


@pytest.mark.parametrize(("day", "book"), [(date(2022, 4, 30), "cn-2005"), (date(2022, 5, 1), "cn-2022")])
def test_a_book_binds_all_below_and_changes_with_the_law(files: Path, load_files: Loader, day: date, book: str) -> None:
    rows = "gov,cn-2005,2005-05-01,2022-05-01\ngov,cn-2022,2022-05-01,\n"
    (files / "books.csv").write_text("organ,book,since,until\n" + rows, encoding="utf-8")
    load_files()
    assert book_for(organ("land"), day) == book
