"""The script a person types, as a person types it."""

import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from huiyin.house.config import ROOT


def run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    outside = {name: value for name, value in os.environ.items() if not name.startswith("HUIYIN_")}
    return subprocess.run(
        [ROOT / "run", *arguments], env={**outside, **environ}, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.fixture
def taken_port() -> Iterator[str]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield str(other.getsockname()[1])


def test_alone_it_lists_its_commands() -> None:
    assert "\n  up " in run().stdout


def test_it_names_an_unknown_command() -> None:
    done = run("upp")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, "There is no command called upp.")


def test_it_says_which_port_is_taken_and_what_to_type(taken_port: str, tmp_path: Path) -> None:
    done = run("up", HUIYIN_PORT=taken_port, HUIYIN_DATA_DIR=str(tmp_path))
    wanted = f"Port {taken_port} is taken by another program. Try: HUIYIN_PORT={int(taken_port) + 1} ./run up"
    assert (done.returncode, done.stderr.strip()) == (1, wanted)


def test_it_says_that_a_folder_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run("up", HUIYIN_DATA_DIR=str(tmp_path / "file"), HUIYIN_PORT="18999")
    assert "cannot be written" in done.stderr and len(done.stderr.splitlines()) == 1


def test_it_says_that_the_database_cannot_be_reached(tmp_path: Path) -> None:
    nobody = "postgresql://huiyin@127.0.0.1:9/huiyin"
    done = run("migrate", HUIYIN_DATABASE_URL=nobody, HUIYIN_DATA_DIR=str(tmp_path), HUIYIN_MODE="test")
    assert "The database huiyin at 127.0.0.1 cannot be used" in done.stderr


def test_it_says_that_python_is_too_old(tmp_path: Path) -> None:
    (tmp_path / "run").write_text((ROOT / "run").read_text())
    old = tmp_path / "bin"
    old.mkdir()
    for name in ("python3", "python3.11", "python3.12", "python3.13"):
        (old / name).write_text("#!/bin/sh\n[ $1 = --version ] && echo Python 3.9.2\nexit 1\n")
        (old / name).chmod(0o755)
    done = subprocess.run(
        ["sh", tmp_path / "run", "up"],
        env={"PATH": f"{old}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "needs Python 3.11 or newer, and found Python 3.9.2" in done.stderr


def test_production_refuses_to_serve_what_is_not_safe(tmp_path: Path) -> None:
    done = run("serve", HUIYIN_MODE="production", HUIYIN_DATA_DIR=str(tmp_path))
    assert done.returncode == 1 and done.stderr.startswith("Production mode refuses to start:")


def test_a_backup_comes_back_into_an_empty_place(tmp_path: Path) -> None:
    old, new = {"HUIYIN_DATA_DIR": str(tmp_path / "old")}, {"HUIYIN_DATA_DIR": str(tmp_path / "new")}
    file = str(tmp_path / "backup.tar")
    run("migrate", **old)
    backup = run("backup", file, **old)
    assert "THE KEYS ARE NOT IN IT" in backup.stderr
    run("keyring", str(tmp_path / "new" / "keyring.json"), **new)
    assert "--key FILE" in run("restore", file, **new).stderr
    assert "whole" in run("restore", file, "--key", str(tmp_path / "old" / "backup.key"), **new).stdout


def test_a_restore_refuses_a_database_that_is_not_empty(tmp_path: Path) -> None:
    here = {"HUIYIN_DATA_DIR": str(tmp_path)}
    run("migrate", **here)
    run("backup", str(tmp_path / "backup.tar"), **here)
    assert "The database is not empty" in run("restore", str(tmp_path / "backup.tar"), **here).stderr
