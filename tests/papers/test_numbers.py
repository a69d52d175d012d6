"""Numbers without gaps per organ, kind and year; a voided one stays visible."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction

from huiyin.law.papers import Paper as Kind
from huiyin.papers.instruments import INSTRUMENTS
from huiyin.papers.kinds import NO_NUMBER
from huiyin.papers.models import Paper
from huiyin.papers.numbers import Order, give_number, void, words
from tests.office import ROOT, Office, postgresql, sqlite

DAY = date(2026, 11, 24)


def order(kind: Kind = Kind.OPINION, organ: int = 7, name: str = "柳溪县水利局", on: date = DAY) -> Order:
    return Order(kind, organ, name, on)


@pytest.mark.django_db
def test_the_first_number_of_a_year_is_one() -> None:
    assert give_number(order()).number == "柳水信意〔2026〕1号"


@pytest.mark.django_db
def test_the_next_follows() -> None:
    assert [give_number(order()).seq for _ in range(3)] == [1, 2, 3]


@pytest.mark.django_db
def test_each_kind_and_each_year_counts_by_itself() -> None:
    give_number(order())
    others = [order(Kind.TRANSFER_LETTER), order(on=date(2027, 1, 4))]
    assert [give_number(each).number for each in others] == ["柳水信转〔2026〕1号", "柳水信意〔2027〕1号"]


@pytest.mark.django_db
def test_two_organs_never_share_a_word() -> None:
    numbers = [give_number(order(organ=organ, name=name)).number for organ, name in
               ((1, "柳溪县人民政府"), (2, "柳溪镇人民政府"), (3, "柳溪乡人民政府"))]  # fmt: skip
    assert len(set(numbers)) == 3


def test_no_two_kinds_share_their_word_and_what_is_no_official_document_has_none() -> None:
    numbered = [row.word for kind, row in INSTRUMENTS.items() if kind not in NO_NUMBER]
    assert len(set(numbered)) == len(numbered) and all(numbered)
    assert [kind for kind in NO_NUMBER if INSTRUMENTS[kind].word] == []


@pytest.mark.django_db
def test_a_number_that_was_rolled_back_was_never_given() -> None:
    try:
        with transaction.atomic():
            give_number(order())
            raise RuntimeError
    except RuntimeError:
        pass
    assert give_number(order()).seq == 1


@pytest.mark.django_db
def test_a_voided_number_stays_and_is_not_given_again() -> None:
    void(give_number(order()), DAY, "写错了名字")
    assert (give_number(order()).seq, Paper.objects.get(seq=1).voided_why) == (2, "写错了名字")


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("柳溪县水利局", "柳水"),
        ("青川市信访局", "青信"),
        ("示范省人民政府", "示政"),
        ("中共青川市委员会", "青委"),
        ("纪念馆", "纪念"),
    ],
)
def test_the_word_of_an_organ_is_made_from_its_name(name: str, word: str) -> None:
    assert next(words(name)) == word


WRITER = """
import django
django.setup()
from datetime import date
from huiyin.law.papers import Paper
from huiyin.papers.numbers import Order, give_number
for _ in range(40):
    give_number(Order(Paper.OPINION, 7, "柳溪县水利局", date(2026, 11, 24)))
"""
COUNTED = (
    "from huiyin.papers.models import Paper;"
    "seqs = sorted(Paper.objects.values_list('seq', flat=True)); print(seqs == list(range(1, 121)))"
)


class Registry(Office):
    """A record of its own without a city."""

    def __init__(self, folder: Path, address: str) -> None:
        self.environ = {
            **os.environ, "HUIYIN_DATABASE_URL": address, "HUIYIN_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        self.manage("setup")


@pytest.fixture(params=[sqlite, postgresql])
def registry(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Registry]:
    yield Registry(tmp_path, request.param(tmp_path))


def test_writers_at_once_leave_no_gap(registry: Registry) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER], cwd=ROOT, env=registry.environ) for _ in range(3)]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0]
    assert registry.ask(COUNTED) == "True"
