"""./run history: plant histories whose truth is known, and judge how well the record finds what must be supervised."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from huiyin.oversight.planted.files import PRECISION, RECALL, judge, reaches, told, write


class Command(BaseCommand):
    help = "Plant histories with a known truth in plain files, or judge such a folder; no database is needed."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="what", required=True)
        planting = words.add_parser("plant", help="write histories.jsonl, truth.csv and about.json into a folder")
        planting.add_argument("--seed", type=int, required=True)
        planting.add_argument("--matters", type=int, default=5000)
        planting.add_argument("--out", type=Path, required=True)
        judging = words.add_parser("judge", help="print precision and recall of the causes that are found")
        judging.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "plant":
            if options["matters"] < 1:
                raise CommandError("--matters: at least one.")
            count = write(options["out"], options["seed"], options["matters"])
            self.stdout.write(f"{count} matters in {options['out']}")
            return
        try:
            scores = judge(options["folder"])
        except (OSError, ValueError, KeyError) as fault:
            raise CommandError(f"{options['folder']}: {type(fault).__name__} {fault}") from None
        self.stdout.write("\n".join(told(scores)))
        if not reaches(scores):
            raise CommandError(f"precision below {PRECISION} or recall below {RECALL}")
