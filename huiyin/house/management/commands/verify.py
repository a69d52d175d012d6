"""./run verify: check journals, ledgers and rows from end to end; --export writes them for the stand-alone verifier."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.module_loading import import_string

from huiyin.cases.models import Case
from huiyin.record import anchors
from huiyin.record.checking import Report, verify
from huiyin.record.journal import export_journal

#: Where it is noted that the whole journal left with all its words; a room above this one.
TAKEN = "huiyin.desk.lists.exports.journal_taken"


class Command(BaseCommand):
    help = "Check every event, chain, seal and row; name whatever was changed, removed, added, reordered or cut off."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--export", metavar="FILE", help="also write the journal for verifier/verify_journal.py")
        parser.add_argument("--full", action="store_true", help="with it: with all that was said; the auditors see it")
        parser.add_argument("--anchor", metavar="FILE", type=Path, help="seals as they were sent outside")
        parser.add_argument("--restored", action="store_true", help="of a backup: that its seals are old is no fault")
        parser.add_argument("--backup", action="store_true", help="of a backup: what backups leave out may be missing")

    def handle(self, *args: Any, **options: Any) -> None:
        now = None if options["restored"] else timezone.now()
        report = verify(now, of_backup=options["restored"] or options["backup"])
        report.faults.extend(_rolled_back(options["anchor"]))
        self.stdout.write(f"{report.cases} matters, {report.events} events, {report.seals} daily seals read.")
        if options["export"]:
            self._export(Path(options["export"]), options["full"], report.events)
        self._tell(report)
        if not report.sound:
            raise CommandError("The journal is not whole.")
        self.stdout.write("The journal is whole. 日志完整。")

    def _export(self, target: Path, full: bool, events: int) -> None:
        if full:
            import_string(TAKEN)(events, timezone.now())
        with target.open("wb") as file:
            file.writelines(export_journal(made_at=timezone.now(), full=full))
        target.chmod(0o600)

    def _tell(self, report: Report) -> None:
        for table, count in sorted(report.unbound.items()):
            self.stdout.write(f"{table}: {count} rows older than what binds them; nothing is said of them.")
        if report.uncounted:
            self.stdout.write(
                f"{report.uncounted} clocks are counted by an earlier calendar; the worker counts them anew."
            )
        for number, count in sorted(report.destroyed.items()):
            self.stdout.write(
                f"{count} records were destroyed by list {number}; their journals are whole, without words."
            )
        for fault in report.faults:
            self.stdout.write(f"{_number(fault.record)} {fault}")
        for case in report.drifted:
            self.stdout.write(f"{_number(case)} 案件行与日志不符（不是由登记入口写入的）。")
        for row in report.rows:
            self.stdout.write(f"{_number(row.record)} {row}")


def _rolled_back(file: Path | None) -> list[Any]:
    try:
        return list(anchors.check(file)) if file else []
    except (OSError, ValueError) as fault:
        raise CommandError(f"{file} cannot be read: {fault}") from fault


def _number(case: int) -> str:
    return Case.objects.filter(id=case).values_list("number", flat=True).first() or "-"
