"""A record of its own with real processes that work on it, on a database file or on a real PostgreSQL."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from huiyin.house import postgres

ROOT = Path(__file__).resolve().parents[1]


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
    return postgres.named(server, name)


#: The first office that was set up on each kind of database, to be copied: setting up takes ten times as long.
_kept = Path(tempfile.mkdtemp(prefix="huiyin-offices-"))
atexit.register(shutil.rmtree, _kept, ignore_errors=True)
#: Of this process alone: another part of the tests has keys of its own.
_MOULD = f"together_mould_{uuid.uuid4().hex[:8]}"


def _keep(folder: Path, address: str, kept: Path) -> None:
    _create(address, _MOULD, urlsplit(address).path.strip("/"))
    shutil.copytree(folder, kept)


def _copy(kept: Path, folder: Path, address: str) -> None:
    shutil.copytree(kept, folder, dirs_exist_ok=True)
    _create(address, urlsplit(address).path.strip("/"), _MOULD)


def _create(address: str, name: str, like: str) -> None:
    """On PostgreSQL, a database that is a copy of another; on SQLite it lies in the folder."""
    if not address.startswith("postgresql"):
        return
    import psycopg

    with psycopg.connect(os.environ["HUIYIN_TEST_POSTGRES_URL"], autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}")


class Office:
    """A record of its own, and processes that work on it."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder = folder
        self.environ = {
            **os.environ,
            "HUIYIN_DATABASE_URL": address,
            "HUIYIN_DATA_DIR": str(folder),
            "PYTHONPATH": str(ROOT),
        }
        kept = _kept / urlsplit(address).scheme
        if kept.exists():
            _copy(kept, folder, address)
            return
        self.manage("setup")
        self.manage("people", "load")
        _keep(folder, address, kept)

    def run(self, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """A command to its end, whatever that is."""
        command = [sys.executable, "manage.py", *words]
        return subprocess.run(
            command, cwd=ROOT, env={**self.environ, **environ}, capture_output=True, text=True, check=False
        )

    def manage(self, *words: str) -> str:
        done = self.run(*words)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, *words: str, **environ: str) -> subprocess.Popen[str]:
        """A process of tests/cases/writer.py, which says on its standard output what it did."""
        command = [sys.executable, "tests/cases/writer.py", *words]
        environ = {**self.environ, **environ}
        return subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True)

    def ask(self, code: str) -> str:
        return self.manage("shell", "--no-imports", "-c", code).strip()
