"""A backup: one tar of the database, the uploads and a manifest with a fingerprint for each file.

The key ring is never in it: who finds a backup must not be able to read who wrote.
"""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from huiyin.house.config import Database
from huiyin.house.faults import Refused
from huiyin.house.postgres import binary

FORMAT = "huiyin-backup-1"
RECORD = "record"
UPLOADS = "uploads"
CHUNK = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """`files` maps each member's name to its SHA-256."""

    format: str
    version: str
    vendor: str
    made_at: str
    files: dict[str, str]


def write(target: Path, database: Database, uploads: Path, version: str, at: datetime) -> Manifest:
    """Write a backup to `target`, complete or not at all.

    Raises:
        Refused: the target exists, or PostgreSQL's pg_dump is missing or failed.
    """
    if target.exists():
        raise Refused(f"{target} is already there; name another file.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        record, bundle = Path(folder) / RECORD, Path(folder) / "bundle.tar"
        dump(database, record)
        sources = {RECORD: record, **dict(_uploads(uploads))}
        files = {name: fingerprint(path) for name, path in sources.items()}
        manifest = Manifest(FORMAT, version, database.vendor, at.isoformat(), files)
        _pack(bundle, manifest, sources)
        bundle.chmod(0o600)
        bundle.rename(target)
    return manifest


def _uploads(folder: Path) -> Iterator[tuple[str, Path]]:
    """Uploads that have arrived; those still arriving have a dot before their name and are in no record yet."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield f"{UPLOADS}/{path.relative_to(folder).as_posix()}", path


def _pack(bundle: Path, manifest: Manifest, sources: dict[str, Path]) -> None:
    with bundle.open("wb") as file:
        with tarfile.open(fileobj=file, mode="w") as tar:
            text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
            head = tarfile.TarInfo("manifest.json")
            head.size = len(text)
            tar.addfile(head, io.BytesIO(text))
            for name, path in sources.items():
                tar.add(path, arcname=name)
        file.flush()
        os.fsync(file.fileno())


def fingerprint(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def unpack(source: Path, folder: Path) -> Manifest:
    """Unpack a backup into `folder` and check every file against the manifest.

    Raises:
        Refused: it is not a backup of ours, or a file is missing, changed or not named in the manifest.
    """
    try:
        with tarfile.open(source) as tar:
            found = {name: path for name, path in _members(tar, folder)}
        manifest = Manifest(**json.loads(found.pop("manifest.json").read_text()))
    except (tarfile.TarError, OSError, KeyError, ValueError, TypeError) as error:
        raise Refused(f"{source} is not a backup of Huiyin: {error}.") from error
    if {name: fingerprint(path) for name, path in found.items()} != manifest.files:
        raise Refused(f"{source} is damaged: its files do not match its manifest. Nothing was changed.")
    return manifest


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


def dump(database: Database, target: Path) -> None:
    """Copy the database as of one instant, while it is in use."""
    if database.vendor == "sqlite":
        with closing(sqlite3.connect(database.path)) as live, closing(sqlite3.connect(target)) as copy:
            live.backup(copy)
        return
    _postgres("pg_dump", database, "--format=custom", "--no-owner", f"--file={target}", f"--dbname={database.name}")


def load(database: Database, source: Path) -> None:
    """Put a dump in the place of the database's content, wholly or not at all."""
    if database.vendor == "sqlite":
        database.path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(source)) as copy, closing(sqlite3.connect(database.path)) as live:
            copy.backup(live)
        return
    whole = ("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error")
    _postgres("pg_restore", database, *whole, f"--dbname={database.name}", str(source))


def _postgres(program: str, database: Database, *arguments: str) -> None:
    found = binary(program)
    if not found:
        raise Refused(f"{program} is not installed. On Debian or Ubuntu type: sudo apt-get install postgresql-client")
    given = {"PGHOST": database.host, "PGPORT": database.port, "PGUSER": database.user, "PGPASSWORD": database.password}
    given |= {f"PG{name.upper()}": value for name, value in database.options}
    environ = os.environ | {name: value for name, value in given.items() if value}
    done = subprocess.run([found, *arguments], env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused(f"{program} failed: {done.stderr.strip()}")
