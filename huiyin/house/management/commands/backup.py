"""./run backup FILE: the record and its uploads, sealed and without the keys, read back before it is called done."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from huiyin import __version__
from huiyin.house import archive, left_out
from huiyin.house.archive import Manifest
from huiyin.house.config import ROOT, Config
from huiyin.house.faults import Refused
from huiyin.house.versions import applied
from huiyin.people.keyring import KeysMove, held_still
from huiyin.vault.envelopes import SealingKey
from huiyin.vault.errors import VaultError


class Command(BaseCommand):
    help = "Write the database and the uploads into one file, and read it back; may run while the site is in use."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        config: Config = settings.CONFIG
        found, key = Tried(), sealing_key(config)
        try:
            with held_still():
                at = timezone.localtime().isoformat()
                manifest = archive.write(
                    file,
                    config.database_url,
                    Path(settings.MEDIA_ROOT),
                    Manifest(archive.FORMAT, __version__, config.database_url.vendor, at, {}, applied()),
                    key,
                    beside=config.data_dir,
                    without=left_out.tables(),
                    readable=lambda record: found.out(record, config),
                )
        except KeysMove:
            raise Refused("The keys are being rotated just now; make the backup when that has ended.") from None
        self.stdout.write(f"Wrote {file}, and read it back: the record and {len(manifest.files) - 1} uploads.")
        self.stderr.write(
            f"THE KEYS ARE NOT IN IT. Keep a copy of {config.keyring_path} in another place: "
            "without the key ring no identity in this backup can ever be read."
        )
        if key.opens is not None:
            self.stderr.write(f"The key that opens the backup lies at {config.backup_key_path}: keep a copy of it too.")
        if found.note:
            self.stderr.write(found.note)
        if found.faults:
            raise CommandError("\n".join(["The backup is written, but the journal in it is not whole:", *found.faults]))


def sealing_key(config: Config) -> SealingKey:
    """The key for which backups are sealed; outside production it is made when it is needed first.

    Raises:
        Refused: there is none, or it cannot be read.
    """
    path = config.backup_key_path
    if not path.exists() and config.mode == "production":
        raise Refused(
            f"There is no key for backups at {path}. Make one: ./run keyring --backup FILE, and keep FILE elsewhere."
        )
    try:
        if not path.exists():
            SealingKey.generate().save(path)
        return SealingKey.load(path)
    except VaultError as error:
        raise Refused(str(error)) from error


@dataclass
class Tried:
    """What came of loading the dump elsewhere and verifying its journal: faults, or why it could not be loaded."""

    faults: list[str] = field(default_factory=list)
    note: str = ""

    def out(self, record: Path, config: Config) -> None:
        """Raise Refused when the dump cannot be loaded."""
        if not config.keyring_path.exists():
            self.note = "Its journal was not verified, for the key ring is not here."
            return
        try:
            with _loaded(record, config) as address:
                self.faults = _faults(address, config)
        except psycopg.errors.InsufficientPrivilege:
            self.note = (
                "It was read, and not loaded: the database user may not create the database in which its journal would "
                f'be verified. Type once, as an administrator of PostgreSQL: ALTER USER "{config.database_url.user}" '
                "CREATEDB"
            )


def _faults(address: str, config: Config) -> list[str]:
    """What `verify` finds in the record at an address; nothing if it is whole."""
    environ = {**os.environ, "HUIYIN_DATABASE_URL": address, "HUIYIN_KEYRING": str(config.keyring_path)}
    command = [sys.executable, str(ROOT / "manage.py"), "verify", "--backup"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    return [] if done.returncode == 0 else [*done.stdout.splitlines()[1:21], *done.stderr.splitlines()[-1:]]


@contextmanager
def _loaded(record: Path, config: Config) -> Iterator[str]:
    """The address of a database of which the dump is the content, for as long as it is looked at."""
    given = config.database_url
    if given.vendor == "sqlite":
        yield f"sqlite:///{record.absolute()}"
        return
    name = f"huiyin_read_back_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(**archive.connection_of(given), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}".encode())
        try:
            archive.load(archive.named(given, name), record)
            yield archive.address_of(archive.named(given, name))
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
