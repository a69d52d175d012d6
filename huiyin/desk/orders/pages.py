"""The pages of sheets: the list with a place to put one, and one sheet with what would become of each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.channels.adapter import Connection
from huiyin.channels.arrivals.keeping import read_of
from huiyin.channels.arrivals.lists import MOST, on_shelf, set_aside
from huiyin.channels.arrivals.models import Arrival
from huiyin.channels.arrivals.protecting import may_see
from huiyin.channels.arrivals.taking import take_in
from huiyin.channels.arrivals.work import WHAT_TO_DO, read_again
from huiyin.channels.orders.apart import put_apart
from huiyin.channels.orders.taking import Line, known_sheets, lines, mappings, open_to_all, opened, pointed, tally
from huiyin.channels.registry import WrongChannels, connection
from huiyin.channels.sheets.cells import text_of
from huiyin.channels.sheets.closed import closed_to
from huiyin.channels.sheets.mapping import NEEDED, WrongMapping
from huiyin.channels.sheets.reading import HEADING_ROWS, Sheet
from huiyin.channels.sheets.taking import Fate
from huiyin.desk.frame import page
from huiyin.desk.sign_in import see_other
from huiyin.desk.staff import Desk, staff
from huiyin.law.terms import Channel
from huiyin.law.words import P, Phrase
from huiyin.people.models import Organ
from huiyin.typed.wholes import whole
from huiyin.wording.listed import cut, wanted

LARGEST: Final = 64 * 1024 * 1024
SHOWN: Final = 100
LATELY: Final = 20
#: What can be pointed at, most needed first.
COLUMNS: Final[Mapping[str, Phrase]] = {
    "time": P("时间"),
    "text": P("内容"),
    "number": P("编号"),
    "title": P("标题"),
    "user": P("姓名"),
    "phone": P("电话"),
    "id_number": P("证件号码"),
    "address": P("住址"),
    "email": P("邮箱"),
    "accused_organ": P("被反映单位"),
    "accused_person": P("被反映人"),
    "subject": P("内容分类"),
    "aim": P("信访目的"),
    "happened": P("问题发生时间"),
    "affected": P("涉及人数"),
}
FATES: Final[Mapping[Fate, tuple[str, Phrase]]] = {
    Fate.NEW: ("ok", P("会登记")),
    Fate.ALREADY: ("none", P("已经有了")),
    Fate.ANSWERED: ("ok", P("补答复")),
    Fate.REFUSED: ("late", P("不收")),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One row of the preview."""

    line: Line
    state: str
    words: Phrase


@staff
@require_http_methods(["GET", "POST"])
def sheets(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What waits, what is done, and a place to put a sheet."""
    _clerks_only(desk)
    wrong = _put(request, desk) if request.method == "POST" else None
    if isinstance(wrong, HttpResponse):
        return wrong
    waiting, more = on_shelf("orders", desk.actor, "", wanted(request, MOST, "waiting"))
    done, earlier = on_shelf("orders", desk.actor, "done", wanted(request, LATELY, "done"))
    context = {
        "waiting": cut(request, waiting, more, MOST, "waiting"),
        "reading": Arrival.objects.filter(adapter="orders", organ=desk.organ.id, ready_at__isnull=False, reading=None),
        "done": cut(request, done, earlier, LATELY, "done"),
        "faults": WHAT_TO_DO,
        "wrong": wrong,
    }
    return page(request, desk, "desk/sheets.html", context, here="sheets", status=422 if wrong else 200)


def _put(request: HttpRequest, desk: Desk) -> HttpResponse | str:
    upload = request.FILES.get("file")
    if upload is None or not upload.size:
        return _("还没有选文件。请选好表格再上传。")
    if upload.size > LARGEST:
        return _("超过 64 MB。请分成几份。")
    key = Organ.objects.values_list("key", flat=True).get(id=desk.organ.id)
    arrival = take_in(Connection(f"desk-{key}"[:40], "orders", key), upload.read(), upload.name or "", desk.now)
    return see_other(reverse("desk:sheet", args=[arrival.id]))


@staff
@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, desk: Desk, arrival: int) -> HttpResponse:
    """What would become of each row; a POST does it, sets the sheet aside or has it read again."""
    _clerks_only(desk)
    found = Arrival.objects.filter(id=arrival, adapter="orders").first()
    if found is None or not may_see(found, desk.person.id, desk.organ.id):
        raise Http404
    if request.method == "POST":
        return _done(request, desk, found)
    return _page(request, desk, found)


def _page(request: HttpRequest, desk: Desk, found: Arrival, status: int = 200) -> HttpResponse:
    read = read_of(found)
    headings = _headings(read)
    read_by = [] if found.settled_at else _sheets(request, found, read, headings)
    # What does not fit is looked at before it is pressed, however far down it stands.
    rows = sorted(
        _shown(desk, found, _lines(desk, read_by, really=False)), key=lambda row: row.fate is not Fate.REFUSED
    )
    chosen = _pointed_at(request, headings)
    context = {
        "crumbs": [{"label": P("表格登记"), "url": reverse("desk:sheets")}, {"label": P("一份表格")}],
        "found": found,
        "waits": found.ready_at is not None and found.reading is None,
        "todo": WHAT_TO_DO.get(found.fault),
        "rows": [Shown(each, *FATES[each.fate]) for each in rows[:SHOWN]],
        "more": max(0, len(rows) - SHOWN),
        "sums": tally(rows) if rows else "",
        "new": sum(each.fate is Fate.NEW for each in rows),
        "system": read_by[0].mapping.system if read_by else request.GET.get("system", ""),
        "points": [
            (name, label, name in NEEDED, [(at, word, chosen.get(name) == at) for at, word in enumerate(headings)])
            for name, label in COLUMNS.items()
        ],
        "headings": headings,
        "recognised": bool(read_by),
        "query": request.GET.urlencode(),
    }
    return page(request, desk, "desk/sheet.html", context, here="sheets", status=status)


def _lines(desk: Desk, sheets: Sequence[Sheet], *, really: bool) -> Iterator[Line]:
    return lines(sheets, desk.organ.id, desk.now, closed_to(desk.actor, desk.today), really=really)


def _shown(desk: Desk, found: Arrival, rows: Iterable[Line]) -> list[Line]:
    """The rows that this clerk may see: whoever may be meant by a report never has it in hand (xf2022 Art. 30 ¶3).

    Once a sheet was taken in, what is closed here has been taken in like the rest.
    """
    return [
        replace(each, fate=Fate.ALREADY, reason=None) if found.taken and each.secret else each
        for each in rows
        if desk.person.id not in each.away
    ]


def _sheets(request: HttpRequest, found: Arrival, read: Mapping[str, Any], headings: Sequence[str]) -> list[Sheet]:
    """By the columns that were pointed at, else by a mapping that recognises them."""
    columns, system = _pointed_at(request, headings), request.GET.get("system", "").strip()
    if columns and system and all(name in columns for name in NEEDED):
        return known_sheets(read, [pointed(headings, columns, system, Channel.PHONE)])
    try:
        channel = connection(found.connection)
        return known_sheets(read, mappings(channel["mapping"] if channel else ""))
    except (WrongChannels, WrongMapping):
        return []  # the administrator is told by ./run channel check; columns can be pointed at meanwhile


def _pointed_at(request: HttpRequest, headings: Sequence[str]) -> dict[str, int]:
    asked = ((name, whole(request.GET.get(f"at-{name}"), 0, max(0, len(headings) - 1))) for name in COLUMNS)
    return {name: at for name, at in asked if at is not None and headings}


def _headings(read: Mapping[str, Any]) -> list[str]:
    """The line of the first sheet that looks most like headings: the one with most cells of words."""
    for each in opened(read)[:1]:
        rows = [[text_of(cell) for cell in row] for row in each.rows[:HEADING_ROWS]]
        return max(rows, key=lambda row: len({cell for cell in row if cell and not cell.isdigit()}), default=[])
    return []


def _done(request: HttpRequest, desk: Desk, found: Arrival) -> HttpResponse:
    if "again" in request.POST:
        read_again(found, desk.now)
    elif "aside" in request.POST:
        set_aside(
            found, request.POST.get("reason", "").strip() or found.reason or _("看过了"), desk.person.id, desk.now
        )
        return see_other(reverse("desk:sheets"))
    elif "take" in request.POST and found.settled_at is None:
        read = read_of(found)
        sheets = _sheets(request, found, read, _headings(read))
        rows = put_apart(found, _lines(desk, sheets, really=True), desk.now)
        left = any(each.fate is Fate.REFUSED for each in rows)
        row = Arrival.objects.filter(id=found.id, settled_at=None)
        done = {} if left else {"became": "registered", "settled_at": desk.now, "settled_by": desk.person.id}
        row.update(reason=tally(open_to_all(rows))[:200], taken=True, **done)
        messages.success(request, _("登记好了：{sums}。").format(sums=tally(_shown(desk, found, rows))))
        if not left:
            return see_other(reverse("desk:sheets"))
    to = reverse("desk:sheet", args=[found.id])
    return see_other(f"{to}?{request.GET.urlencode()}" if request.GET else to)


def _clerks_only(desk: Desk) -> None:
    if not desk.takes_in:
        raise PermissionDenied
