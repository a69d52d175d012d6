"""Bringing a backup back (恢复) so that at no moment there is neither the old record nor the new one.

Everything is made ready beside: the backup, unpacked and checked, and what it replaces, put aside. From the moment the
folder of both has its name, the restore can be gone on with or undone, whatever died in between; what was here before
is deleted last, when the new record has been checked.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from huiyin.house import archive
from huiyin.house.archive import Manifest
from huiyin.house.config import Config
from huiyin.house.faults import Refused
from huiyin.house.in_use import BROKEN_OFF
from huiyin.vault.envelopes import SealingKey
from huiyin.vault.points import reach

STATE = "state.json"


@dataclass(frozen=True)
class Restoring:
    """One restore under way in its folder: `new` comes, `old` was here."""

    config: Config
    folder: Path

    @property
    def new(self) -> Path:
        return self.folder / "new"

    @property
    def old(self) -> Path:
        return self.folder / "old"

    @property
    def uploads(self) -> Path:
        return self.config.data_dir / "uploads"

    @property
    def replaces(self) -> bool:
        """Whether there was a record here before."""
        return (self.old / archive.RECORD).exists()

    def replace(self) -> None:
        """Record, then uploads. Done twice it does no harm."""
        archive.load(self.config.database_url, self.new / archive.RECORD)
        reach("restore.loaded")
        if (self.new / archive.UPLOADS).exists():
            _move(self.uploads, self.old / archive.UPLOADS)
            _move(self.new / archive.UPLOADS, self.uploads)
        reach("restore.swapped")

    def undo(self) -> None:
        """Have again what was here before."""
        if not (self.new / archive.UPLOADS).exists():
            _move(self.uploads, self.new / archive.UPLOADS)
        _move(self.old / archive.UPLOADS, self.uploads)
        if self.replaces:
            archive.load(self.config.database_url, self.old / archive.RECORD)
        else:
            archive.empty(self.config.database_url)
        self.end()

    def end(self) -> None:
        """It is done, or undone: what nobody needs any more is deleted last."""
        gone = Path(tempfile.mkdtemp(dir=self.config.data_dir, prefix=".restored-"))
        os.replace(self.folder, gone)
        shutil.rmtree(gone)


def broken_off(config: Config) -> Restoring:
    """The restore that something ended in the middle.

    Raises:
        Refused: there is none.
    """
    found = Restoring(config, config.data_dir / BROKEN_OFF)
    if not found.folder.exists():
        raise Refused("No restore was broken off here; there is nothing to go on with and nothing to undo.")
    return found


def prepare(
    file: Path, config: Config, check: Callable[[Manifest], None], full: bool, key: SealingKey | None
) -> Restoring:
    """Unpack and check the whole file, and put aside what it replaces; nothing is changed by that.

    Args:
        check: raises Refused when this installation cannot take such a backup.
        full: whether there is a record to be put aside.
        key: opens the backup; None for one that was never sealed.
    """
    beside = Path(tempfile.mkdtemp(dir=config.data_dir, prefix=".restore-"))
    try:
        made = Restoring(config, beside)
        made.new.mkdir()
        made.old.mkdir()
        manifest = archive.unpack(file, made.new, key)
        check(manifest)
        archive.check_record(manifest.vendor, made.new / archive.RECORD)
        (made.new / archive.UPLOADS).mkdir(exist_ok=True)
        if full:
            archive.dump(config.database_url, made.old / archive.RECORD)
        (beside / STATE).write_text(json.dumps({"file": str(file), "made_at": manifest.made_at}))
        os.sync()
        os.replace(beside, config.data_dir / BROKEN_OFF)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    reach("restore.ready")
    return broken_off(config)


def _move(source: Path, target: Path) -> None:
    """Rename what is there, unless it was renamed before."""
    if source.exists() and not target.exists():
        os.replace(source, target)
