import os
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from huiyin.house import archive
from huiyin.house.allowed import Database, postgresql
from huiyin.house.archive import Manifest
from huiyin.house.faults import Refused
from huiyin.house.postgres import named
from huiyin.vault.envelopes import Opening, SealingKey

OF = Manifest(archive.FORMAT, "1.0", "sqlite", "2026-03-02T09:30:00+00:00", {})
KEY = SealingKey.generate()
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
    target = tmp_path / "backup"
    archive.write(target, record, uploads, OF, KEY.without_opening(), beside=tmp_path)
    return target


def names(file: Path) -> list[str]:
    with file.open("rb") as sealed, tarfile.open(fileobj=Opening(sealed, KEY), mode="r|") as tar:
        return [member.name for member in tar]


def test_it_holds_the_record_and_the_uploads_and_nothing_else(tmp_path: Path, record: Database, uploads: Path) -> None:
    assert names(backup(tmp_path, record, uploads)) == ["manifest.json", "record", "uploads/2026/来信.jpg"]


def test_nothing_of_it_lies_in_the_clear(tmp_path: Path, record: Database, uploads: Path) -> None:
    data = backup(tmp_path, record, uploads).read_bytes()
    assert not any(word in data for word in ("路".encode(), b"a scanned letter", b"manifest", b"SQLite"))


def test_the_rows_of_a_table_can_be_left_out_without_a_trace(tmp_path: Path, record: Database, uploads: Path) -> None:
    target = tmp_path / "backup"
    archive.write(target, record, uploads, OF, KEY, beside=tmp_path, without=["said", "of_another_version"])
    archive.unpack(target, tmp_path / "out", KEY)
    assert "路".encode() not in (tmp_path / "out" / "record").read_bytes()
    assert said(record) == [("路",)]


def test_it_leaves_out_an_upload_that_is_still_arriving(tmp_path: Path, record: Database, uploads: Path) -> None:
    (uploads / ".in-half").write_bytes(b"half a lett")
    assert "uploads/.in-half" not in names(backup(tmp_path, record, uploads))


def test_only_its_owner_may_read_it(tmp_path: Path, record: Database, uploads: Path) -> None:
    assert backup(tmp_path, record, uploads).stat().st_mode & 0o077 == 0


def test_it_never_overwrites_a_backup(tmp_path: Path, record: Database, uploads: Path) -> None:
    backup(tmp_path, record, uploads)
    with pytest.raises(Refused, match="already there"):
        backup(tmp_path, record, uploads)


def test_it_leaves_nothing_behind_when_it_fails(tmp_path: Path, uploads: Path) -> None:
    with pytest.raises(Refused):
        nowhere = Database("postgresql", name="x", host="127.0.0.1", port="9")
        archive.write(tmp_path / "b", nowhere, uploads, OF, KEY, beside=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["uploads"]


def test_what_was_backed_up_comes_back(tmp_path: Path, record: Database, uploads: Path) -> None:
    archive.unpack(backup(tmp_path, record, uploads), tmp_path / "out", KEY)
    other = Database("sqlite", path=tmp_path / "other" / "record.sqlite3")
    archive.load(other, tmp_path / "out" / "record")
    assert said(other) == [("路",)]


def test_uploads_come_back_byte_for_byte(tmp_path: Path, record: Database, uploads: Path) -> None:
    archive.unpack(backup(tmp_path, record, uploads), tmp_path / "out", KEY)
    assert (tmp_path / "out/uploads/2026/来信.jpg").read_bytes() == b"a scanned letter"


def test_it_refuses_a_backup_with_one_changed_byte(tmp_path: Path, record: Database, uploads: Path) -> None:
    file = backup(tmp_path, record, uploads)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    with pytest.raises(Refused, match="nothing was changed"):
        archive.unpack(file, tmp_path / "out", KEY)
    assert not (tmp_path / "out").exists()


def test_it_refuses_a_backup_that_somebody_else_signed(tmp_path: Path, record: Database, uploads: Path) -> None:
    ours, theirs = KEY, SealingKey.generate()
    forged = SealingKey(ours.to, theirs.signer, theirs.signs)
    archive.write(tmp_path / "b", record, uploads, OF, forged, beside=tmp_path)
    with pytest.raises(Refused, match="另一把密钥"):
        archive.unpack(tmp_path / "b", tmp_path / "out", KEY)


def plain(tmp_path: Path, record: Database, uploads: Path) -> Path:
    """As backups were before they were sealed."""
    sealed = backup(tmp_path, record, uploads)
    with sealed.open("rb") as file:
        (tmp_path / "plain.tar").write_bytes(Opening(file, KEY).read())
    return tmp_path / "plain.tar"


def test_one_that_was_never_sealed_is_taken_on_explicit_word_alone(
    tmp_path: Path, record: Database, uploads: Path
) -> None:
    file = plain(tmp_path, record, uploads)
    with pytest.raises(Refused, match="before backups were sealed, add --plain"):
        archive.unpack(file, tmp_path / "out", KEY)
    assert archive.unpack(file, tmp_path / "out", None).version == "1.0"


def test_a_plain_one_with_one_changed_byte_is_refused(tmp_path: Path, record: Database, uploads: Path) -> None:
    file = plain(tmp_path, record, uploads)
    file.write_bytes(file.read_bytes().replace(b"a scanned letter", b"a scanned better"))
    with pytest.raises(Refused, match="damaged"):
        archive.unpack(file, tmp_path / "out", None)


def test_it_refuses_a_file_that_is_no_backup(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("a shopping list")
    with pytest.raises(Refused, match="is not a backup"):
        archive.unpack(tmp_path / "x", tmp_path / "out", None)


def test_it_refuses_a_way_out_of_its_folder(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "x.tar", "w") as tar:
        tar.addfile(tarfile.TarInfo("../escaped"))
    with pytest.raises(Refused, match=r"it contains \.\./escaped"):
        archive.unpack(tmp_path / "x.tar", tmp_path / "out", None)


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
