"""The short form of ./run faults: a few points, a few kills; nothing lost, nothing doubled, nothing half-written."""

import subprocess
import sys

from huiyin.house.config import ROOT


def test_what_was_acknowledged_comes_through_a_few_kills() -> None:
    command = [sys.executable, "-m", "tests.commands.faults", "--short"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, "lost 0, doubled 0, half-written 0" in done.stdout) == (0, True), done.stdout + done.stderr
