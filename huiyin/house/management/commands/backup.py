"""./run backup FILE: the record and its uploads, without the keys."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from huiyin import __version__
from huiyin.house import archive


class Command(BaseCommand):
    help = "Write the database and the uploads into one file; may run while the site is in use."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        config = settings.CONFIG
        uploads = Path(settings.MEDIA_ROOT)
        manifest = archive.write(file, config.database_url, uploads, __version__, timezone.localtime())
        self.stdout.write(f"Wrote {file}: the record and {len(manifest.files) - 1} uploads.")
        self.stderr.write(
            f"THE KEYS ARE NOT IN IT. Keep a copy of {config.keyring_path} in another place: "
            "without the key ring no identity in this backup can ever be read."
        )
