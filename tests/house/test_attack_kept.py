"""An attack that was stopped goes on with the test that did not end; what found something is tried again when asked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import attack
from tests.house.attack_kept import FOUND, HELD, WHOLE, Ended, ended, write

TESTS = """
import os, pathlib, pytest
def test_one(): pass
def test_two():
    if not pathlib.Path("mended").exists(): raise AssertionError
@pytest.fixture
def city():
    if not pathlib.Path("loaded").exists(): raise RuntimeError
def test_three(city): pass
"""


def tried(folder: Path, kept: Path) -> str:
    environ = {**os.environ, "ATTACK_KEPT": str(kept), "ATTACK_PART": "2/9", "PYTHONPATH": os.getcwd()}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tests.house.attack_kept",
        "-p",
        "no:cacheprovider",
        "-c",
        "none.ini",
    ]
    (folder / "none.ini").write_text("[pytest]")
    (folder / "test_it.py").write_text(TESTS)
    return subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False).stdout


def test_it_goes_on_with_what_did_not_end_and_tries_again_what_found_something(tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    tried(tmp_path, kept)
    assert [(each.test, each.how) for each in ended(kept)] == [("test_one", HELD), ("test_two", FOUND)]
    (tmp_path / "loaded").touch()
    assert "1 passed" in tried(tmp_path, kept)
    assert list(ended(kept))[-1] == Ended("2", WHOLE, FOUND) and all(each.part == "2" for each in ended(kept))
    (tmp_path / "mended").touch()
    attack._forget_what_found(kept)
    assert "1 passed" in tried(tmp_path, kept) and list(ended(kept))[-1] == Ended("2", WHOLE, HELD)


def test_a_line_that_was_cut_off_is_none(tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    write(kept, Ended("1", "test_one", HELD))
    with kept.open("a") as file:
        file.write("1 test_tw")
    assert list(ended(kept)) == [Ended("1", "test_one", HELD)]


def test_it_is_told_how_far_it_came(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "kept.txt"
    write(kept, Ended("1", "test_one", HELD), Ended("1", WHOLE, HELD), Ended("2", "test_two", FOUND))
    assert attack._told(kept, 24) == 1
    assert "2 tests ended, 1 of 24 parts are through" in capsys.readouterr().out
