"""The pages of letters by e-mail: the list, one letter, what hangs on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.cases.models import Case
from huiyin.cases.queries import of_these, screened
from huiyin.channels.arrivals.keeping import Lost, fetch, read_of
from huiyin.channels.arrivals.lists import MOST, SHELVES, on_shelf, one_of, set_aside, taken_back
from huiyin.channels.arrivals.models import Arrival
from huiyin.channels.arrivals.work import WHAT_TO_DO, read_again
from huiyin.channels.mail.checked import checks
from huiyin.channels.mail.parts import part_of
from huiyin.channels.registry import known
from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.frame import page
from huiyin.desk.staff import Desk, staff
from huiyin.law.words import P, Phrase
from huiyin.wording.listed import cut, wanted

HEADERS: Mapping[str, Phrase] = {
    "From": P("写信人"),
    "To": P("收信人"),
    "Cc": P("抄送"),
    "Date": P("写信人的日期"),
    "Subject": P("主题"),
    "Reply-To": P("请回复到"),
}
MARKS: Mapping[str, Phrase] = {
    "signed": P("带数字签名，签名和原件一起保存"),
    "locked": P("加了密，这里打不开；请和写信人联系，或者用收件人的密钥在别处打开原件"),
    "calendar": P("日程邀请"),
    "outlook": P("Outlook 打包的邮件，已经解开"),
    "forwarded": P("转来的邮件"),
    "deep": P("层数或附件太多，没有全部读出来；请下载原件"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One letter of the list."""

    arrival: Arrival
    read: Mapping[str, Any]
    number: str = ""

    @property
    def title(self) -> str:
        return self.read.get("subject") or self.read.get("text", "")[:40] or ""

    @property
    def writer(self) -> str:
        found = self.read.get("from") or []
        return (found[0][0] or found[0][1]) if found else ""

    @property
    def unread(self) -> bool:
        """Whether something hangs on it whose words nobody and nothing has read."""
        return any(each.get("unread") for each in self.read.get("files", ()))

    @property
    def todo(self) -> Phrase | None:
        return WHAT_TO_DO.get(self.arrival.fault)


@staff
@require_safe
def mails(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One shelf."""
    _clerks_only(desk)
    shelf = request.GET.get("show", "")
    shelf = shelf if shelf in SHELVES else ""
    rows, more = on_shelf("mail", desk.actor, shelf, wanted(request, MOST, "rows"))
    cases = _whole(desk, rows)
    shown = [_row(row, cases) for row in rows if row.case is None or row.case in cases]
    context = {
        "rows": cut(request, shown, more, MOST, "rows"),
        "shelf": shelf,
        "shelves": [{"key": key, "label": label, "current": key == shelf} for key, label in SHELVES.items()],
    }
    return page(request, desk, "desk/mails.html", context, here="mails")


def _whole(desk: Desk, rows: Iterable[Arrival]) -> dict[int, Case]:
    """The matters of these that the reader may read whole: a mail has all that was brought, also what a report took
    along. Of the others not even a line is told."""
    found = of_these(desk.actor, desk.today, {row.case for row in rows if row.case})
    return {key: case for key, case in found.items() if not screened(case, desk.actor, desk.today)}


def _row(row: Arrival, cases: Mapping[int, Case]) -> Row:
    return Row(row, read_of(row), cases[row.case].number if row.case else "")


@staff
@require_http_methods(["GET", "POST"])
def mail(request: HttpRequest, desk: Desk, arrival: int) -> HttpResponse:
    """One letter; a POST sets it aside, takes it back, or has it read again."""
    found, case = _found(desk, arrival)
    if request.method == "POST":
        return _done(request, desk, found)
    read, channel = read_of(found), known(found.connection)
    context = {
        "crumbs": [{"label": P("来件"), "url": reverse("desk:mails")}, {"label": P("电子邮件")}],
        "row": Row(found, read, case.number if case else ""),
        "mail": found,
        "read": read,
        "case": case,
        "checks": list(checks(read, channel["authserv"] if channel else "")),
        "asked": bool(channel and channel["authserv"]),
        "shown": [(HEADERS.get(name, P(name)), value) for name, value in read.get("shown", ())],
        "marks": [MARKS[mark] for mark in read.get("marks", ()) if mark in MARKS],
        "earlier": _readable(desk, found.follows or 0),
    }
    return page(request, desk, "desk/mail.html", context, here="mails")


def _done(request: HttpRequest, desk: Desk, found: Arrival) -> HttpResponse:
    if "again" in request.POST:
        read_again(found, desk.now)
        messages.success(request, _("马上再读一次。"))
    elif "back" in request.POST:
        taken_back(found)
    elif "aside" in request.POST:
        reason = request.POST.get("reason", "").strip()
        if not reason:
            messages.warning(request, _("请写明为什么不登记。"))
            return see_other(reverse("desk:mail", args=[found.id]))
        set_aside(found, reason, desk.person.id, desk.now)
        messages.success(request, _("放在一边，没有登记。"))
        return see_other(reverse("desk:mails"))
    return see_other(reverse("desk:mail", args=[found.id]))


@staff
@require_safe
def part(request: HttpRequest, desk: Desk, arrival: int, number: int) -> HttpResponse:
    """What hangs on a letter; saved, never shown."""
    found, _case = _found(desk, arrival)
    files = read_of(found).get("files", [])
    if number >= len(files):
        raise Http404
    return _sent(part_of(_bytes(found), number), files[number]["name"])


@staff
@require_safe
def original(request: HttpRequest, desk: Desk, arrival: int) -> HttpResponse:
    """The mail as it came, bit for bit."""
    found, _case = _found(desk, arrival)
    return _sent(_bytes(found), f"{found.sha256[:12]}.eml")


def _bytes(found: Arrival) -> bytes:
    try:
        return fetch(found)
    except Lost:
        raise Http404 from None


def _found(desk: Desk, arrival: int) -> tuple[Arrival, Case | None]:
    """A letter that this clerk may read, else 404."""
    _clerks_only(desk)
    found = _readable(desk, arrival)
    if found is None:
        raise Http404
    return found


def _readable(desk: Desk, arrival: int) -> tuple[Arrival, Case | None] | None:
    """A letter this clerk may have in hand; once it is a matter, whoever may read the whole matter."""
    became = Arrival.objects.filter(id=arrival, adapter="mail", case__isnull=False).first()
    if became is not None:
        case = _whole(desk, [became]).get(became.case or 0)
        return (became, case) if case is not None else None
    row = one_of("mail", arrival, desk.actor)
    return (row, None) if row is not None else None


def _sent(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _clerks_only(desk: Desk) -> None:
    if not desk.takes_in:
        raise PermissionDenied
