"""Everyday troubles, each said in three ways, and the organ whose duty they are: the advice names the right one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from huiyin.insights.suggesting import guess_words
from huiyin.law.subjects import EVERYDAY

TOLD = Path("tests/law/said/organs.tsv")
UNHEARD = Path("tests/law/said/organs_unheard.tsv")
#: Of the county of the demonstration and of the city above it: who is competent for what.
COUNTY, CITY = "lx-", "qc-"


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(Path(f"data/demo/{name}.csv").read_text(encoding="utf-8").splitlines()))


def competent() -> dict[str, str]:
    """The organ of the county for each word of its list of competences, else that of the city, by its short name."""
    short = {each["key"]: each["short"] for each in _rows("organs")}
    rows = sorted(_rows("competences"), key=lambda each: not each["organ"].startswith(CITY))
    found: dict[str, str] = {}
    for level in (CITY, COUNTY):
        for each in rows:
            if each["organ"].startswith(level):
                found |= dict.fromkeys(each["words"].split("、"), short[each["organ"]])
    return found


def troubles() -> list[list[str]]:
    return _lines(TOLD)


def _lines(file: Path) -> list[list[str]]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and line[0] != "#"]


def advised(said: str, organs: dict[str, str]) -> str:
    guesses = guess_words(said, [word for word in EVERYDAY if word in organs])
    return organs[guesses[0].word] if guesses else ""


@pytest.mark.parametrize(("column", "least"), [(3, 0.95), (4, 0.95), (5, 0.95)], ids=["one", "another", "a third"])
def test_everyday_troubles_go_to_the_organ_whose_duty_they_are(
    column: int, least: float, capsys: pytest.CaptureFixture[str]
) -> None:
    organs, told = competent(), troubles()
    wrong = [
        (row[column], row[1], advised(row[column], organs))
        for row in told
        if not any(name in advised(row[column], organs) for name in row[1].split(","))
    ]
    with capsys.disabled():
        print(f"\nof {len(told)} everyday troubles {len(told) - len(wrong)} go to the right organ")
    assert len(told) >= 60 and len(wrong) <= (1 - least) * len(told), wrong


def test_of_what_was_never_heard_half_go_there(capsys: pytest.CaptureFixture[str]) -> None:
    """Word lists know what they name; what this prints is how far that goes."""
    organs, told = competent(), _lines(UNHEARD)
    right = [row for row in told if any(name in advised(row[1], organs) for name in row[0].split(","))]
    with capsys.disabled():
        print(f"\nof {len(told)} unheard troubles {len(right)} go to the right organ")
    assert len(told) >= 40 and len(right) >= 0.5 * len(told)


def test_wages_are_no_matter_of_housing_and_land_is_none_of_roads() -> None:
    organs = competent()
    assert "人社局" in advised("工地上的工钱没给", organs)
    assert "自然资源局" in advised("修路占了我家的地，补偿没给够", organs)
