"""./run assess: every organ of the installation from the record; --check: the same from an export of the journal."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from huiyin.oversight.assessment.scores import NoFormula, assessed, first_difference, formula_for
from huiyin.oversight.assessment.skeleton import Unreadable, from_database, from_export, moment
from huiyin.record.snapshots import canonical


class Command(BaseCommand):
    help = "Assess the organs for a year from the journal, or check such a result against an export of it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int, nargs="?")
        parser.add_argument("--json", metavar="FILE", type=Path, help="write the result; else it is printed")
        parser.add_argument("--check", nargs=2, metavar=("EXPORT", "FILE"), type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self._check(*options["check"])
        elif options["year"]:
            self._assess(options["year"], options["json"])
        else:
            raise CommandError("Which year? ./run assess 2026 --json FILE, or --check EXPORT FILE.")

    def _assess(self, year: int, file: Path | None) -> None:
        as_of = timezone.now()
        try:
            text = canonical(assessed(from_database(as_of), year, as_of, formula_for(year)))
        except NoFormula as fault:
            raise CommandError(str(fault)) from None
        if file is None:
            self.stdout.write(text)
            return
        file.write_text(text + "\n", encoding="utf-8")
        self.stdout.write(f"{len(json.loads(text)['organs'])} organs in {file}")

    def _check(self, export: Path, file: Path) -> None:
        try:
            said = json.loads(file.read_text(encoding="utf-8"))
            as_of = moment(said["as_of"])
            found = json.loads(canonical(assessed(from_export(export, as_of), said["year"], as_of, said["formula"])))
        except (OSError, ValueError, KeyError, TypeError, Unreadable) as fault:
            raise CommandError(f"{type(fault).__name__}: {fault}") from None
        difference = first_difference(said, found)
        if difference:
            raise CommandError(f"not the same: {difference}")
        self.stdout.write(f"The same. {found['inputs']['events']} events, {len(found['organs'])} organs.")
