"""Histories with a known truth: what the record finds in them is what a reader would find, near every threshold."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from huiyin.law.order import causes
from huiyin.oversight.planted import files
from huiyin.oversight.planted.files import CAUSES, judge, plant, write


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("planted")
    write(out, seed=3, matters=240)
    return out


def test_the_record_finds_what_was_planted_and_nothing_else(folder: Path) -> None:
    scores = judge(folder)
    assert scores["all"].precision >= 0.98 and scores["all"].recall >= 0.99
    assert all(scores[cause].planted for cause in CAUSES), "a cause was never planted"


def test_the_same_seed_plants_the_same_histories(folder: Path, tmp_path: Path) -> None:
    write(tmp_path, seed=3, matters=240)
    assert all(
        (tmp_path / name).read_bytes() == (folder / name).read_bytes() for name in (files.HISTORIES, files.TRUTH)
    )


@pytest.mark.parametrize(
    ("changed", "cause"),
    [
        ({"silent": 16}, "silence"),
        ({"unserved": 11}, "unserved"),
        ({"again": 179}, "came_again"),
        ({"bounces": 3}, "pingpong"),
    ],
)
def test_a_threshold_that_is_off_by_one_shows(
    folder: Path, monkeypatch: pytest.MonkeyPatch, changed: dict[str, int], cause: str
) -> None:
    wrong = replace(causes.LIMITS, **changed)
    asked = causes.causes_of
    monkeypatch.setattr(files, "causes_of", lambda journal, on, calendar: asked(journal, on, calendar, wrong))
    assert judge(folder)[cause].recall < 1


def test_the_truth_says_something_of_every_matter_and_cause(folder: Path) -> None:
    rows = (folder / files.TRUTH).read_text().splitlines()
    matters = json.loads((folder / files.ABOUT).read_text())["matters"]
    assert rows[0] == "matter,cause,ordered" and len(rows) == 1 + matters * len(CAUSES)


def test_planted_matters_are_numbered_without_gaps() -> None:
    assert [each.life.number for each in plant(5, 40)] == list(range(1, 41))


def test_the_command_says_what_is_wrong_with_a_folder(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"about\.json"):
        call_command("history", "judge", str(tmp_path))


def test_the_bench_prints_precision_and_recall_and_ends_with_an_error_below_what_is_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit) as well:
        call_command("bench", "supervision", "--cases", "120", "--seed", "3")
    printed = capsys.readouterr().out
    assert well.value.code == 0 and "120 matters planted with seed 3" in printed and "recall" in printed
    assert all(cause in printed for cause in CAUSES)
    monkeypatch.setattr(files, "causes_of", lambda *_: [])
    with pytest.raises(SystemExit) as blind:
        call_command("bench", "supervision", "--cases", "120", "--seed", "3")
    assert blind.value.code == 1
