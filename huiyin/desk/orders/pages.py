"""The pages of sheets: the list with a place to put one, and one sheet with what becomes of each row, or would."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.channels.adapter import Connection
from huiyin.channels.arrivals.keeping import read_of
from huiyin.channels.arrivals.lists import MOST, being_read, on_shelf, one_of, set_aside
from huiyin.channels.arrivals.models import Arrival
from huiyin.channels.arrivals.taking import take_in
from huiyin.channels.arrivals.work import WHAT_TO_DO, read_again
from huiyin.channels.orders.columns import headings_of, pointing, sheets_of
from huiyin.channels.orders.kept import kept
from huiyin.channels.orders.models import SheetOrder
from huiyin.channels.orders.ordering import go_on, latest, nobody_comes, order, share, under_way
from huiyin.channels.orders.taking import Line, foreseen, tally
from huiyin.channels.sheets.closed import closed_to
from huiyin.channels.sheets.mapping import NEEDED
from huiyin.channels.sheets.reading import Sheet
from huiyin.channels.sheets.taking import Fate
from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.frame import page
from huiyin.desk.staff import Desk, staff
from huiyin.law.words import P, Phrase
from huiyin.people.models import Organ
from huiyin.typed.wholes import whole
from huiyin.wording.listed import cut, listed, wanted

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
Words = Mapping[Fate, tuple[str, Phrase]]
FORESEEN: Final[Words] = {
    Fate.NEW: ("ok", P("会登记")),
    Fate.ALREADY: ("none", P("已经有了")),
    Fate.ANSWERED: ("ok", P("补答复")),
    Fate.REFUSED: ("late", P("不收")),
}
BECAME: Final[Words] = {
    **FORESEEN,
    Fate.NEW: ("ok", P("登记了")),
    Fate.ANSWERED: ("ok", P("补了答复")),
    Fate.REFUSED: ("late", P("没有收")),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One row with what becomes of it, in words."""

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
        "reading": being_read("orders", desk.actor),
        "done": cut(request, done, earlier, LATELY, "done"),
        "under_way": under_way(each.id for each in waiting),
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
    """What would become of each row, how far registering has come, or what became of each; a POST has it registered,
    sets the sheet aside or has it read again."""
    _clerks_only(desk)
    found = one_of("orders", arrival, desk.actor)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _done(request, desk, found)
    return page(request, desk, "desk/sheet.html", _context(request, desk, found), here="sheets")


def _context(request: HttpRequest, desk: Desk, found: Arrival) -> dict[str, Any]:
    last = latest(found)
    context = {
        "crumbs": [{"label": P("表格登记"), "url": reverse("desk:sheets")}, {"label": P("一份表格")}],
        "found": found,
        "waits": found.ready_at is not None and found.reading is None,
        "todo": WHAT_TO_DO.get(found.fault),
        "order": last,
        "query": request.GET.urlencode(),
        "recognised": True,
    }
    if last is not None and last.ready_at is not None:
        return context | _going(desk, last)
    if last is not None and (found.settled_at or not (_pointed_at(request, None) or "again" in request.GET)):
        return context | _became(request, desk, last)
    return context | _ahead(request, desk, found)


def _going(desk: Desk, order: SheetOrder) -> dict[str, Any]:
    """How far registering has come."""
    return {"going": True, "share": share(order), "away": nobody_comes(order, desk.now)}


def _became(request: HttpRequest, desk: Desk, order: SheetOrder) -> dict[str, Any]:
    """What became of each row when the sheet was registered last."""
    rows = _for(desk, (line for _, line in kept(order)))
    return {
        "became": True,
        "rows": listed(request, _refused_first(rows), SHOWN).of(lambda some: _in_words(some, BECAME)),
        "sums": tally(rows),
        "left": any(each.fate is Fate.REFUSED for each in rows),
    }


def _ahead(request: HttpRequest, desk: Desk, found: Arrival) -> dict[str, Any]:
    """What would become of each row, and the columns to point at."""
    read = read_of(found)
    headings = headings_of(read)
    sheets = [] if found.settled_at else sheets_of(found, read, _pointed(request, headings), headings)
    rows = _foreseen(desk, found, sheets)
    chosen = _pointed_at(request, headings)
    return {
        "rows": listed(request, _refused_first(rows), SHOWN).of(lambda some: _in_words(some, FORESEEN)),
        "sums": tally(rows) if rows else "",
        "new": sum(each.fate is Fate.NEW for each in rows),
        "system": sheets[0].mapping.system if sheets else request.GET.get("system", ""),
        "points": [
            (name, label, name in NEEDED, [(at, word, chosen.get(name) == at) for at, word in enumerate(headings)])
            for name, label in COLUMNS.items()
        ],
        "headings": headings,
        "recognised": bool(sheets),
    }


def _foreseen(desk: Desk, found: Arrival, sheets: Sequence[Sheet]) -> list[Line]:
    """Once rows of a sheet were taken in, what is closed here has been taken in like the rest."""
    rows = foreseen(sheets, desk.organ.id, desk.now, closed_to(desk.actor, desk.today))
    return [
        replace(each, fate=Fate.ALREADY, reason=None) if found.taken and each.secret else each
        for each in _for(desk, rows)
    ]


def _for(desk: Desk, rows: Iterable[Line]) -> list[Line]:
    """The rows that this clerk may see, counted among themselves: whoever may be meant by a report never has it in hand
    (xf2022 Art. 30 ¶3), and a gap in the lines of the sheet would tell of one."""
    seen = (each for each in rows if desk.person.id not in each.away)
    return [replace(each, row=place) for place, each in enumerate(seen, 1)]


def _refused_first(rows: Iterable[Line]) -> list[Line]:
    """What does not fit is looked at first, however far down it stands."""
    return sorted(rows, key=lambda row: row.fate is not Fate.REFUSED)


def _in_words(rows: Sequence[Line], words: Words) -> list[Shown]:
    return [Shown(each, *words[each.fate]) for each in rows]


def _pointed(request: HttpRequest, headings: Sequence[str]) -> dict[str, Any]:
    return pointing(_pointed_at(request, headings), request.GET.get("system", "").strip())


def _pointed_at(request: HttpRequest, headings: Sequence[str] | None) -> dict[str, int]:
    """The columns that the address points at.

    :param headings: those there are; ``None`` to ask only whether any is.
    """
    last = 10**4 if headings is None else len(headings) - 1
    asked = ((name, whole(request.GET.get(f"at-{name}"), 0, max(0, last))) for name in COLUMNS)
    return {name: at for name, at in asked if at is not None and last >= 0}


def _done(request: HttpRequest, desk: Desk, found: Arrival) -> HttpResponse:
    last = latest(found)
    if "again" in request.POST:
        read_again(found, desk.now)
    elif "go_on" in request.POST and last is not None:
        go_on(last, desk.now)
    elif "aside" in request.POST:
        set_aside(
            found, request.POST.get("reason", "").strip() or found.reason or _("看过了"), desk.person.id, desk.now
        )
        return see_other(reverse("desk:sheets"))
    elif "take" in request.POST and found.settled_at is None:
        order(found, desk.person.id, desk.now, _pointed(request, headings_of(read_of(found))))
    return see_other(reverse("desk:sheet", args=[found.id]))


def _clerks_only(desk: Desk) -> None:
    if not desk.takes_in:
        raise PermissionDenied
