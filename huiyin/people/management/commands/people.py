"""./run people: organs, competences, calendars and accounts, from files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from huiyin.people.loading.sheets import Row, read_folder
from huiyin.people.loading.tally import Rejected
from huiyin.people.loading.write import load


class Command(BaseCommand):
    help = "Load organs, competence lists, calendars and accounts from the files of one or more folders."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", nargs="?", default="load", choices=["load"])
        parser.add_argument(
            "folders", nargs="*", type=Path, metavar="DIR", help="default: data/reference; in demo mode data/demo too"
        )
        parser.add_argument(
            "--on", type=date.fromisoformat, metavar="DATE", help="day on which left-out rows end; default: today"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        rows = [row for folder in options["folders"] or default_folders() for row in read(folder)]
        try:
            tallies = load(
                rows, on=options["on"] or timezone.localdate(), demo_allowed=settings.HUIYIN_MODE != "production"
            )
        except Rejected as rejected:
            raise CommandError("\n".join([*rejected.faults, "Nothing was written."])) from None
        for tally in tallies:
            self.stdout.write(str(tally))


def default_folders() -> list[Path]:
    """What this installation begins with."""
    data = Path(settings.BASE_DIR) / "data"
    return [data / "reference"] if settings.HUIYIN_MODE == "production" else [data / "reference", data / "demo"]


def read(folder: Path) -> list[Row]:
    try:
        return read_folder(folder)
    except FileNotFoundError as fault:
        raise CommandError(f"{folder}: {fault.strerror}") from None
