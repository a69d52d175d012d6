"""./run keyring FILE: the identity key ring of a production installation."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from huiyin.house.ready import new_keyring


class Command(BaseCommand):
    help = "Make a new identity key ring; an existing one is never overwritten."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        new_keyring(file, settings.HUIYIN_CIPHER)
        self.stdout.write(f"Made {file}. Keep a copy apart from the backups: without it no identity can be read again.")
