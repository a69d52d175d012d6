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

import pytest

from huiyin.house.bench.site import free_port
from huiyin.house.config import ROOT


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    outside = {name: value for name, value in os.environ.items() if not name.startswith("HUIYIN_")}
    own = {"HUIYIN_MODE": "test", "HUIYIN_DATA_DIR": str(tmp_path), "HUIYIN_PORT": str(free_port())}
    subprocess.run([sys.executable, "manage.py", "setup"], cwd=ROOT, env={**outside, **own}, check=True)
    return {**outside, **own}


@pytest.fixture
def server(environ: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([sys.executable, "manage.py", "serve"], cwd=ROOT, env=environ) as process:
        yield process
        process.kill()


def answers(environ: dict[str, str]) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(environ["HUIYIN_PORT"]))) == 0


def page(environ: dict[str, str]) -> bytes:
    """The first page, read by a process that has the whole application."""
    with urllib.request.urlopen(f"http://127.0.0.1:{environ['HUIYIN_PORT']}/", timeout=60) as answer:
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
