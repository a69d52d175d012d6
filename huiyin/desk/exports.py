"""What is seen in a list, as a sheet (导出): without anybody's identity, 5,000 lines at most, and each noted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from itertools import chain

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
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
MOST = 5000
AT_ONCE = 500
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = (P("编号"), P("事项"), P("阶段"), P("类别"), P("时限"), P("最迟"), P("承办单位"), P("经办人"), P("登记"))


@staff
@require_safe
def export(request: HttpRequest, desk: Desk, which: str) -> HttpResponse:
    """``mine``, ``organ`` (with its ``shelf``) or ``search`` (with its words and filters), as the page shows them."""
    cases = list(_cases(request, desk, which))
    address = f"{which}?{request.GET.urlencode()}" if request.GET else which
    # Who exports reports of wrongdoing opened them; the ledger of exports counts none, for others read it.
    for case in cases:
        record_reading(case, desk.actor, desk.now)
    rows = sum(not case.report for case in cases)
    with writing():
        row = Export.objects.create(
            person=desk.person.id, organ=desk.organ.id, at=desk.now, what=address[:200], rows=rows
        )
        ledgers.bind(ledgers.READINGS, "export", [row], by=row.person, organ=row.organ)
    response = HttpResponse(workbook(cases, desk), content_type=SHEET)
    response.headers["Content-Disposition"] = f'attachment; filename="huiyin-{which}-{desk.today}.xlsx"'
    response.headers["Cache-Control"] = "no-store"
    return response


def journal_taken(events: int, at: datetime) -> None:
    """The whole journal left with all that was said in it (./run verify --full): every auditor sees that."""
    with writing():
        row = Export.objects.create(person=0, organ=0, at=at, what=JOURNAL, rows=events)
        ledgers.bind(ledgers.READINGS, "export", [row])


def _cases(request: HttpRequest, desk: Desk, which: str) -> Iterable[Case]:
    if which == "mine":
        return queue_of(desk.actor, desk.today)[:MOST]
    if which == "organ":
        if not desk.actor.roles & WATCHES_ORGAN:
            raise PermissionDenied
        return on_shelf(queue_of_organ(desk.actor, desk.today), request.GET.get("shelf", ""))[:MOST]
    if which == "search" and request.GET:
        return all_found(desk, request.GET, MOST)
    raise Http404


def workbook(cases: list[Case], desk: Desk) -> bytes:
    """The lines as an xlsx file, portion by portion."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(gettext("办件"))
    sheet.append([say(heading) for heading in HEADINGS])
    portions = (cases[start : start + AT_ONCE] for start in range(0, len(cases), AT_ONCE))
    for row in chain.from_iterable(lines(portion, desk.today) for portion in portions):
        sheet.append(list(_cells(sheet, row, desk)))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


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
