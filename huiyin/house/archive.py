"""A backup: one tar of the database, the uploads and a manifest with a fingerprint for each file, sealed as a whole.

The key ring is never in it: who finds a backup must not be able to read who wrote. See docs/backups.md.
"""

import errno
import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql

from huiyin.house.allowed import Database
from huiyin.house.faults import Refused
from huiyin.house.postgres import binary
from huiyin.vault.envelopes import Opening, Sealing, SealingKey
from huiyin.vault.errors import VaultError

FORMAT = "huiyin-backup-2"
#: On the command line: a backup of before backups were sealed, which nobody signed.
PLAIN = "--plain"
RECORD = "record"
UPLOADS = "uploads"
MANIFEST = "manifest.json"
#: So often the uploads are packed anew when one of them went away meanwhile.
TIMES = 5
CHUNK = 1 << 20
#: So long do PostgreSQL's programs wait for a server and for a lock, and so long may they take altogether.
WAIT_SECONDS = 60
LONGEST_SECONDS = 12 * 3600


@dataclass(frozen=True)
class Manifest:
    """`files` maps each member's name to its SHA-256, `steps` are the migrations that made the database."""

    format: str
    version: str
    vendor: str
    made_at: str
    files: dict[str, str]
    steps: list[str] = field(default_factory=list)


class Moved(Exception):
    """An upload went away, or became another one, while it was packed."""


def write(
    target: Path,
    database: Database,
    uploads: Path,
    of: Manifest,
    key: SealingKey,
    *,
    beside: Path,
    without: Sequence[str] = (),
    readable: Callable[[Path], None] | None = None,
) -> Manifest:
    """Write a backup to `target` and read it back as a restore would; complete and sound, or not at all.

    Nothing of it touches the place of `target` but sealed.

    Args:
        of: who made it, when, from what.
        key: for which it is sealed, and by which signed.
        beside: a folder of our own on the disk of the record, where it lies in the clear meanwhile.
        without: tables whose rows are left out.
        readable: tries the record further than can be done here; raises Refused when it cannot be restored.

    Raises:
        Refused: the target exists, PostgreSQL's programs are missing or failed, the disk is full, or what was
            written cannot be read back.
    """
    if target.exists():
        raise Refused(f"{target} is already there; name another file.")
    full = beside
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with (
            tempfile.TemporaryDirectory(dir=beside, prefix=".backup-") as private,
            tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder,
        ):
            record, bundle = Path(private) / RECORD, Path(folder) / "bundle"
            dump(database, record, without)
            check_record(database.vendor, record)
            if readable is not None:
                readable(record)
            full = target.parent
            manifest, secret = _packed(bundle, record, uploads, of, key)
            read_back(bundle, manifest, key, secret)
            bundle.chmod(0o600)
            os.link(bundle, target)  # and not a rename, which would replace one that came meanwhile
            _sync(target.parent)
    except FileExistsError as error:
        raise Refused(f"{target} is already there; name another file.") from error
    except VaultError as error:
        raise Refused(f"What was written cannot be read back; there is no backup: {error}") from error
    except (OSError, sqlite3.Error) as error:
        raise Refused(f"No backup was made: {_why(error, full)}") from error
    return manifest


def _why(error: Exception, folder: Path) -> str:
    full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    if full or "full" in str(error):
        return f"the disk that holds {folder} is full. Free some space there, or name another place."
    return f"{error}."


def _packed(bundle: Path, record: Path, uploads: Path, manifest: Manifest, key: SealingKey) -> tuple[Manifest, bytes]:
    """Pack what is there, and with what it is opened again. Should an upload go away meanwhile, which is nobody's any
    more then, begin again."""
    for _ in range(TIMES):
        sources = {RECORD: record, **dict(_uploads(uploads))}
        try:
            manifest = replace(manifest, files={name: fingerprint(path) for name, path in sources.items()})
            return manifest, _pack(bundle, manifest, sources, key)
        except (FileNotFoundError, Moved):
            continue
    raise Refused("The uploads do not keep still. Make the backup when less is done.")


def _uploads(folder: Path) -> Iterator[tuple[str, Path]]:
    """Uploads that have arrived; those still arriving have a dot before their name and are in no record yet."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield f"{UPLOADS}/{path.relative_to(folder).as_posix()}", path


def _pack(bundle: Path, manifest: Manifest, sources: Mapping[str, Path], key: SealingKey) -> bytes:
    with bundle.open("wb") as file:
        sealing = Sealing(file, key)
        with tarfile.open(fileobj=sealing, mode="w|") as tar:
            text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
            head = tarfile.TarInfo(MANIFEST)
            head.size = len(text)
            tar.addfile(head, io.BytesIO(text))
            for name, path in sources.items():
                with path.open("rb") as content:
                    tar.addfile(tar.gettarinfo(arcname=name, fileobj=content), content)
                    content.seek(0)
                    if digest_of(content) != manifest.files[name]:
                        raise Moved(name)
        sealing.end()
        file.flush()
        os.fsync(file.fileno())
    return sealing.secret


def read_back(bundle: Path, manifest: Manifest, key: SealingKey, secret: bytes) -> None:
    """Raise Refused unless every member lies in the bundle as the manifest has it."""
    with bundle.open("rb") as file, tarfile.open(fileobj=Opening(file, key, secret), mode="r|") as tar:
        found = {member.name: _content_of(tar, member) for member in tar}
    del found[MANIFEST]
    if found != manifest.files:
        raise Refused("What was written cannot be read back; there is no backup. Is the disk sound?")


def _content_of(tar: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    content = tar.extractfile(member)
    return digest_of(content) if content else ""


def check_record(vendor: str, record: Path) -> None:
    """Read a dump from end to end; raise Refused when it is damaged."""
    if vendor == "sqlite":
        with closing(sqlite3.connect(f"file:{record}?mode=ro&immutable=1", uri=True)) as copy:
            said = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if said != "ok":
            raise Refused(f"The record is damaged: {said}")
        return
    _run("pg_restore", {}, "--file=/dev/null", str(record))


def digest_of(file: IO[bytes]) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # a tar's member reads as one


def fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return digest_of(file)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def unpack(source: Path, folder: Path, key: SealingKey | None) -> Manifest:
    """Unpack a backup into `folder` and check every file against the manifest.

    Args:
        key: opens it, and says who must have signed it; None for one of before backups were sealed.

    Raises:
        Refused: it is not a backup of ours, or a file is missing, changed or not named in the manifest.
    """
    try:
        with source.open("rb") as file, _tar(file, key) as tar:
            found = {name: path for name, path in _members(tar, folder)}
        manifest = Manifest(**json.loads(found.pop(MANIFEST).read_text()))
    except VaultError as error:
        hint = f" If it is one of before backups were sealed, add {PLAIN}." if key and _is_tar(source) else ""
        raise Refused(f"{source} is not restored, and nothing was changed: {error}{hint}") from error
    except (tarfile.TarError, OSError, KeyError, ValueError, TypeError) as error:
        raise Refused(f"{source} is not a backup of Huiyin: {error}.") from error
    if {name: fingerprint(path) for name, path in found.items()} != manifest.files:
        raise Refused(f"{source} is damaged: its files do not match its manifest. Nothing was changed.")
    return manifest


def _tar(file: IO[bytes], key: SealingKey | None) -> tarfile.TarFile:
    return tarfile.open(fileobj=file) if key is None else tarfile.open(fileobj=Opening(file, key), mode="r|")


def _is_tar(source: Path) -> bool:
    try:
        return tarfile.is_tarfile(source)
    except OSError:
        return False


def _members(tar: tarfile.TarFile, folder: Path) -> Iterator[tuple[str, Path]]:
    """Write the regular files of a tar below `folder`; any other kind of member, or a way out of it, is refused."""
    for member in tar:
        path = (folder / member.name).resolve()
        content = tar.extractfile(member) if member.isreg() else None
        if content is None or not path.is_relative_to(folder.resolve()):
            raise ValueError(f"it contains {member.name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        with content, path.open("wb") as file:
            shutil.copyfileobj(content, file, CHUNK)
        yield member.name, path


def dump(database: Database, target: Path, without: Sequence[str] = ()) -> None:
    """Copy the database as of one instant, while it is in use, but for the rows of the tables `without`."""
    if database.vendor == "sqlite":
        with closing(sqlite3.connect(database.path)) as live, closing(sqlite3.connect(target)) as copy:
            live.backup(copy)
            _wipe(copy, without)
        return
    custom = ("--format=custom", "--no-owner", f"--file={target}", f"--dbname={database.name}")
    left_out = (f"--exclude-table-data={table}" for table in without)
    _run("pg_dump", _where(database), *custom, f"--lock-wait-timeout={WAIT_SECONDS}s", *left_out)


def _wipe(copy: sqlite3.Connection, tables: Sequence[str]) -> None:
    """Overwritten, so that nothing is left of the rows in the file."""
    copy.execute("PRAGMA secure_delete=ON")
    there = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in there.intersection(tables):
        copy.execute(f'DELETE FROM "{table}"')
    copy.commit()


def load(database: Database, source: Path) -> None:
    """Put a dump in the place of the database's content. Broken off, it is done again, or undone."""
    if database.vendor == "sqlite":
        database.path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(source)) as copy, closing(sqlite3.connect(database.path)) as live:
            copy.backup(live)
        return
    empty(database)
    whole = ("--no-owner", "--single-transaction", "--exit-on-error")
    _run("pg_restore", _where(database), *whole, f"--dbname={database.name}", str(source))


def empty(database: Database) -> None:
    """Take every table away: those that a later version has made would stand in the way of an older record."""
    if database.vendor == "sqlite":
        for name in ("", "-wal", "-shm", "-journal"):
            Path(f"{database.path}{name}").unlink(missing_ok=True)
        return
    with psycopg.connect(**connection_of(database)) as connection:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()").fetchall()
        tables = sql.SQL(", ").join(sql.Identifier(name) for (name,) in rows)
        if rows:
            connection.execute(sql.SQL("DROP TABLE {} CASCADE").format(tables))


def others_connected(database: Database) -> int:
    """How many others have a connection to a PostgreSQL database, from whatever machine."""
    if database.vendor == "sqlite":
        return 0
    with psycopg.connect(**connection_of(database)) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        ).fetchone()
    return int(row[0]) if row else 0


def named(database: Database, name: str) -> Database:
    """Another database of the same server."""
    return replace(database, name=name)


def address_of(database: Database) -> str:
    """As HUIYIN_DATABASE_URL has it."""
    who = quote(database.user, safe="") + (f":{quote(database.password, safe='')}" if database.password else "")
    where = {"host": database.host, "port": database.port, **dict(database.options)}
    asked = urlencode({name: value for name, value in where.items() if value})
    return f"postgresql://{who}{'@' if who else ''}/{quote(database.name, safe='')}?{asked}"


def connection_of(database: Database) -> dict[str, Any]:
    """What psycopg.connect takes."""
    given = {
        "host": database.host,
        "port": database.port,
        "user": database.user,
        "password": database.password,
        "dbname": database.name,
    }
    return {name: value for name, value in given.items() if value} | dict(database.options)


def _where(database: Database) -> dict[str, str]:
    given = {"PGHOST": database.host, "PGPORT": database.port, "PGUSER": database.user, "PGPASSWORD": database.password}
    given |= {f"PG{name.upper()}": value for name, value in database.options}
    return {name: value for name, value in given.items() if value}


def _run(program: str, environ: Mapping[str, str], *arguments: str) -> None:
    found = binary(program)
    if not found:
        raise Refused(f"{program} is not installed. On Debian or Ubuntu type: sudo apt-get install postgresql-client")
    environ = {"PGCONNECT_TIMEOUT": str(WAIT_SECONDS), **os.environ, **environ}
    try:
        done = subprocess.run(
            [found, *arguments], env=environ, capture_output=True, text=True, check=False, timeout=LONGEST_SECONDS
        )
    except subprocess.TimeoutExpired as late:
        raise Refused(f"{program} has not ended in {LONGEST_SECONDS // 3600} hours, and was ended.") from late
    if done.returncode:
        raise Refused(f"{program} failed: {done.stderr.strip()}")
