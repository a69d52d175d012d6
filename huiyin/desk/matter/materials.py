"""Papers handed in, opened through the matter they belong to."""

from __future__ import annotations

import re
from io import BytesIO
from typing import BinaryIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from huiyin.cases.exhibits import SUBMITTED
from huiyin.cases.lodging import File
from huiyin.cases.materials import open_material
from huiyin.cases.models import Material
from huiyin.cases.parts import part_of
from huiyin.cases.queries import events_of, submissions_of
from huiyin.desk.matter.cases import fetch
from huiyin.desk.staff import Desk, staff
from huiyin.media.recordings import HEARD, SEEN
from huiyin.typed.encodings import decoded
from huiyin.vault.opening import read_out

TEXT = "text/plain"
#: What a browser may show by itself; everything else is saved first.
SHOWN = frozenset(
    {"image/jpeg", "image/png", "image/webp", "image/bmp", "image/gif", "application/pdf", TEXT, *HEARD, *SEEN}
)

_RANGE = re.compile(r"bytes=([0-9]{0,12})-([0-9]{0,12})")


@staff
@require_safe
def material(request: HttpRequest, desk: Desk, number: str, material: int) -> HttpResponseBase:
    case = fetch(desk, number)
    paper = get_object_or_404(Material, id=material, submission__in=submissions_of(case, desk.actor, desk.today))
    return opened(request, File(paper.name, paper.media_type, paper.size, paper.sha256))


@staff
@require_safe
def photo(request: HttpRequest, desk: Desk, number: str, seq: int, place: int) -> HttpResponseBase:
    """What came with an act, a field record or a promise kept; it stands in the journal itself, under its hash."""
    case = fetch(desk, number)
    part = part_of(case, desk.actor, desk.today)
    rows = events_of(case, desk.actor, desk.today)
    event = get_object_or_404(rows.exclude(act__in=SUBMITTED), seq=part.real(seq))
    files = read_out(event.payload)["said"].get("files", [])
    if place >= len(files):
        raise Http404
    return opened(request, File(**files[place]))


def opened(request: HttpRequest, paper: File) -> HttpResponseBase:
    """What was handed in, as a browser may show it; for those who were found to read what it belongs to."""
    try:
        file = open_material(paper.sha256)
    except FileNotFoundError:
        raise Http404 from None
    response: HttpResponseBase = FileResponse(
        _readable(file) if paper.media_type == TEXT else file,
        as_attachment=paper.media_type not in SHOWN,
        filename=paper.name,
        content_type=f"{TEXT}; charset=utf-8" if paper.media_type == TEXT else paper.media_type,
    )
    if paper.media_type in HEARD | SEEN:
        response = _part(request, file, paper) or response
        response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _readable(file: BinaryIO) -> BinaryIO:
    """A text in the one encoding that every browser shows; it is kept as it was handed in."""
    data = file.read()
    text = decoded(data)
    return BytesIO(data if text is None else text.encode())


def _part(request: HttpRequest, file: BinaryIO, paper: File) -> HttpResponse | None:
    """The stretch of a recording the player asks for, so that one may wind to any place (RFC 9110 §14.2)."""
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    data = file.read() if asked else b""
    first, last = (asked[1], asked[2]) if asked else ("", "")
    if not data or not (first or last):
        return None
    start = int(first) if first else max(0, len(data) - int(last))
    end = min(int(last), len(data) - 1) if first and last else len(data) - 1
    if start > end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{len(data)}"})
    held = {"Content-Range": f"bytes {start}-{end}/{len(data)}"}
    return HttpResponse(data[start : end + 1], status=206, content_type=paper.media_type, headers=held)
