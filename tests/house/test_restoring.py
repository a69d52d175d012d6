"""A restore is broken off at every point: what was here or what was to come is there, whole, never neither."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from huiyin.house import archive, restoring
from huiyin.house.allowed import Database
from huiyin.house.archive import Manifest
from huiyin.house.config import Config, read
from huiyin.house.faults import Refused
from huiyin.house.in_use import hold, replaced
from huiyin.house.restoring import Restoring, broken_off, prepare
from huiyin.vault.envelopes import SealingKey
from huiyin.vault.points import POINTS

OF = Manifest(archive.FORMAT, "0.1.0", "sqlite", "2026-03-02T09:30:00+00:00", {})
KEY = SealingKey.generate()
HERE = [name for name in POINTS if name.startswith("restore.")]


class Killed(BaseException):
    pass


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """An installation that has 旧 in its record and an old upload."""
    folder = tmp_path / "here"
    filled(folder, "旧")
    return read({"HUIYIN_MODE": "test", "HUIYIN_DATA_DIR": str(folder)})


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A backup with 新 in its record and a new upload."""
    there = filled(tmp_path / "there", "新")
    archive.write(tmp_path / "backup.tar", there, tmp_path / "there" / "uploads", OF, KEY, beside=tmp_path)
    return tmp_path / "backup.tar"


def filled(folder: Path, what: str) -> Database:
    (folder / "uploads").mkdir(parents=True)
    (folder / "uploads" / what).write_text(what)
    database = Database("sqlite", path=folder / "huiyin.sqlite3")
    with closing(sqlite3.connect(database.path)) as connection:
        connection.executescript(f"CREATE TABLE said (what text); INSERT INTO said VALUES ('{what}')")
    return database


def found(config: Config) -> tuple[str, list[str]]:
    with closing(sqlite3.connect(config.database_url.path)) as connection:
        said = connection.execute("SELECT what FROM said").fetchone()[0]
    return said, sorted(path.name for path in (config.data_dir / "uploads").iterdir())


def begun(config: Config, backup: Path) -> Restoring:
    return prepare(backup, config, lambda manifest: None, True, KEY)


def killed_at(point: str) -> Callable[[str], None]:
    def reach(here: str) -> None:
        if here == point:
            raise Killed

    return reach


def broken(config: Config, backup: Path, point: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(restoring, "reach", killed_at(point))
        begun(config, backup).replace()


def test_what_is_restored_takes_the_place_of_what_was_here(config: Config, backup: Path) -> None:
    made = begun(config, backup)
    made.replace()
    made.end()
    assert found(config) == ("新", ["新"])
    assert sorted(path.name for path in config.data_dir.iterdir()) == ["huiyin.sqlite3", "uploads"]


@pytest.mark.parametrize("point", HERE)
def test_broken_off_it_can_be_gone_on_with(
    config: Config, backup: Path, point: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(config, backup, point, monkeypatch)
    broken_off(config).replace()
    broken_off(config).end()
    assert found(config) == ("新", ["新"])


@pytest.mark.parametrize("point", HERE)
def test_broken_off_it_can_be_undone(config: Config, backup: Path, point: str, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(config, backup, point, monkeypatch)
    broken_off(config).undo()
    assert found(config) == ("旧", ["旧"])


def test_nothing_else_starts_on_a_restore_that_was_broken_off(
    config: Config, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(config, backup, "restore.loaded", monkeypatch)
    with pytest.raises(Refused, match="was broken off"):
        hold(config, "serve")


def test_a_backup_that_cannot_be_taken_changes_nothing(config: Config, backup: Path) -> None:
    backup.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
    with pytest.raises(Refused):
        begun(config, backup)
    assert found(config) == ("旧", ["旧"])
    assert sorted(path.name for path in config.data_dir.iterdir()) == ["huiyin.sqlite3", "uploads"]


def test_nothing_is_replaced_while_somebody_is_at_work(config: Config) -> None:
    hold(config, "serve")
    with pytest.raises(Refused, match="is at work here"), replaced(config):
        pass


def test_nobody_begins_while_it_is_replaced(config: Config) -> None:
    with replaced(config), pytest.raises(Refused, match="restoring a backup"):
        hold(config, "work")


def test_a_backup_of_uploads_that_go_away_meanwhile_is_begun_again(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploads = config.data_dir / "uploads"
    gone = uploads / "弃"
    gone.write_text("a draft that nobody filed")
    seen: list[Path] = []

    def fingerprint(path: Path) -> str:
        seen.append(path)
        if path == gone:
            gone.unlink()
        return original(path)

    original = archive.fingerprint
    monkeypatch.setattr(archive, "fingerprint", fingerprint)
    manifest = archive.write(tmp_path / "b.tar", config.database_url, uploads, OF, KEY, beside=tmp_path)
    assert sorted(manifest.files) == ["record", "uploads/旧"] and gone in seen


def test_a_backup_that_cannot_be_read_back_is_none(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = archive._pack

    def torn(bundle: Path, *others: Any) -> bytes:
        secret = whole(bundle, *others)
        bundle.write_bytes(bundle.read_bytes()[:-1] + b"?")
        return secret

    monkeypatch.setattr(archive, "_pack", torn)
    with pytest.raises(Refused, match="cannot be read back"):
        archive.write(tmp_path / "b.tar", config.database_url, config.data_dir / "uploads", OF, KEY, beside=tmp_path)
    assert not (tmp_path / "b.tar").exists()


def test_a_damaged_record_is_no_backup(config: Config, tmp_path: Path) -> None:
    raw = bytearray(config.database_url.path.read_bytes())
    raw[4096:4196] = b"\xff" * 100
    config.database_url.path.write_bytes(raw)
    with pytest.raises(Refused):
        archive.write(tmp_path / "b.tar", config.database_url, config.data_dir / "uploads", OF, KEY, beside=tmp_path)
    assert not (tmp_path / "b.tar").exists()
