"""The real web server, killed: nobody stays on its port, and ./run up brings it back."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from huiyin.house.bench.site import free_port
from huiyin.house.config import ROOT
from huiyin.house.postgres import named
from tests.running import manage

SERVER = os.environ.get("HUIYIN_TEST_POSTGRES_URL", "")


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return ready(tmp_path)


def ready(folder: Path, **more: str) -> dict[str, str]:
    """An installation, and the environment to start it with."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith("HUIYIN_")}
    own = {"HUIYIN_MODE": "test", "HUIYIN_DATA_DIR": str(folder), "HUIYIN_PORT": str(free_port()), **more}
    subprocess.run([sys.executable, "manage.py", "setup"], cwd=ROOT, env={**outside, **own}, check=True)
    return {**outside, **own}


@pytest.fixture
def server(environ: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with manage("serve", environ) as process:
        yield process


def answers(environ: dict[str, str]) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(environ["HUIYIN_PORT"]))) == 0


def page(environ: dict[str, str], path: str = "/") -> bytes:
    """A page, read by a process that has the whole application."""
    with urllib.request.urlopen(f"http://127.0.0.1:{environ['HUIYIN_PORT']}{path}", timeout=60) as answer:
        return bytes(answer.read())


def becomes(true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not true():
        time.sleep(0.1)
    return true()


@pytest.mark.skipif(sys.platform != "linux", reason="absent: a way to hear of the parent's death outside Linux")
def test_a_killed_web_server_leaves_nobody_on_its_port(
    environ: dict[str, str], server: subprocess.Popen[bytes]
) -> None:
    assert becomes(lambda: answers(environ) and b"</html>" in page(environ))
    os.kill(server.pid, signal.SIGKILL)
    assert becomes(lambda: not answers(environ))


@pytest.mark.skipif(not SERVER, reason="absent: HUIYIN_TEST_POSTGRES_URL; ./run test starts a server")
def test_connections_cut_while_nobody_used_them_cost_no_visitor_an_error(tmp_path: Path) -> None:
    with psycopg.connect(SERVER, autocommit=True) as admin:
        admin.execute("CREATE DATABASE cut")
        environ = ready(tmp_path, HUIYIN_DATABASE_URL=named(SERVER, "cut"))
        with manage("serve", environ):
            assert becomes(lambda: answers(environ) and bool(page(environ)))
            for _ in range(8):
                page(environ, "/desk/login")
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'cut'")
            assert all(b"</html>" in page(environ, "/desk/login") for _ in range(8))
        admin.execute("DROP DATABASE cut WITH (FORCE)")
