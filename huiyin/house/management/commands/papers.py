"""./run papers: draw every instrument so that anyone can look, measure a drawn one, issue what is owed."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from pdfminer.pdfexceptions import PDFException
from tqdm import tqdm

from huiyin.cases.papers.instruments import debt, owed_by
from huiyin.law.papers import Paper
from huiyin.papers.document import Finish
from huiyin.papers.drawing import draw, fonts_here
from huiyin.papers.facts import PaperFacts
from huiyin.papers.fangsong import NotFetched, fetch
from huiyin.papers.fonts import NoFonts, Unprintable
from huiyin.papers.instruments import INSTRUMENTS, compose, compose_plain
from huiyin.papers.kinds import KINDS, Kind
from huiyin.papers.measuring import Measured, measure
from huiyin.papers.needs import Incomplete
from huiyin.papers.proof import as_document, as_markdown
from huiyin.papers.samples import sample
from huiyin.papers.variants import everything
from huiyin.papers.wordfile import as_docx
from huiyin.people.models import Organ, Person
from huiyin.people.posts import actors_of
from huiyin.record.instruments import ISSUED_BY, debt_of, facts_of, issue
from huiyin.record.instruments import owed_by as owed_by_records
from huiyin.record.models import OwedPaper
from huiyin.record.worlds import beijing_day

#: So many papers of records beside the matters are issued at once; whoever has more says it again.
MOST = 10_000


class Command(BaseCommand):
    help = "Official instruments: sample --out DIR, check FILE.pdf, fonts, issue --by USERNAME."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--proof", type=Path, help="print every variant of every paper into FILE.md or FILE.pdf")
        parts = parser.add_subparsers(dest="part")
        samples = parts.add_parser("sample", help="draw every instrument, one PDF and one DOCX each, named by kind")
        samples.add_argument("--out", type=Path, required=True)
        samples.add_argument("--invented", action="store_true", help="invented facts only, without the database")
        checking = parts.add_parser("check", help="measure a PDF: page, text area, lines, fonts, holes, PDF/A")
        checking.add_argument("file", type=Path)
        faces = parts.add_parser("fonts", help="which typefaces the papers are set in here")
        faces.add_argument("--fetch", action="store_true", help="get a free FangSong and KaiTi from Debian first")
        issuing = parts.add_parser("issue", help="issue every paper that somebody's organ owes")
        issuing.add_argument("--by", required=True, help="the user name of the one who issues them")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["part"] is None and options["proof"] is None:
            raise CommandError("What is to be done? See ./run papers --help.")
        part = "proof" if options["proof"] else options["part"]
        try:
            getattr(self, f"_{part}")(options)
        except NoFonts as fault:
            raise CommandError(str(fault)) from fault

    # Samples --------------------------------------------------------------------------------------------------------

    def _sample(self, options: dict[str, Any]) -> None:
        folder: Path = options["out"]
        folder.mkdir(parents=True, exist_ok=True)
        from_the_record = {} if options["invented"] else dict(_from_the_record())
        for kind in KINDS:
            _draw_into(folder, from_the_record.get(kind) or sample(kind))
        found = len(from_the_record)
        self.stdout.write(f"{len(KINDS)} instruments in {folder}: {found} from the record, the others invented.")

    def _proof(self, options: dict[str, Any]) -> None:
        file: Path = options["proof"]
        if file.suffix == ".pdf":
            file.write_bytes(draw(as_document(), Finish(draft="")))
        else:
            file.write_text(as_markdown())
        self.stdout.write(f"{sum(1 for _ in everything())} variants of {len(KINDS)} instruments in {file}.")

    # Measuring ------------------------------------------------------------------------------------------------------

    def _check(self, options: dict[str, Any]) -> None:
        try:
            measured = measure(options["file"])
        except (OSError, PDFException) as fault:
            raise CommandError(f"{options['file']} cannot be measured: {fault}") from fault
        for line in _report(measured):
            self.stdout.write(line)

    def _fonts(self, options: dict[str, Any]) -> None:
        if options["fetch"]:
            try:
                fetch(Path(settings.HUIYIN_DATA_DIR) / "fonts")
            except NotFetched as fault:
                raise CommandError(str(fault)) from fault
        have = fonts_here()
        for role, chain in have.roles.items():
            self.stdout.write(f"{role:6} {', '.join(chain)}")
        self.stdout.write(f"{len(have.covered)} characters covered; your own typefaces go into {have.folder}")

    # Issuing --------------------------------------------------------------------------------------------------------

    def _issue(self, options: dict[str, Any]) -> None:
        now = timezone.now()
        person = Person.objects.filter(username=options["by"]).first()
        actors = actors_of(person.id, on=beijing_day(now)) if person else ()
        if not actors:
            raise CommandError(f"Nobody called {options['by']} serves anywhere today.")
        for actor in actors:
            matters = [(each.record.case.number, each.row) for each in owed_by(actor, beijing_day(now))]
            others = [(each.record.number, each.row) for each in owed_by_records(actor, beijing_day(now), MOST)]
            for number, row in tqdm(matters + others, desc=Organ.objects.get(id=actor.organ or 0).name, unit="paper"):
                try:
                    issue(row.id, actor, now)
                except (Incomplete, Unprintable) as fault:
                    self.stderr.write(f"{number} {Paper(row.kind).label}: {fault}")


def _from_the_record() -> Iterator[tuple[Kind, PaperFacts]]:
    """For each kind that the record owes somewhere, the facts of one complete paper."""
    for kind in OwedPaper.objects.order_by().values_list("kind", flat=True).distinct():
        for owed in OwedPaper.objects.filter(kind=kind).order_by("id")[:20]:
            # A notice of January does not carry the date of today.
            facts = said_by(owed)
            if not INSTRUMENTS[Paper(kind)].missing(facts):
                yield Paper(kind), facts
                break


def said_by(owed: OwedPaper) -> PaperFacts:
    """What an owed paper of a record of any kind says, as on the day it was owed."""
    if owed.record_kind in ISSUED_BY:
        return debt(owed.id, owed.owed_on).facts
    return facts_of(debt_of(owed), owed.owed_on)


def _draw_into(folder: Path, facts: PaperFacts) -> None:
    word = INSTRUMENTS[facts.kind].word
    number = f"样{word}〔{facts.on.year}〕1号" if word else ""
    document, plain = compose(facts, number), compose_plain(facts, number)
    (folder / f"{facts.kind.value}.pdf").write_bytes(draw(document, Finish()))
    (folder / f"{facts.kind.value}.docx").write_bytes(as_docx(document))
    if plain is not None:
        (folder / f"{facts.kind.value}-plain.pdf").write_bytes(draw(plain, Finish(draft="")))


def _report(measured: Measured) -> Iterator[str]:
    yield f"title          {measured.title}"
    for number, sheet in enumerate(measured.sheets, 1):
        yield f"page {number:<9} {sheet.width:.1f} × {sheet.height:.1f} mm"
        if sheet.area:
            box = sheet.area
            size = f"{box.right - box.left:.1f} × {box.bottom - box.top:.1f} mm"
            yield f"  text area    {size}, left {box.left:.1f}, top {box.top:.1f}, pitch {sheet.pitch} mm"
            yield f"  lines        {len(sheet.lines)}, at most {max(sheet.lines)} characters"
    yield f"typefaces      {', '.join(measured.fonts)}"
    yield f"missing glyphs {measured.holes}"
    yield f"claims         {', '.join(measured.claims) or 'none'}; {'tagged' if measured.tagged else 'not tagged'}"
