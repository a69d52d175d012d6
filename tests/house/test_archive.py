import os
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from huiyin.house import archive
from huiyin.house.config import Database, postgresql
from huiyin.house.faults import Refused
from huiyin.house.postgres import named

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SERVER = os.environ.get("HUIYIN_TEST_POSTGRES_URL", "")


@pytest.fixture
def record(tmp_path: Path) -> Database:
    return filled(Database("sqlite", path=tmp_path / "record.sqlite3"))


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    folder = tmp_path / "uploads"
    (folder / "2026").mkdir(parents=True)
    (folder / "2026" / "来信.jpg").write_bytes(b"a scanned letter")
    return folder


@pytest.fixture
def server() -> Iterator[Database]:
    if not SERVER:
        pytest.skip("absent: HUIYIN_TEST_POSTGRES_URL; ./run test starts a server")
    with psycopg.connect(SERVER, autocommit=True) as admin:
        admin.execute("CREATE DATABASE archived")
        yield postgresql(named(SERVER, "archived"))
        admin.execute("DROP DATABASE archived WITH (FORCE)")


def filled(database: Database) -> Database:
    with closing(sqlite3.connect(database.path)) as connection:
        connection.executescript(
            "PRAGMA journal_mode=WAL; CREATE TABLE said (what text); INSERT INTO said VALUES ('路')"
        )
    return database


def said(database: Database) -> list[tuple[str]]:
    with closing(sqlite3.connect(database.path)) as connection:
        return connection.execute("SELECT what FROM said").fetchall()


def backup(tmp_path: Path, record: Database, uploads: Path) -> Path:
    target = tmp_path / "backup.tar"
    archive.write(target, record, uploads, "1.0", AT)
    return target


def test_it_holds_the_record_and_the_uploads_and_nothing_else(tmp_path: Path, record: Database, uploads: Path) -> None:
    with tarfile.open(backup(tmp_path, record, uploads)) as tar:
        assert tar.getnames() == ["manifest.json", "record", "uploads/2026/来信.jpg"]


def test_it_leaves_out_an_upload_that_is_still_arriving(tmp_path: Path, record: Database, uploads: Path) -> None:
    (uploads / ".in-half").write_bytes(b"half a lett")
    with tarfile.open(backup(tmp_path, record, uploads)) as tar:
        assert "uploads/.in-half" not in tar.getnames()


def test_only_its_owner_may_read_it(tmp_path: Path, record: Database, uploads: Path) -> None:
    assert backup(tmp_path, record, uploads).stat().st_mode & 0o077 == 0


def test_it_never_overwrites_a_backup(tmp_path: Path, record: Database, uploads: Path) -> None:
    backup(tmp_path, record, uploads)
    with pytest.raises(Refused, match="already there"):
        backup(tmp_path, record, uploads)


def test_it_leaves_nothing_behind_when_it_fails(tmp_path: Path, uploads: Path) -> None:
    with pytest.raises(Refused):
        archive.write(
            tmp_path / "b.tar", Database("postgresql", name="x", host="127.0.0.1", port="9"), uploads, "1", AT
        )
    assert [path.name for path in tmp_path.iterdir()] == ["uploads"]


def test_what_was_backed_up_comes_back(tmp_path: Path, record: Database, uploads: Path) -> None:
    archive.unpack(backup(tmp_path, record, uploads), tmp_path / "out")
    other = Database("sqlite", path=tmp_path / "other" / "record.sqlite3")
    archive.load(other, tmp_path / "out" / "record")
    assert said(other) == [("路",)]


def test_uploads_come_back_byte_for_byte(tmp_path: Path, record: Database, uploads: Path) -> None:
    archive.unpack(backup(tmp_path, record, uploads), tmp_path / "out")
    assert (tmp_path / "out/uploads/2026/来信.jpg").read_bytes() == b"a scanned letter"


def test_it_refuses_a_backup_with_one_changed_byte(tmp_path: Path, record: Database, uploads: Path) -> None:
    file = backup(tmp_path, record, uploads)
    file.write_bytes(file.read_bytes().replace(b"a scanned letter", b"a scanned better"))
    with pytest.raises(Refused, match="damaged"):
        archive.unpack(file, tmp_path / "out")


def test_it_refuses_a_file_that_is_no_backup(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("a shopping list")
    with pytest.raises(Refused, match="is not a backup"):
        archive.unpack(tmp_path / "x", tmp_path / "out")


def test_it_refuses_a_way_out_of_its_folder(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "x.tar", "w") as tar:
        tar.addfile(tarfile.TarInfo("../escaped"))
    with pytest.raises(Refused, match=r"it contains \.\./escaped"):
        archive.unpack(tmp_path / "x.tar", tmp_path / "out")


def test_a_postgresql_record_comes_back(tmp_path: Path, server: Database) -> None:
    with psycopg.connect(SERVER, dbname="archived") as connection:
        connection.execute("CREATE TABLE said (what text)")
        connection.execute("INSERT INTO said VALUES ('路')")
    archive.dump(server, tmp_path / "dump")
    with psycopg.connect(SERVER, dbname="archived") as connection:
        connection.execute("DELETE FROM said")
    archive.load(server, tmp_path / "dump")
    with psycopg.connect(SERVER, dbname="archived") as connection:
        assert connection.execute("SELECT what FROM said").fetchall() == [("路",)]
