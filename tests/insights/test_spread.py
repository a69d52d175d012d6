"""Topics made by several workers: the same as by one, also when a worker is killed while it works."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from huiyin.house.bench.planted import events
from huiyin.house.config import ROOT
from huiyin.insights.topics import vectors
from huiyin.insights.topics.engines import Elsewhere
from huiyin.insights.topics.events import Said, topics_of
from tests.city import MONDAY

pytest.importorskip("distributed", reason="absent: the extra (requirements/spread.txt)")
ENVIRON = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "60s"}
PATIENCE = 120.0


@contextmanager
def running(folder: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program of Dask until the end of the test; what it says goes to a file of its own."""
    command = [sys.executable, "-m", *words, "--no-dashboard", "--local-directory", str(folder)]
    command = command if "worker" in words[0] else command[:-2]
    with (folder / f"{time.monotonic_ns()}.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=ENVIRON, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[tuple[Elsewhere, list[subprocess.Popen[bytes]]]]:
    """A scheduler with two workers, each a process of its own."""
    with running(tmp_path, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"):
        address = _told(tmp_path)
        worker = ("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--nworkers", "1")
        with running(tmp_path, *worker) as one, running(tmp_path, *worker) as other:
            found = Elsewhere(address)
            found.wait_for(2, PATIENCE)
            yield found, [one, other]
            found.close()


def _told(folder: Path) -> str:
    """Where the scheduler listens, as it says itself."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for log in folder.glob("*.log"):
            if said := re.search(r"Scheduler at:\s+(tcp://[\d.:]+)", log.read_text(errors="replace")):
                return said.group(1)
        time.sleep(0.1)
    raise AssertionError("the scheduler did not start")


def messages() -> list[Said]:
    planted = events(1, MONDAY.replace(tzinfo=None), 300) + events(2, MONDAY.replace(tzinfo=None), 300)
    return [each for event in planted for each in event]


def test_two_workers_make_the_topics_that_one_process_makes(
    engine: tuple[Elsewhere, list[subprocess.Popen[bytes]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "_BLOCK", 20)
    assert topics_of(messages(), engine=engine[0]) == topics_of(messages())


# Soon, while it is handed what all parts share, and later, at its parts.
@pytest.mark.parametrize("after", [0.02, 0.3])
def test_a_worker_that_is_killed_at_its_work_loses_nothing(
    engine: tuple[Elsewhere, list[subprocess.Popen[bytes]]], monkeypatch: pytest.MonkeyPatch, after: float
) -> None:
    monkeypatch.setattr(vectors, "_BLOCK", 5)
    found, workers = engine
    killed = threading.Timer(after, workers[0].send_signal, [signal.SIGKILL])
    killed.start()
    made = [topics_of(messages(), engine=found) for _ in range(3)]
    killed.join()
    assert workers[0].wait(PATIENCE) == -signal.SIGKILL
    assert made == [topics_of(messages())] * 3
