"""Smells that a machine can smell."""

import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import get_commands

from huiyin.house.config import ROOT

RUN = (ROOT / "run").read_text()
CODE = [path for folder in ("huiyin", "tests") for path in (ROOT / folder).rglob("*.py") if path != Path(__file__)]
TEMPLATES = sorted((ROOT / "huiyin").rglob("*.html"))
LONGEST_TEMPLATE_LINE = 160
LISTED = re.findall(r"^  ([a-z]+) {2,}\S", RUN, re.MULTILINE)
OWN = {"import": "import_messages", "manage": "check"}
SHELL = {"test", "law", "lint", "morning", "faults", "attack", "contract"}


@pytest.mark.parametrize("command", LISTED)
def test_every_command_of_run_is_listed_in_the_readme(command: str) -> None:
    assert f"./run {command}" in (ROOT / "README.md").read_text()


@pytest.mark.parametrize("command", [each for each in LISTED if each not in SHELL])
def test_every_command_of_run_exists(command: str) -> None:
    assert OWN.get(command, command) in get_commands()


def test_a_todo_names_its_end() -> None:
    endless = re.compile(r"\b(TODO|FIXME|XXX)\b(?!\([^)]*\d{4}-\d{2}-\d{2}\))")
    assert [str(path) for path in CODE if endless.search(path.read_text())] == []


def test_no_line_of_a_template_is_too_long_to_read() -> None:
    lines = [(path, n, line) for path in TEMPLATES for n, line in enumerate(path.read_text().split("\n"), 1)]
    assert [f"{path}:{n}" for path, n, line in lines if len(line) > LONGEST_TEMPLATE_LINE] == []


def test_no_template_writes_a_day_or_month_as_machines_do() -> None:
    machines = re.compile(r"""(?<!value=")\{\{[^}]*\|date:["']Y""")
    assert [str(path) for path in TEMPLATES if machines.search(path.read_text())] == []


def test_no_day_with_its_year_for_paper_stands_within_a_tag() -> None:
    """``day`` and ``moment`` are markup, and an attribute shows markup as it is written; ``dated`` is none."""
    said = r"\|(?:day|moment)\b"
    within = re.compile(rf"<[a-z][^<>]*{said}[^<>]*>|block (?:title|about) %}}(?:(?!endblock)[^<])*{said}")
    assert [str(path) for path in TEMPLATES if within.search(path.read_text())] == []


def test_no_day_is_written_into_the_record_without_its_year() -> None:
    """A title, a sentence in a file: read in another year."""
    yearless = re.compile(r"""%-m月|(?<!年)\{[a-z_.]*month\}月\{""")
    found = {str(path.relative_to(ROOT)) for path in CODE if path.is_relative_to(ROOT / "huiyin")
             for line in path.read_text().splitlines() if yearless.search(line)}  # fmt: skip
    assert found == {"huiyin/oversight/bulletin_words.py"}  # the second day of a span, after the first with its year


def test_no_migration_is_called_auto() -> None:
    assert [str(path) for path in CODE if path.parent.name == "migrations" and "_auto_" in path.name] == []


def test_every_decision_has_a_number_of_its_own() -> None:
    numbers = Counter(path.name.partition("-")[0] for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert [number for number, many in numbers.items() if many > 1] == []


def test_models_and_migrations_agree() -> None:
    done = subprocess.run(
        [ROOT / ".venv/bin/python", "manage.py", "makemigrations", "--check", "--dry-run"], cwd=ROOT, check=False
    )
    assert done.returncode == 0


def test_no_address_of_a_package_index_is_in_the_locks() -> None:
    assert [p.name for p in (ROOT / "requirements").iterdir() if "://" in p.read_text()] == []


def test_every_locked_package_has_a_fingerprint() -> None:
    lock = (ROOT / "requirements/dev.txt").read_text()
    packages = re.findall(r"^[a-z].*", lock, re.MULTILINE)
    assert [line for line in packages if not re.search(r"==\S+ (;.* )?\\$", line)] == []


#: Moments of sheets and of the bench, which are in Beijing's time already, and what typed compares with its bounds.
IN_BEIJING = frozenset({"taking.py", "reading.py", "rehearsal.py", "times.py", "cells.py"})
CUT = re.compile(r"(?:\bat|_at|\bnow|\bnow\(\)|\bmoment)\.date\(\)")


def test_a_moment_becomes_a_day_in_beijing() -> None:
    """A moment is kept in Greenwich, whose day is another from midnight to eight in the morning."""
    modules = (path for path in Path("huiyin").rglob("*.py") if path.name not in IN_BEIJING)
    assert [str(path) for path in modules if CUT.search(path.read_text())] == []


def test_what_waits_is_taken_in_one_way() -> None:
    by_hand = [str(path) for path in Path("huiyin").rglob("*.py") if "skip_locked" in path.read_text()]
    # A ticket is called by a person at a window and belongs to nobody else from then on: no lease that runs out.
    assert sorted(by_hand) == ["huiyin/reception/tickets.py", "huiyin/store/leases.py"]
