"""What is seen in a list, as a sheet (导出): all of it, without anybody's identity, and each noted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from tempfile import TemporaryFile
from typing import IO

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from huiyin.cases.models import Case
from huiyin.cases.queries import queue_of, queue_of_organ
from huiyin.cases.readings import record_reading
from huiyin.desk.frame import WATCHES_ORGAN
from huiyin.desk.models import Export
from huiyin.desk.names import short_name
from huiyin.desk.queues import Line, lines, on_shelf
from huiyin.desk.search import all_found
from huiyin.desk.staff import Desk, staff
from huiyin.law.words import P
from huiyin.people import ledgers
from huiyin.store.locks import writing
from huiyin.wording.words import grouped, iso, say

#: What the machine took away, in the place of a list; ``person`` and ``organ`` are 0 then.
JOURNAL = "journal"
AT_ONCE = 500
#: A sheet holds 1,048,576 lines; what is longer goes on in the next.
PORTIONS = 2000
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = (P("编号"), P("事项"), P("阶段"), P("类别"), P("时限"), P("最迟"), P("承办单位"), P("经办人"), P("登记"))


@staff
@require_safe
def export(request: HttpRequest, desk: Desk, which: str) -> HttpResponseBase:
    """``mine``, ``organ`` (with its ``shelf``) or ``search`` (with its words and filters), as the page shows them."""
    address = f"{which}?{request.GET.urlencode()}" if request.GET else which
    file = TemporaryFile()  # noqa: SIM115 the response closes it
    rows = workbook(_cases(request, desk, which), desk, file)
    noted(desk, address, rows)
    file.seek(0)
    name = f"huiyin-{which}-{desk.today}.xlsx"
    response = FileResponse(file, as_attachment=True, filename=name, content_type=SHEET)
    response.headers["Cache-Control"] = "no-store"
    return response


def noted(desk: Desk, what: str, rows: int) -> None:
    """Something left the desk; the auditors see by whom."""
    with writing():
        row = Export.objects.create(person=desk.person.id, organ=desk.organ.id, at=desk.now, what=what[:200], rows=rows)
        ledgers.bind(ledgers.READINGS, "export", [row], by=row.person, organ=row.organ)


def journal_taken(events: int, at: datetime) -> None:
    """The whole journal left with all that was said in it (./run verify --full): every auditor sees that."""
    with writing():
        row = Export.objects.create(person=0, organ=0, at=at, what=JOURNAL, rows=events)
        ledgers.bind(ledgers.READINGS, "export", [row])


def _cases(request: HttpRequest, desk: Desk, which: str) -> Iterator[Case]:
    """Portion by portion, as many as there are."""
    if which == "mine":
        return queue_of(desk.actor, desk.today).iterator(chunk_size=AT_ONCE)
    if which == "organ":
        if not desk.actor.roles & WATCHES_ORGAN:
            raise PermissionDenied
        found = on_shelf(queue_of_organ(desk.actor, desk.today), request.GET.get("shelf", ""), desk.today)
        return found.iterator(chunk_size=AT_ONCE)
    if which == "search" and request.GET:
        return all_found(desk, request.GET)
    raise Http404


def workbook(cases: Iterator[Case], desk: Desk, out: IO[bytes]) -> int:
    """Write the lines as an xlsx file, portion by portion, and say how many of them are no reports.

    Who exports reports of wrongdoing opened them; the ledger of exports counts none, for others read it.
    """
    book, told, sheet = Workbook(write_only=True), 0, None
    for number, portion in enumerate(_portions(cases)):
        if sheet is None or number % PORTIONS == 0:
            sheet = book.create_sheet()
            sheet.title = gettext("办件") + (f" {number // PORTIONS + 1}" if number else "")
            sheet.append([say(heading) for heading in HEADINGS])
        for case in portion:
            record_reading(case, desk.actor, desk.now)
            told += not case.report
        for row in lines(portion, desk.today):
            sheet.append(list(_cells(sheet, row, desk)))
    if sheet is None:
        book.create_sheet(gettext("办件")).append([say(heading) for heading in HEADINGS])
    book.save(out)
    return told


def _portions(cases: Iterator[Case]) -> Iterator[list[Case]]:
    while portion := list(islice(cases, AT_ONCE)):
        yield portion


def _cells(sheet: WriteOnlyWorksheet, row: Line, desk: Desk) -> Iterator[Cell]:
    case = row.case
    words = (
        grouped(case.number), case.title, say(row.stage), say(row.kinds), say(row.clock), iso(row.due),
        short_name(desk.world.chart, case.holder), row.owner, iso(case.lodged_at)[:10],
    )  # fmt: skip
    for each in words:
        cell = WriteOnlyCell(sheet, value=each)
        # A title that begins with "=" is a title and no formula.
        cell.data_type = "s"
        yield cell
