"""Make the small backups of a released version: ``python -m tests.releases.make 0.1.0``, once, when it is released.

A town of two organs and four people, two matters, a paper that somebody handed in, a sealed day; on both databases.
From then on tests/house/test_releases.py restores them with every later program. The key ring beside them opens
nothing else in the world.
"""

from __future__ import annotations

import csv
import hashlib
import json
import lzma
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from huiyin.house import postgres
from huiyin.house.config import ROOT

HERE = Path(__file__).parent
KEPT = {"qc-xfj", "lx-slj", "chenhao", "wanglan", "xiongzihan", "chuxiangyang"}
MATTERS = """
from django.utils import timezone
from tests.city import Matter, lodge
from huiyin.cases.lodging import File
from huiyin.cases.materials import _shelf as shelf
bytes_ = b"a paper that was handed in"
paper = File("材料.txt", "text/plain", len(bytes_), shelf().keep(bytes_))
now = timezone.now()
Matter(lodge(at=now, key="first", files=(paper,)))
second = Matter(lodge(at=now, key="second"))
second.do("classify", "chenhao", at=now, classes={"1": {"kind": "grievance", "ground": "6"}})
print(lodge(key="first").case.number)
"""


def main(version: str) -> None:
    folder = HERE / version
    folder.mkdir()
    steps = sorted(ROOT.glob("huiyin/*/migrations/0*.py"))
    frozen = {str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest() for path in steps}
    (folder / "migrations.json").write_text(json.dumps(frozen, indent=1) + "\n")
    with tempfile.TemporaryDirectory() as place, postgres.throwaway() as address:
        town(Path(place) / "town")
        for vendor, where in (("sqlite", f"sqlite:///{place}/record.sqlite3"), ("postgresql", address)):
            number = made(Path(place) / vendor, where, Path(place) / "town", Path(place) / "keyring.json", version)
            bundle = (Path(place) / vendor / "backup.tar").read_bytes()
            (folder / f"{vendor}.tar.xz").write_bytes(lzma.compress(bundle, preset=9 | lzma.PRESET_EXTREME))
            (folder / f"{vendor}.number").write_text(number)
        for key in ("keyring.json", "backup.key"):
            shutil.copyfile(Path(place) / key, folder / key)


def town(folder: Path) -> None:
    """What the demonstration city has of these, and its calendar."""
    shutil.copytree(ROOT / "data" / "reference", folder)
    for name in ("divisions", "organs", "superiors", "people", "posts"):
        with (ROOT / "data" / "demo" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            head, *rows = csv.reader(file)
        keys = 2 if name in ("superiors", "posts") else 1
        kept = [row for row in rows if name == "divisions" or KEPT.issuperset(row[:keys])]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *kept])


def made(folder: Path, address: str, town: Path, ring: Path, version: str) -> str:
    """The number of a matter; the backup lies in the folder then."""
    folder.mkdir()
    environ = {name: value for name, value in os.environ.items() if not name.startswith("HUIYIN_")}
    environ |= {"HUIYIN_MODE": "test", "HUIYIN_DATA_DIR": str(folder), "HUIYIN_DATABASE_URL": address}
    environ |= {"HUIYIN_KEYRING": str(ring), "HUIYIN_BACKUP_KEY": str(ring.with_name("backup.key"))}
    environ |= {"PYTHONPATH": str(ROOT)}

    def manage(*words: str) -> str:
        command = [sys.executable, "manage.py", *words]
        return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=True).stdout

    manage("setup")
    manage("people", "load", str(town))
    number = manage("shell", "--no-imports", "-c", MATTERS).strip()
    manage("work", "--once")
    manage("backup", str(folder / "backup.tar"))
    return number


if __name__ == "__main__":
    main(*sys.argv[1:])
