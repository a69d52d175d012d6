"""./run install HOST: the settings and keys of a production installation in one folder, and what to do next."""

from __future__ import annotations

import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from huiyin.house.keys import write_private
from huiyin.house.ready import new_keyring
from huiyin.vault.envelopes import SealingKey

SECRET: Final = 64
NEXT: Final = """Made {folder}: settings, the key ring, and the key that seals backups.
Take away from this machine, twice, to where the backups are not: {opens}
  opens backups; delete it here afterwards.
Copy {ring} apart from the backups: without it no identity can be read again.

Start it:  set -a; . {file}; set +a; ./run up
It prints an address and a code with which the first office is begun, once.
Other machines reach it by https://{host} once a proxy stands in front (docs/proxies/README.md)."""


class Command(BaseCommand):
    help = "Write the settings and keys of a production installation; what is there is never overwritten."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("host", help="the name people type, such as xinfang.example.gov.cn")
        parser.add_argument("--folder", type=Path, default=Path("/etc/huiyin"), help="/etc/huiyin")
        parser.add_argument("--data", type=Path, default=Path("/var/lib/huiyin"), help="/var/lib/huiyin")

    def handle(self, *args: Any, host: str, folder: Path, data: Path, **options: Any) -> None:
        file = folder / "environment"
        if file.exists():
            raise CommandError(f"{file} is there already, and is never overwritten.")
        ring, seals, opens = folder / "keyring.json", folder / "backup.key", folder / "backup-opens.key"
        said = {
            "HUIYIN_MODE": "production", "HUIYIN_SECRET_KEY": secrets.token_urlsafe(SECRET),
            "HUIYIN_KEYRING": str(ring), "HUIYIN_BACKUP_KEY": str(seals), "HUIYIN_DATA_DIR": str(data),
            "HUIYIN_ALLOWED_HOSTS": host, "HUIYIN_TRUSTED_ORIGINS": f"https://{host}",
            "HUIYIN_SITE_URL": f"https://{host}",
        }  # fmt: skip
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        new_keyring(ring, settings.HUIYIN_CIPHER)
        key = SealingKey.generate()
        key.save(opens)
        key.without_opening().save(seals)
        write_private(file, "".join(f"{name}={value}\n" for name, value in said.items()))
        self.stdout.write(NEXT.format(folder=folder, file=file, ring=ring, opens=opens, host=host))
