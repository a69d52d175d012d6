"""Every released version's record is brought up by this program, from a backup that was made then."""

from __future__ import annotations

import hashlib
import json
import lzma
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from huiyin.house.archive import FORMAT, Manifest
from huiyin.house.config import ROOT, read
from huiyin.house.faults import Refused
from huiyin.house.management.commands.restore import refuse_foreign
from huiyin.house.versions import refuse_newer
from tests.office import postgresql, sqlite

RELEASES = ROOT / "tests" / "releases"
VERSIONS = sorted(path.name for path in RELEASES.iterdir() if path.is_dir() and path.name[0].isdigit())
EVERY = [(version, vendor) for version in VERSIONS for vendor in (sqlite, postgresql)]


@pytest.mark.parametrize(("version", "vendor"), EVERY, ids=lambda each: getattr(each, "__name__", each))
def test_a_released_record_is_restored_brought_up_and_whole(
    version: str, vendor: Callable[[Path], str], tmp_path: Path
) -> None:
    kept = RELEASES / version
    (tmp_path / "backup.tar").write_bytes(lzma.decompress((kept / f"{vendor.__name__}.tar.xz").read_bytes()))
    keys = [name for name in ("keyring.json", "backup.key") if (kept / name).exists()]
    for name in keys:
        shutil.copyfile(kept / name, tmp_path / name)
        (tmp_path / name).chmod(0o600)
    environ = {**os.environ, "HUIYIN_MODE": "test", "HUIYIN_DATA_DIR": str(tmp_path)}
    environ |= {"HUIYIN_DATABASE_URL": vendor(tmp_path), "PYTHONPATH": str(ROOT)}

    def manage(*words: str) -> str:
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    plain = [] if "backup.key" in keys else ["--plain"]  # of before backups were sealed
    assert "whole" in manage("restore", str(tmp_path / "backup.tar"), *plain)
    number = (kept / f"{vendor.__name__}.number").read_text()
    asked = (
        "from huiyin.cases.models import Case, Material\n"
        "from huiyin.cases.identity import open_identity\n"
        "from huiyin.cases.materials import open_material\n"
        f"case = Case.objects.get(number='{number}')\n"
        "print(open_identity(case.parties.get()).name, open_material(Material.objects.get().sha256).read().decode())"
    )
    assert manage("shell", "--no-imports", "-c", asked).strip() == "陈大山 a paper that was handed in"
    assert manage("makemigrations", "--check", "--dry-run").strip() == "No changes detected"


@pytest.mark.parametrize("version", VERSIONS)
def test_no_migration_that_was_released_is_edited_or_taken_away(version: str) -> None:
    frozen = json.loads((RELEASES / version / "migrations.json").read_text())
    now = {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in frozen if (ROOT / name).exists()}
    assert {name for name in frozen if now.get(name) != frozen[name]} == set()


def test_a_database_of_a_newer_program_is_refused_with_a_sentence() -> None:
    with pytest.raises(Refused, match="is of a newer version of Huiyin: it has 1 steps that this one does not know"):
        refuse_newer(["cases.0001_initial", "cases.9999_of_tomorrow"])


@pytest.mark.parametrize(
    ("made_by", "steps"), [("99.0.0", []), ("0.1.0", ["cases.9999_of_tomorrow"])], ids=["version", "steps"]
)
def test_a_backup_of_a_newer_program_is_refused_before_anything_is_touched(made_by: str, steps: list[str]) -> None:
    manifest = Manifest(FORMAT, made_by, "sqlite", "2026-03-02T09:30:00+00:00", {}, steps)
    with pytest.raises(Refused, match=made_by):
        refuse_foreign(manifest, read({}))
