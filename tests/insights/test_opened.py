"""Open figures: whoever reads all of them, every month and file, and knows the rule, works out no hidden number."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as some

from huiyin.insights.opened.suppressing import opened, told

LEAST = 5


def _tables(cells: int, whole: int) -> Iterator[tuple[int, ...]]:
    if cells == 1:
        yield (whole,)
        return
    for first in range(whole + 1):
        yield from ((first, *rest) for rest in _tables(cells - 1, whole - first))


@pytest.mark.parametrize(("cells", "most"), [(2, 24), (3, 22), (4, 17), (5, 13), (6, 11)])
def test_of_all_tables_that_look_alike_every_hidden_number_has_three_values_or_more(cells: int, most: int) -> None:
    """Even for whoever knows the rule and in which order larger numbers are hidden."""
    for whole in range(LEAST, most):
        alike: dict[Any, list[tuple[int, ...]]] = defaultdict(list)
        for table in _tables(cells, whole):
            seen = told({str(at): many for at, many in enumerate(table)}, LEAST, str)
            alike[tuple(seen.values())].append(table)
        for seen, tables in alike.items():
            for at, many in enumerate(seen):
                assert many is not None or len({table[at] for table in tables}) >= 3, (seen, tables)


@limits(max_examples=60)
@given(some.dictionaries(some.text("abcdefgh", min_size=1, max_size=2), some.integers(0, 60), min_size=1, max_size=9))
def test_no_small_number_is_told_and_no_single_one_is_hidden(cells: dict[str, int]) -> None:
    said = opened(sum(cells.values()), {"cut": cells}, LEAST, hash)
    seen = said["cuts"]["cut"]
    assert said["whole"] is None or said["whole"] == 0 or said["whole"] >= LEAST
    assert all(many is None or many == 0 or many >= LEAST for many in seen.values())
    assert said["whole"] is None or list(seen.values()).count(None) != 1


def test_a_cut_that_leaves_something_out_is_refused() -> None:
    with pytest.raises(ValueError, match="adds up to 7"):
        opened(9, {"cut": {"a": 7}}, LEAST, str)


# What is really published --------------------------------------------------------------------------------------------


NOW = datetime(2026, 11, 30, 4, tzinfo=UTC)


@pytest.fixture
def year(db: None) -> None:
    """Two years of small and larger numbers, drawn by chance, and all of it published."""
    from huiyin.insights.models import DailyFigure, MonthTally
    from huiyin.insights.opened.publishing import area_of
    from huiyin.insights.trends import areas_below
    from huiyin.people.charts import chart_on

    chance, chart = Random(14), chart_on(date(2026, 11, 30))
    area = area_of(chart)
    assert area is not None
    tallies: dict[tuple[str, date, str, str], int] = defaultdict(int)
    days = []
    for month in (date(2024 + at // 12, at % 12 + 1, 1) for at in range(14, 35)):
        for _ in range(chance.randint(0, 45)):
            where = chance.choice([area, *areas_below(chart, area)])
            road = f"{chance.choice(['web', 'visit', 'letter'])}.{chance.choice(['suggestion', '', 'grievance6'])}.open"
            topic = chance.choice(["工资", "噪声", "征地", ""])
            for scope in {area, where}:
                tallies[f"a{scope}", month, "flow", road] += 1
                if topic:
                    tallies[f"a{scope}", month, "topic", topic] += 1
            tallies[f"a{area}", month, "ended", f"{chance.choice(['supported', 'explained'])}.{topic}"] += 1
            tallies[f"a{area}", month, "took", f"{chance.choice([15, 60, 9999])}.{topic}"] += 1
            tallies[f"a{area}", month, "days", str(chance.randint(1, 90))] += 1
        kept, late, liked = chance.randint(0, 30), chance.randint(0, 8), chance.randint(0, 9)
        days.append(DailyFigure(scope=f"a{area}", day=month.replace(day=9), answer_in_time=kept, answer_late=late,
                                unit_liked=liked, unit_silent=12))  # fmt: skip
    MonthTally.objects.bulk_create(
        [MonthTally(scope=s, month=m, name=n, value=v, many=many) for (s, m, n, v), many in tallies.items()]
    )
    DailyFigure.objects.bulk_create(days)
    _publish()


def _publish(now: datetime = NOW) -> None:
    from huiyin.insights.opened.publishing import publish

    publish(now)


def _bodies() -> dict[str, Any]:
    from huiyin.insights.models import OpenFigures

    return {row.period: json.loads(row.body) for row in OpenFigures.objects.all()}


@pytest.mark.usefixtures("year")
def test_linear_algebra_over_all_months_cuts_and_totals_finds_no_hidden_number() -> None:
    unknown: dict[Any, int] = {}
    equations: list[dict[int, int]] = []
    shown = 0

    def cut(where: Any, whole: int | None, cells: dict[str, int | None]) -> None:
        nonlocal shown
        row = {unknown.setdefault((*where, name), len(unknown)): 1 for name, many in cells.items() if many is None}
        shown += len(cells) - len(row)
        # An open list names none of what it hides: what is left is one number, which must be none or large enough.
        left = whole - sum(many or 0 for many in cells.values()) if whole is not None else None
        assert left is None or row or left == 0 or left >= LEAST
        if whole is not None and row:
            equations.append(row)

    for period, body in _bodies().items():
        for measure in body.keys() - {"topics"}:
            for name, cells in body[measure]["cuts"].items():
                cut((period, measure, name), body[measure]["whole"], cells)
        for topic, cuts in body.get("topics", {}).items():
            for name, cells in cuts.items():
                cut((period, topic, name), body["ended"]["cuts"]["topic"][topic], cells)
    matrix = np.zeros((len(equations), len(unknown)))
    for at, row in enumerate(equations):
        matrix[at, list(row)] = 1
    # A number is determined if no solution of the homogeneous system moves it.
    _, sizes, turned = np.linalg.svd(matrix)
    free = turned[(sizes > 1e-9).sum() :]
    assert shown > 100 and len(unknown) > 100
    assert (np.abs(free).max(axis=0) > 1e-6).all()


@pytest.mark.usefixtures("year")
def test_what_is_published_never_changes_and_no_two_periods_of_one_measure_overlap() -> None:
    from huiyin.insights.models import MonthTally

    before = _bodies()
    MonthTally.objects.filter(name="flow").update(many=1)
    _publish()
    assert _bodies() == before
    months, halves = [key for key in before if "H" not in key], [key for key in before if "H" in key]
    assert len(months) == 20 and max(months) == "2026-10" and sorted(halves)[-1] == "2026-H1"
    assert all("ended" not in before[key] for key in months) and all("received" not in before[key] for key in halves)


@pytest.mark.django_db
def test_nothing_is_published_while_matters_are_still_being_drawn_or_the_office_does_not_want_it(settings: Any) -> None:
    from huiyin.insights.models import OpenFigures
    from huiyin.record.models import Message

    settings.HUIYIN_OPEN_FIGURES = False
    _publish()
    settings.HUIYIN_OPEN_FIGURES = True
    Message.objects.create(topic="index", record=1, seq=1, ready_at=NOW)
    _publish()
    assert not OpenFigures.objects.exists()


@pytest.mark.usefixtures("year")
def test_half_a_year_is_not_published_before_its_matters_are_drawn_anew() -> None:
    from huiyin.insights.models import MonthTally, OpenFigures

    OpenFigures.objects.all().delete()
    MonthTally.objects.filter(name="ended").delete()
    _publish()
    assert _bodies() and not [key for key in _bodies() if "H" in key]


@pytest.mark.usefixtures("year")
def test_the_files_say_what_the_page_says_and_the_catalogue_leads_to_them(client: Any) -> None:
    import csv

    lines = list(csv.DictReader(client.get("/open/figures.csv").content.decode("utf-8-sig").splitlines()))
    counts = [int(line["count"]) for line in lines if line["count"]]
    assert len(lines) > 500 and all(many == 0 or many >= LEAST for many in counts)
    said = client.get("/open/figures.json").json()
    assert {each["period"] for each in said["periods"]} == {line["period"] for line in lines} == set(_bodies())
    dataset = client.get("/open/catalog.jsonld").json()["dcat:dataset"][0]
    for each in dataset["dcat:distribution"]:
        assert client.get(each["dcat:downloadURL"]["@id"].removeprefix("http://testserver")).status_code == 200
    page = client.get("/open/").content.decode()
    assert "2026-10" in page and "不公布" in page
    like = client.get("/open/like-mine/?topic=工资").content.decode()
    assert "工资" in like and "15 天" in like
