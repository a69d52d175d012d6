"""PostgreSQL over TLS: the database of another machine is talked to only when it proves that it is the one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from huiyin.house import postgres
from huiyin.house.bench.site import free_port
from huiyin.house.config import ROOT
from tests.edge.certificates import authority, certificate

ASKED = (
    "import django; django.setup(); from django.db import connection as c; k = c.cursor();"
    "k.execute('SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()'); print(*k.fetchone())"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("line")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[int]:
    """A server that lets nobody in without TLS, with a certificate for ``localhost``."""
    initdb, pg_ctl = postgres.binary("initdb"), postgres.binary("pg_ctl")
    if initdb is None or pg_ctl is None:
        pytest.skip("absent: PostgreSQL")
    certificate(folder, "server", "localhost", authority(folder))
    (folder / "other").mkdir()
    authority(folder / "other")
    yield from _run(folder, str(initdb), str(pg_ctl))


def _run(folder: Path, initdb: str, pg_ctl: str) -> Iterator[int]:
    home = Path("/tmp") / f"huiyin-line-{os.getpid()}"
    home.mkdir(mode=0o755)
    try:
        user, port, data = postgres._unprivileged(str(home)), free_port(), f"{home}/data"
        postgres._run(user, initdb, "-D", data, "-U", "huiyin", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        for name in ("server.crt", "server.key"):
            shutil.copy(folder / name, data)
            shutil.chown(f"{data}/{name}", user)
        Path(f"{data}/pg_hba.conf").write_text("hostssl all all 127.0.0.1/32 trust\nhostssl all all ::1/128 trust\n")
        options = f"-c listen_addresses=localhost -p {port} -k {home} -c ssl=on {postgres.CARELESS}"
        postgres._run(user, pg_ctl, "-D", data, "-l", f"{home}/log", "-W", "-o", options, "start")
        postgres._run(user, "sleep", "3")
        yield port
        postgres._run(user, pg_ctl, "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def ask(server: int, folder: Path, host: str, how: str) -> subprocess.CompletedProcess[str]:
    others = {name: value for name, value in os.environ.items() if not name.startswith(("HUIYIN_", "PG"))}
    own = {"HUIYIN_MODE": "test", "HUIYIN_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "huiyin.house.settings"}
    own["HUIYIN_DATABASE_URL"] = f"postgresql://huiyin@{host}:{server}/postgres?{how}"
    command = [sys.executable, "-c", ASKED]
    return subprocess.run(command, cwd=ROOT, env={**others, **own}, capture_output=True, text=True, check=False)


def test_the_line_is_encrypted_when_the_server_proves_itself(server: int, folder: Path) -> None:
    done = ask(server, folder, "localhost", f"sslmode=verify-full&sslrootcert={folder}/authority.crt")
    assert done.stdout.startswith("True TLSv1."), done.stderr


@pytest.mark.parametrize(
    ("host", "how", "why"),
    [
        ("localhost", "sslmode=verify-full&sslrootcert={}/other/authority.crt", "certificate verify failed"),
        ("127.0.0.1", "sslmode=verify-full&sslrootcert={}/authority.crt", "does not match host name"),
        ("localhost", "sslmode=disable", "no pg_hba.conf entry"),
    ],
)
def test_a_stranger_on_the_line_is_not_talked_to(server: int, folder: Path, host: str, how: str, why: str) -> None:
    done = ask(server, folder, host, how.format(folder))
    assert (done.returncode != 0, why in done.stderr) == (True, True), done.stderr
