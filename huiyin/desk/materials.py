"""Papers handed in, opened through the matter they belong to."""

from __future__ import annotations

import json

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from huiyin.cases.lodging import File
from huiyin.cases.materials import open_material
from huiyin.cases.models import Material
from huiyin.cases.queries import events_of, submissions_of
from huiyin.desk.cases import fetch
from huiyin.desk.staff import Desk, staff
from huiyin.law.terms import Act

#: What a browser may show by itself; everything else is saved first.
SHOWN = frozenset({"image/jpeg", "image/png", "image/webp", "application/pdf", "text/plain"})


@staff
@require_safe
def material(request: HttpRequest, desk: Desk, number: str, material: int) -> HttpResponseBase:
    case = fetch(desk, number)
    paper = get_object_or_404(Material, id=material, submission__in=submissions_of(case, desk.actor))
    return _opened(File(paper.name, paper.media_type, paper.size, paper.sha256))


@staff
@require_safe
def photo(request: HttpRequest, desk: Desk, number: str, seq: int, place: int) -> HttpResponseBase:
    """What came with a field record; it stands in the journal itself, under its hash."""
    case = fetch(desk, number)
    event = get_object_or_404(events_of(case, desk.actor), seq=seq, act=Act.INVESTIGATE.value)
    files = json.loads(event.payload)["said"].get("files", [])
    if place >= len(files):
        raise Http404
    return _opened(File(**files[place]))


def _opened(paper: File) -> HttpResponseBase:
    try:
        file = open_material(paper.sha256)
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        file, as_attachment=paper.media_type not in SHOWN, filename=paper.name, content_type=paper.media_type
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
