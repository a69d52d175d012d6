"""Load the texts of laws from a folder, or list what is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from huiyin.law.sources.articles import LAWS
from huiyin.library.loading import load_folder
from huiyin.library.queries import loaded_laws


class Command(BaseCommand):
    help = "Load the texts of laws (Markdown, one file per law) so that pages can show a cited article in full."

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        load = acts.add_parser("load", help="load every *.md of a folder; safe to run again")
        load.add_argument("folder", type=Path)
        acts.add_parser("list", help="which laws we cite, and which of them are loaded")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["act"] == "load":
            self.load(options["folder"])
        else:
            self.list()

    def load(self, folder: Path) -> None:
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        for report in load_folder(folder, at=timezone.now()):
            recognised = f" {report.law.key} 《{report.law.short}》, {report.articles} articles." if report.law else ""
            self.stdout.write(f"{report.file}: {report.sentence}{recognised}")

    def list(self) -> None:
        loaded = loaded_laws()
        for key, law in LAWS.items():
            state = f"{loaded[key].articles} articles from {loaded[key].source}" if key in loaded else "not loaded"
            self.stdout.write(f"{key:12} 《{law.title}》 {state}")
