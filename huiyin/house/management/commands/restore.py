"""./run restore FILE: bring a backup into an empty database, then check the journal's chain."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from huiyin.house import archive
from huiyin.house.config import Config
from huiyin.house.faults import Refused


class Command(BaseCommand):
    help = "Restore a backup. Stop the site first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true", help="overwrite a database that is not empty")

    def handle(self, *args: Any, file: Path, force: bool, **options: Any) -> None:
        config: Config = settings.CONFIG
        refuse_full_database(force)
        with tempfile.TemporaryDirectory(dir=config.data_dir, prefix=".restore-") as folder:
            restore(file, Path(folder), config)
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write(f"Restored {file}.")
        verify(config)


def verify(config: Config) -> None:
    if not config.keyring_path.exists():
        raise Refused(
            f"The journal is not verified yet, for the key ring is not part of a backup: "
            f"put yours at {config.keyring_path}, then type: ./run verify"
        )
    call_command("verify")


def refuse_full_database(force: bool) -> None:
    tables = connection.introspection.table_names()
    connection.close()
    if tables and not force:
        raise Refused(f"The database is not empty ({len(tables)} tables). To overwrite it add --force.")


def restore(file: Path, folder: Path, config: Config) -> None:
    """Check the whole file before anything is touched; the uploads follow the record."""
    manifest = archive.unpack(file, folder)
    if manifest.vendor != config.database_url.vendor:
        raise Refused(f"This backup is of {manifest.vendor}, and the database here is {config.database_url.vendor}.")
    archive.load(config.database_url, folder / archive.RECORD)
    uploads = Path(settings.MEDIA_ROOT)
    (folder / archive.UPLOADS).mkdir(exist_ok=True)
    if uploads.exists():
        shutil.rmtree(uploads)
    (folder / archive.UPLOADS).rename(uploads)
