"""A disk that is full, a real one of a few megabytes: a sentence, nothing half made, nothing lost."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from huiyin.house.config import ROOT


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("absent: the right to mount a small disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def manage(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    outside = {name: value for name, value in os.environ.items() if not name.startswith("HUIYIN_")}
    command = [sys.executable, "manage.py", *words]
    environ = {**outside, "HUIYIN_MODE": "test", **environ}
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)


def test_a_backup_that_does_not_fit_is_a_sentence_and_leaves_nothing(disk: Path, tmp_path: Path) -> None:
    here = {"HUIYIN_DATA_DIR": str(tmp_path / "here")}
    manage("migrate", **here)
    (tmp_path / "here" / "uploads").mkdir()
    (tmp_path / "here" / "uploads" / "film").write_bytes(os.urandom(3_000_000))
    done = manage("backup", str(disk / "backup.tar"), **here)
    assert (done.returncode, len(done.stderr.splitlines()), list(disk.iterdir())) == (1, 1, [])
    assert f"the disk that holds {disk} is full" in done.stderr


def test_a_record_on_a_full_disk_is_a_sentence(disk: Path) -> None:
    (disk / "ballast").write_bytes(bytes(1_500_000))
    done = manage("migrate", HUIYIN_DATA_DIR=str(disk))
    assert done.returncode == 1 and "is full. Free some space" in done.stderr.splitlines()[-1]


def test_a_worker_without_a_database_says_so_and_ends_with_another_code(tmp_path: Path) -> None:
    done = manage(
        "work", "--once", HUIYIN_DATA_DIR=str(tmp_path), HUIYIN_DATABASE_URL="postgresql://x@127.0.0.1:9/nobody"
    )
    assert done.returncode == 1 and done.stderr.startswith("The database nobody at 127.0.0.1 cannot be used")
