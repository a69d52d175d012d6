"""The bench: its made-up city is as sound as a real one, and no page makes a database read a large table whole."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.house import ready
from huiyin.house.bench.crowds import crowd
from huiyin.house.bench.fill import find_casts
from huiyin.house.bench.generate import generate
from huiyin.house.bench.inside import InsideVisitor
from huiyin.house.bench.letters import person
from huiyin.house.bench.measure import Measure, Result
from huiyin.house.bench.meter import cpu_ms
from huiyin.house.bench.plans import plans
from huiyin.house.bench.report import as_json, table
from huiyin.house.bench.scenes import Office
from huiyin.house.bench.shapes import SHAPES
from huiyin.house.config import ROOT, read
from huiyin.insights import indexing
from huiyin.insights.models import Contribution, DailyFigure
from huiyin.insights.search import search
from huiyin.law.terms import Role
from huiyin.people.models import Organ
from huiyin.people.posts import actor_of, duty_person
from huiyin.record import checking
from huiyin.record.kinds import KINDS
from huiyin.record.models import NumberCounter
from huiyin.record.worlds import beijing_day
from tests.city import load_city

COUNT = 60
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def city(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A made-up city, generated once for all tests here and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        ready.make_keyring(read())
        load_city()
        generate(COUNT, seed=7)
        yield
        transaction.set_rollback(True)


def test_its_journal_is_sound_and_its_rows_say_what_its_events_say() -> None:
    report = checking.verify()
    assert (report.cases, report.faults, report.drifted) == (COUNT, [], [])


def test_its_numbers_go_on_where_the_generator_stopped() -> None:
    last = Case.objects.order_by("-number").values_list("number", flat=True)[0]
    assert NumberCounter.objects.get(prefix=last[:14]).last == int(last[14:])


def test_its_letters_are_found_by_their_words() -> None:
    today = beijing_day(timezone.now())
    office = Organ.objects.get(key="qc-xfj").id
    dispatcher = duty_person(office, Role.DISPATCHER, on=today)
    assert dispatcher is not None
    some = Case.objects.filter(report=False).values_list("title", flat=True)[0]
    assert search(actor_of(dispatcher, on=today), today, some).cases


def test_its_index_is_the_one_the_worker_would_draw() -> None:
    before = list(Contribution.objects.order_by("case").values())
    indexing.refresh(list(Case.objects.values_list("id", flat=True)))
    assert list(Contribution.objects.order_by("case").values()) == before


def test_its_figures_count_every_matter_once() -> None:
    assert sum(DailyFigure.objects.filter(scope="all").values_list("received", flat=True)) == COUNT


def test_a_record_with_matters_in_it_is_never_filled() -> None:
    with pytest.raises(ValueError, match="empty record"):
        generate(COUNT, seed=7)


def test_no_page_and_no_list_of_any_kind_reads_a_large_table_whole() -> None:
    crowd(COUNT, seed=7)
    found = plans(find_casts()[0], large=COUNT // 2)
    assert [(plan.page, plan.scans) for plan in found if plan.scans] == []
    assert {kind.key for kind in KINDS if not kind.page} - {plan.page.partition(":")[0] for plan in found} == set()


def test_one_matter_in_twelve_is_still_open() -> None:
    still_open = sum(shape.weight for shape in SHAPES if shape.ago[0] <= 100)
    assert sum(shape.weight for shape in SHAPES) == 10_000
    assert still_open == pytest.approx(10_000 / 12, abs=20)


def test_a_person_of_the_city_is_always_the_same() -> None:
    assert person(42) == person(42) != person(43)


def test_the_meter_reads_what_a_process_has_cost() -> None:
    assert cpu_ms(os.getpid()) > 0


MEASURE = Measure("intake", 1, 100, 50.0, 12.0, 20.0, 4.0, 1.5, 0.3, 12)


def test_the_table_adds_application_and_database() -> None:
    assert "5.5" in table(Result("sqlite", 10_000, 2000.0, [MEASURE], MEASURE, 0.25))


def test_the_figures_can_be_read_by_a_machine() -> None:
    told = as_json([Result("sqlite", 10_000, 2000.0, [MEASURE], MEASURE, 0.25)])
    assert told["results"][0]["measures"][0]["database_ms"] == 1.5


def test_a_whole_life_is_lived_with_every_page_on_the_way() -> None:
    Office(find_casts()[0], InsideVisitor, Random(1)).live_with_pages()


def test_orders_are_raised_over_it_by_the_door_and_copied_whole() -> None:
    from huiyin.house.bench.orders import raise_orders
    from huiyin.oversight.models import Order

    assert raise_orders(30, seed=3) == Order.objects.count() <= 30
    assert Order.objects.count() > len(set(Order.objects.values_list("stage", flat=True))) >= 3
    assert not [fault for fault in checking.verify().rows if "oversight_order" in str(fault)]


def test_a_process_of_browsers_starts_without_the_site() -> None:
    clients = [sys.executable, "-c", "import huiyin.house.bench.clients"]
    assert subprocess.run(clients, cwd=ROOT, capture_output=True, check=False).returncode == 0
