"""./run verify: check the journal from end to end; --export writes it for the stand-alone verifier."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.record.journal import export_journal, verify


class Command(BaseCommand):
    help = "Check every event, every chain, every seal; say which event was changed, removed, reordered or cut off."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--export", metavar="FILE", help="also write the journal for verifier/verify_journal.py")

    def handle(self, *args: Any, **options: Any) -> None:
        report = verify()
        self.stdout.write(f"{report.cases} matters, {report.events} events, {report.seals} daily seals read.")
        if options["export"]:
            with Path(options["export"]).open("wb") as file:
                file.writelines(export_journal(made_at=timezone.now()))
        for fault in report.faults:
            self.stdout.write(f"{_number(fault.case)} {fault}")
        for case in report.drifted:
            self.stdout.write(f"{_number(case)} 案件行与日志不符（不是由登记入口写入的）。")
        if not report.sound:
            raise CommandError("The journal is not whole.")
        self.stdout.write("The journal is whole. 日志完整。")


def _number(case: int) -> str:
    return Case.objects.filter(id=case).values_list("number", flat=True).first() or "-"
