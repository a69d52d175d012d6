"""./run assess: every organ of the installation from the record; --check: the same from an export of the journal."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from huiyin.law.assessment.formulas import NoFormula, formula_for
from huiyin.law.assessment.procedure import ASSESSMENT
from huiyin.oversight.assessing import corrections_so_far
from huiyin.oversight.assessment.results import digest_of, last_count, terms_again
from huiyin.oversight.assessment.running import outcome_for
from huiyin.oversight.assessment.scores import Terms, assessed, first_difference, terms_of
from huiyin.oversight.assessment.skeleton import Unreadable, from_export, moment
from huiyin.oversight.models import Assessment
from huiyin.record.snapshots import canonical, facts_from


class Command(BaseCommand):
    help = "Assess the organs for a year from the journal, or check such a result against an export of it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int, nargs="?")
        parser.add_argument("--json", metavar="FILE", type=Path, help="write the result; else it is printed")
        parser.add_argument("--as-of", metavar="MOMENT", help="read the journal up to this moment (ISO 8601)")
        parser.add_argument("--record", metavar="NUMBER", help="compute this assessment as it was computed last")
        parser.add_argument("--check", nargs=2, metavar=("EXPORT", "FILE"), type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self._check(*options["check"])
        elif options["record"]:
            self._again(options["record"], options["json"])
        elif options["year"]:
            self._assess(options["year"], options["as_of"], options["json"])
        else:
            raise CommandError("Which year? ./run assess 2026 --json FILE, or --check EXPORT FILE.")

    def _assess(self, year: int, as_of: str | None, file: Path | None) -> None:
        try:
            until = moment(as_of) if as_of else timezone.now()
            outcome = outcome_for(Terms(year, until, formula_for(year)))
        except (NoFormula, ValueError) as fault:
            raise CommandError(str(fault)) from None
        self._say(outcome.text, file)

    def _again(self, number: str, file: Path | None) -> None:
        """What stands on the page of an assessment, from this installation's journal: the digest must be that one."""
        row = Assessment.objects.filter(number=number).first()
        count = last_count(row.id) if row is not None else None
        if row is None or count is None:
            raise CommandError(f"no assessment {number} was computed")
        facts = facts_from(ASSESSMENT, row.facts)
        text = outcome_for(terms_again(count, facts.year, facts.assessed, corrections_so_far(row))).text
        self._say(text, file)
        if digest_of(text) != count.result:
            raise CommandError(f"not the same: {digest_of(text)} comes out, {count.result} was taken in")

    def _say(self, text: str, file: Path | None) -> None:
        if file is None:
            self.stdout.write(text, ending="")
            return
        file.write_text(text, encoding="utf-8")
        self.stdout.write(f"{len(json.loads(text)['organs'])} organs in {file}, SHA-256 {digest_of(text)}")

    def _check(self, export: Path, file: Path) -> None:
        try:
            said = json.loads(file.read_text(encoding="utf-8"))
            terms = terms_of(said)
            journal = from_export(export, terms.as_of, terms.leave_out, terms.salt)
            found = json.loads(canonical(assessed(journal, terms)))
        except (OSError, ValueError, KeyError, TypeError, Unreadable) as fault:
            raise CommandError(f"{type(fault).__name__}: {fault}") from None
        difference = first_difference(said, found)
        if difference:
            raise CommandError(f"not the same: {difference}")
        self.stdout.write(f"The same. {found['inputs']['events']} events, {len(found['organs'])} organs.")
