"""Several processes at one record, and death at any instant: on a real database file and on a real PostgreSQL."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def sqlite(folder: Path) -> str:
    return f"sqlite:///{folder}/record.sqlite3"


def postgresql(folder: Path) -> str:
    import psycopg

    server = os.environ.get("HUIYIN_TEST_POSTGRES_URL")
    if not server:
        pytest.skip("absent: no PostgreSQL server (HUIYIN_TEST_POSTGRES_URL); ./run test starts one")
    name = f"together_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    base, _, query = server.partition("?")
    return f"{base.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")


class Office:
    """A record of its own, and processes that work on it."""

    def __init__(self, folder: Path, address: str) -> None:
        self.environ = {
            **os.environ,
            "HUIYIN_DATABASE_URL": address,
            "HUIYIN_DATA_DIR": str(folder),
            "PYTHONPATH": str(ROOT),
        }
        self.manage("setup")
        self.manage("people", "load")

    def manage(self, *words: str) -> str:
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(command, cwd=ROOT, env=self.environ, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "tests/cases/writer.py", *words]
        return subprocess.Popen(command, cwd=ROOT, env=self.environ, stdout=subprocess.PIPE, text=True)

    def ask(self, code: str) -> str:
        return self.manage("shell", "--no-imports", "-c", code).strip()


@pytest.fixture(scope="module", params=[sqlite, postgresql])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    yield Office(folder, request.param(folder))


def test_nothing_acknowledged_is_lost_when_writers_are_killed(office: Office) -> None:
    writers = [office.start("lodge", name) for name in ("甲", "乙", "丙")]
    told = {writer.stdout.readline().strip() for writer in writers if writer.stdout}  # all of them are at work now
    time.sleep(1)
    for writer in writers:
        writer.send_signal(signal.SIGKILL)
    told |= {line for writer in writers for line in (writer.communicate()[0] or "").split("\n") if len(line) == 19}
    kept = office.ask("from huiyin.cases.models import Case; print(*Case.objects.values_list('number', flat=True))")
    assert len(told) >= len(writers)
    assert told <= set(kept.split())


def test_the_journal_is_whole_after_the_killing(office: Office) -> None:
    assert "The journal is whole" in office.manage("verify")


def test_of_two_who_act_at_once_one_wins_and_the_other_is_told(office: Office) -> None:
    case = office.ask(
        "from tests.city import lodge; from huiyin.cases.lodging import ClaimText;"
        "from huiyin.law.terms import ClaimKind;"
        "print(lodge(claims=(ClaimText('修一条路', kind=ClaimKind.SUGGESTION),)).case.id)",
    )
    racers = [office.start("race", case, name) for name in ("甲", "乙", "丙")]
    answers = sorted(racer.communicate(timeout=60)[0].strip().partition(":")[0] for racer in racers)
    assert answers == ["lost", "lost", "won"]
