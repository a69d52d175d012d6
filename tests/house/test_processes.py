"""Children that live and die together, as real processes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from huiyin.house.config import ROOT

PARENT = "from huiyin.house.processes import become; become({})"


def parent(*commands: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", PARENT.format(list(commands))], cwd=ROOT, start_new_session=True)


def noting(file: Path) -> list[str]:
    """A child that writes its number down and then sleeps."""
    return ["sh", "-c", f"echo $$ > {file}; exec sleep 60"]


def number_in(file: Path) -> int:
    return int(waited(lambda: file.exists() and file.read_text().strip()))


def waited(ask: object) -> str:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if found := ask():  # type: ignore[operator]
            return str(found)
        time.sleep(0.05)
    raise TimeoutError


def is_gone(process: int) -> bool:
    status = Path(f"/proc/{process}/status")
    return not status.exists() or "State:\tZ" in status.read_text()


def test_one_that_ends_as_soon_as_it_is_started_gives_the_code() -> None:
    assert parent(["sh", "-c", "exit 7"], ["sleep", "60"]).wait(20) == 7


def test_one_that_ends_well_as_soon_as_it_is_started_is_a_failure() -> None:
    assert parent(["true"], ["sleep", "60"]).wait(20) == 1


def test_a_child_that_is_killed_is_started_again_however_often_and_the_other_stays(tmp_path: Path) -> None:
    running = parent(noting(tmp_path / "child"), noting(tmp_path / "other"))
    other, seen = number_in(tmp_path / "other"), set()
    for _ in range(3):
        child = number_in(tmp_path / "child")
        seen.add(child)
        (tmp_path / "child").unlink()
        os.kill(child, signal.SIGKILL)
    seen.add(number_in(tmp_path / "child"))
    assert (len(seen), is_gone(other)) == (4, False)
    running.terminate()
    running.wait(20)


def test_what_a_killed_child_has_started_is_ended_before_it_is_started_again(tmp_path: Path) -> None:
    having = ["sh", "-c", f"sleep 60 & echo $! > {tmp_path / 'grandchild'}; echo $$ > {tmp_path / 'child'}; wait"]
    running = parent(having)
    child, grandchild = number_in(tmp_path / "child"), number_in(tmp_path / "grandchild")
    os.kill(child, signal.SIGKILL)
    assert waited(lambda: is_gone(grandchild))
    running.terminate()
    running.wait(20)


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_ends_well(tmp_path: Path, asked: signal.Signals) -> None:
    running = parent(noting(tmp_path / "child"))
    number_in(tmp_path / "child")
    running.send_signal(asked)
    assert running.wait(20) == 0


def test_asked_to_stop_it_leaves_no_child_behind(tmp_path: Path) -> None:
    running = parent(noting(tmp_path / "child"))
    child = number_in(tmp_path / "child")
    running.terminate()
    running.wait(20)
    assert is_gone(child)


@pytest.mark.skipif(sys.platform != "linux", reason="absent: a way to hear of the parent's death outside Linux")
def test_killed_it_leaves_no_child_behind(tmp_path: Path) -> None:
    running = parent(noting(tmp_path / "child"))
    child = number_in(tmp_path / "child")
    os.kill(running.pid, signal.SIGKILL)
    running.wait(20)
    assert waited(lambda: is_gone(child))


def test_whoever_keeps_them_carries_nothing_else(tmp_path: Path) -> None:
    one = parent(noting(tmp_path / "one"))
    number_in(tmp_path / "one")
    loaded = Path(f"/proc/{one.pid}/maps").read_text()
    one.terminate()
    assert one.wait(20) == 0 and "django" not in loaded and "_sqlite3" not in loaded
