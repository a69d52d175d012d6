"""What is seen in a list, as a sheet or as CSV (导出): all of it, without anybody's identity, and each noted.

A million rows go out while they are read: portion by portion from where the one before ended, so that neither the
database nor this process holds more than one. That somebody takes a list away is noted before the first byte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from huiyin.cases.models import Case
from huiyin.cases.queries import queue_of, queue_of_organ
from huiyin.cases.queues import Place
from huiyin.cases.readings import record_reading
from huiyin.desk.frame import WATCHES_ORGAN
from huiyin.desk.lists.queues import Line, lines, on_shelf
from huiyin.desk.lists.search import all_found
from huiyin.desk.lists.views_of_lists import read_view
from huiyin.desk.models import Export
from huiyin.desk.names import short_name
from huiyin.desk.staff import Desk, staff
from huiyin.law.words import P
from huiyin.people import ledgers
from huiyin.store.locks import writing
from huiyin.typed.leaves import Row, as_csv, as_xlsx
from huiyin.vault import opening
from huiyin.wording.words import grouped, iso, say

#: What the machine took away, in the place of a list; ``person`` and ``organ`` are 0 then.
JOURNAL = "journal"
AT_ONCE = 500
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = (P("编号"), P("事项"), P("阶段"), P("类别"), P("时限"), P("最迟"), P("承办单位"), P("经办人"), P("登记"))
#: How each form is written, and what it is called on the line.
FORMS: Final = {"xlsx": SHEET, "csv": "text/csv; charset=utf-8"}


@staff
@require_safe
def export(request: HttpRequest, desk: Desk, which: str, form: str = "xlsx") -> HttpResponseBase:
    """``mine``, ``organ`` (with its ``shelf``) or ``search``, each with what narrows it, as the page shows them."""
    address = f"{which}?{request.GET.urlencode()}" if request.GET else which
    taken = Taken(desk, address)
    rows = taken.rows(_cases(request, desk, which))
    head = [say(heading) for heading in HEADINGS]
    found = as_csv(head, rows) if form == "csv" else as_xlsx(gettext("办件"), head, rows)
    response = StreamingHttpResponse(_as_asked(found, taken.done), content_type=FORMS[form])
    response.headers["Content-Disposition"] = f'attachment; filename="huiyin-{which}-{desk.today}.{form}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _as_asked(found: Iterator[bytes], done: Callable[[], None]) -> Iterator[bytes]:
    """Each portion with the keys and in the language of whoever asked: the request is over when it is read."""
    keys, language = opening.held(), translation.get_language()

    def portion() -> bytes | None:
        with translation.override(language):
            if keys is None:
                return next(found, None)
            with opening.holding(keys):
                return next(found, None)

    try:
        while (said := portion()) is not None:
            if said:
                yield said
    finally:
        done()


class Taken:
    """A list that somebody takes away, as the auditors see it: noted when it begins, counted when it ends.

    Who exports reports of wrongdoing opened them; the ledger of exports counts none, for others read it.
    """

    def __init__(self, desk: Desk, what: str) -> None:
        self.desk, self.told = desk, 0
        self.row = noted(desk, what, 0)

    def rows(self, cases: Iterator[Case]) -> Iterator[Row]:
        while portion := list(islice(cases, AT_ONCE)):
            for case in portion:
                record_reading(case, self.desk.actor, self.desk.now)
                self.told += not case.report
            for line in lines(portion, self.desk.today):
                yield _cells(line, self.desk)

    def done(self) -> None:
        """How many lines left, be it all of them or as many as the reader waited for."""
        with writing():
            self.row.rows = self.told
            self.row.save(update_fields=["rows"])
            ledgers.bind(ledgers.READINGS, "export", [self.row], by=self.row.person, organ=self.row.organ)


def noted(desk: Desk, what: str, rows: int) -> Export:
    """Something left the desk; the auditors see by whom."""
    with writing():
        row = Export.objects.create(person=desk.person.id, organ=desk.organ.id, at=desk.now, what=what[:200], rows=rows)
        ledgers.bind(ledgers.READINGS, "export", [row], by=row.person, organ=row.organ)
    return row


def journal_taken(events: int, at: datetime) -> None:
    """The whole journal left with all that was said in it (./run verify --full): every auditor sees that."""
    with writing():
        row = Export.objects.create(person=0, organ=0, at=at, what=JOURNAL, rows=events)
        ledgers.bind(ledgers.READINGS, "export", [row])


def _cases(request: HttpRequest, desk: Desk, which: str) -> Iterator[Case]:
    """Portion by portion, as many as there are."""
    narrowed = Place("holder", desk.actor, desk.today, narrowed=read_view(request.GET, ()).narrowed).condition()
    if which == "mine":
        return in_turn(queue_of(desk.actor, desk.today).filter(narrowed))
    if which == "organ":
        if not desk.actor.roles & WATCHES_ORGAN:
            raise PermissionDenied
        found = on_shelf(queue_of_organ(desk.actor, desk.today), request.GET.get("shelf", ""), desk.today)
        return in_turn(found.filter(narrowed))
    if which == "search" and request.GET:
        return all_found(desk, request.GET)
    raise Http404


def in_turn(queue: QuerySet[Case]) -> Iterator[Case]:
    """A queue, each portion from where the last one ended: what a cursor would hold open for minutes, by index."""
    some = list(queue[:AT_ONCE])
    while some:
        yield from some
        last = some[-1]
        # Two ranges of the index: asked as one, each portion walks past all of its day again.
        some = list(queue.filter(queue_on=last.queue_on, id__gt=last.id)[:AT_ONCE])
        some += queue.filter(queue_on__gt=last.queue_on)[: AT_ONCE - len(some)] if len(some) < AT_ONCE else ()


def _cells(row: Line, desk: Desk) -> Row:
    case = row.case
    return (
        grouped(case.number), case.title, say(row.stage), say(row.kinds), say(row.clock), iso(row.due),
        short_name(desk.world.chart, case.holder), row.owner, iso(case.lodged_at)[:10],
    )  # fmt: skip
