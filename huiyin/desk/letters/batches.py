"""Letters scanned in (来信扫描): a page to drop files on, and the page of a batch with what became of every letter."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.cases.materials import Unwelcome
from huiyin.channels.arrivals.lists import on_shelf, set_aside, waiting_for
from huiyin.channels.letters.arrival import ACCEPT, MOST_FILES, take_in
from huiyin.channels.letters.batches import batch_of, batches_of, join_previous, letters_of, open_batch, part
from huiyin.channels.letters.models import Letter, LetterBatch, LetterFile
from huiyin.channels.letters.work import read_again
from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.frame import page
from huiyin.desk.letters.rows import Rows, heaps, rows_of
from huiyin.desk.staff import Desk, staff
from huiyin.law.words import P, Phrase
from huiyin.media import limits
from huiyin.record.worlds import BEIJING
from huiyin.typed.times import ANY_DAY, moment_of, written
from huiyin.typed.wholes import row_id
from huiyin.wording.listed import listed

MOST_BATCHES = 20


@staff
@require_http_methods(["GET", "POST"])
def letters(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The batches that are not done, and the place to drop more. Files sent without a script are taken in at once."""
    _clerks_only(desk)
    if request.method == "POST":
        return _no_scan(request, desk) if "no_scan" in request.POST else _opened(request, desk)
    return _list_page(request, desk)


def _no_scan(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A file in the scanner's folder that was no scan has been looked at."""
    row = waiting_for(_number(request.POST["no_scan"]), desk.actor)
    if row is not None and row.adapter == "scans":
        set_aside(row, row.reason or row.fault, desk.person.id, desk.now)
    return see_other(reverse("desk:letters"))


@staff
@require_GET
def batch_page(request: HttpRequest, desk: Desk, batch: int) -> HttpResponse:
    """What became of each letter; asks again by itself while something is still being read."""
    found = _batch(desk, batch)
    rows = rows_of(found, desk, request.GET.get("show", ""), _number(request.GET.get("page", "1")))
    context: dict[str, Any] = {"batch": found, "rows": rows, "next": rows.next, "own": found.organ == desk.organ.id}
    context |= {
        "accept": ACCEPT,
        "most": MOST_FILES,
        "mb": limits.shown(limits.FILE),
        **rows.sums,
        **_turned(request, rows),
    }
    context["crumbs"] = [{"label": P("来信扫描"), "url": reverse("desk:letters")}, {"label": P("一批来信")}]
    return page(request, desk, "desk/letters_batch.html", context, here="letters")


@staff
@require_POST
def add(request: HttpRequest, desk: Desk, batch: int) -> HttpResponse:
    """One file or several for a batch. The script sends one at a time and reads the answer as JSON."""
    found = _batch(desk, batch)
    if found.organ != desk.organ.id:
        raise Http404  # only a letter of it is here
    together = _first_letter(found) if request.POST.get("together") else None
    refused, again = _take_all(request, found, desk.now, together)
    if request.headers.get("Accept") == "application/json":
        said = [str(each) for each in (*refused, *again)]
        return JsonResponse({"said": said}, status=422 if refused else 200)
    _tell(request, [*refused, *again])
    return see_other(reverse("desk:letter-batch", args=[found.id]))


@staff
@require_POST
def change(request: HttpRequest, desk: Desk, batch: int) -> HttpResponse:
    """Put a letter behind the one before it, make a file a letter of its own, or have a file read again."""
    found = _batch(desk, batch)
    if "join" in request.POST:
        return _join(request, desk, found)
    if "part" in request.POST:
        part(_file(desk, found, request.POST["part"]), desk.now)
    elif "again" in request.POST:
        read_again(_file(desk, found, request.POST["again"]), desk.now)
    return see_other(reverse("desk:letter-batch", args=[found.id]))


def _turned(request: HttpRequest, rows: Rows) -> dict[str, str]:
    """Addresses of the pages before and after the one shown."""
    places = {"newer": rows.page - 1, "older": rows.page + 1 if rows.page < rows.pages else 0}
    return {
        name: f"{request.path}?{urlencode({'show': rows.shelf, 'page': place})}"
        for name, place in places.items()
        if place
    }


def _opened(request: HttpRequest, desk: Desk) -> HttpResponse:
    received, wrong = _received_at(request, desk)
    if wrong:
        return _list_page(request, desk, wrong=wrong, status=422)
    script = request.headers.get("Accept") == "application/json"
    if not script and not request.FILES.getlist("files"):
        return _list_page(request, desk, wrong=_("还没有选文件。请选好扫描件或照片再上传。"), status=422)
    batch = open_batch(desk.organ.id, desk.person.id, received, desk.now)
    if script:
        links = {name: reverse(f"desk:letter-{name}", args=[batch.id]) for name in ("batch", "add")}
        return JsonResponse(links)
    refused, again = _take_all(request, batch, desk.now, None)
    if not Letter.objects.filter(batch=batch).exists():
        batch.delete()
        return _list_page(request, desk, wrong=" ".join(map(str, refused)), status=422)
    _tell(request, [*refused, *again])
    return see_other(reverse("desk:letter-batch", args=[batch.id]))


def _received_at(request: HttpRequest, desk: Desk) -> tuple[datetime, str]:
    typed = request.POST.get("received_at", "").strip()
    received = moment_of(typed, last=ANY_DAY) if typed else desk.now
    if received is None:
        return desk.now, _("年份不对，请核对。") if written(typed) else _("收到的时间要写成 2026-11-23T09:30 的样子。")
    return received, _("收到的时间不能在现在以后。") if received > desk.now else ""


def _list_page(request: HttpRequest, desk: Desk, *, wrong: str = "", status: int = 200) -> HttpResponse:
    context = {
        "no_scans": on_shelf("scans", desk.actor, "")[0],
        "heaps": listed(request, batches_of(desk.actor), MOST_BATCHES).of(lambda found: heaps(list(found), desk)),
        "accept": ACCEPT,
        "most": MOST_FILES,
        "mb": limits.shown(limits.FILE),
        "received_at": request.POST.get("received_at") or desk.now.astimezone(BEIJING).strftime("%Y-%m-%dT%H:%M"),
        "together": bool(request.POST.get("together")),
        "wrong": wrong,
    }
    return page(request, desk, "desk/letters.html", context, here="letters", status=status)


def _take_all(
    request: HttpRequest, batch: LetterBatch, at: datetime, letter: Letter | None
) -> tuple[list[Phrase], list[Phrase]]:
    """Take in every file sent: what was not taken and why, and what the batch had already. A bad one stops no other."""
    refused: list[Phrase] = []
    again: list[Phrase] = []
    uploads: list[UploadedFile[bytes]] = request.FILES.getlist("files")
    for upload in uploads:
        try:
            arrived = take_in(batch, upload, at, letter)
        except Unwelcome as no:
            refused.append(no.phrase)
            continue
        if arrived.again:
            again.append(
                P("“{name}”和这一批的“{other}”是同一份，只收一次。", name=upload.name, other=arrived.file.name)
            )
        letter = arrived.file.letter if request.POST.get("together") else None
    return refused, again


def _first_letter(batch: LetterBatch) -> Letter | None:
    return batch.letters.filter(settled_at=None).order_by("seq").first()


def _join(request: HttpRequest, desk: Desk, batch: LetterBatch) -> HttpResponse:
    """From the reading page back to the letter that has the pages now, from the batch back to the batch."""
    open_ones = letters_of(desk.actor).filter(batch=batch, settled_at=None)
    letter = open_ones.filter(id=_number(request.POST["join"])).first()
    before = join_previous(letter, desk.actor, desk.now) if letter is not None else None
    if before is None:
        messages.warning(request, _("前面没有还没登记的信，没有合并。"))
    elif "reading" in request.POST:
        return see_other(reverse("desk:letter", args=[before.id]))
    return see_other(reverse("desk:letter-batch", args=[batch.id]))


def _tell(request: HttpRequest, refused: list[Phrase]) -> None:
    for each in refused:
        messages.warning(request, str(each))


def _batch(desk: Desk, batch: int) -> LetterBatch:
    _clerks_only(desk)
    found = batch_of(desk.actor, batch)
    if found is None:
        raise Http404
    return found


def _file(desk: Desk, batch: LetterBatch, file: str) -> LetterFile:
    rows = LetterFile.objects.select_related("letter").filter(letter__in=letters_of(desk.actor))
    return get_object_or_404(rows, id=_number(file), letter__batch=batch, letter__settled_at=None)


def _number(typed: str) -> int:
    return row_id(typed) or 0


def _clerks_only(desk: Desk) -> None:
    if not desk.takes_in:
        raise PermissionDenied
