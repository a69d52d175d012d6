"""./run keyring FILE: the identity key ring of a production installation; --backup: the key of its backups."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from huiyin.house.config import Config
from huiyin.house.ready import new_keyring
from huiyin.vault.envelopes import SealingKey


class Command(BaseCommand):
    help = "Make a new identity key ring, or the key of backups; an existing one is never overwritten."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--backup", action="store_true", help="the key of backups; the part that opens is in FILE")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        if options["backup"]:
            self._key_of_backups(file, settings.CONFIG)
            return
        new_keyring(file, settings.HUIYIN_CIPHER)
        self.stdout.write(f"Made {file}. Keep a copy apart from the backups: without it no identity can be read again.")

    def _key_of_backups(self, file: Path, config: Config) -> None:
        """The whole key for the safe; what seals, and cannot open, for this machine."""
        here = config.backup_key_path
        if here.exists() or file.absolute() == here.absolute():
            raise CommandError(
                f"{here} is the part that stays on this machine. Name another FILE; and where there is a key already, "
                "put that away first: backups made with it are opened by its own FILE alone."
            )
        key = SealingKey.generate()
        key.save(file)
        key.without_opening().save(here)
        self.stdout.write(
            f"Made {file}, which opens backups: take it away from this machine, twice, to where the backups are not.\n"
            f"Made {here}, which seals them."
        )
