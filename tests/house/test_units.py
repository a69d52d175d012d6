"""The systemd units in docs are ones that systemd takes, and start commands that ./run knows."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from huiyin.house.config import ROOT

UNITS = sorted((ROOT / "docs" / "systemd").glob("*.service"))


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="absent: systemd-analyze (apt-get install systemd)")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_takes_the_unit(unit: Path, tmp_path: Path) -> None:
    here = tmp_path / unit.name
    here.write_text(unit.read_text().replace("/opt/huiyin", str(ROOT)))
    done = subprocess.run(["systemd-analyze", "verify", str(here)], capture_output=True, text=True, check=False)
    about = [line for line in done.stderr.splitlines() if unit.name in line]
    assert (done.returncode, about) == (0, [])


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_the_unit_starts_what_run_knows_and_starts_it_again(unit: Path) -> None:
    lines = unit.read_text().splitlines()
    (start,) = (line.rpartition(" ")[2] for line in lines if line.startswith("ExecStart="))
    assert f"\n  {start} " in (ROOT / "run").read_text() and "Restart=always" in lines
