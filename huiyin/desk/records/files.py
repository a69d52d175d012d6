"""A file that came with an act of a record, for whoever reads the record."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from huiyin.cases.lodging import File
from huiyin.desk.matter.materials import opened
from huiyin.desk.records.fetching import fetch
from huiyin.desk.records.story import files_in
from huiyin.desk.staff import Desk, staff
from huiyin.record.reading import events_of
from huiyin.vault.opening import read_out


@staff
@require_safe
def record_file(
    request: HttpRequest, desk: Desk, kind: str, number: str, seq: int, place: int
) -> HttpResponseBase:  # fmt: skip
    shown = fetch(desk, kind, number)
    event = get_object_or_404(events_of(shown.row), seq=seq)
    files = files_in(shown.procedure, shown.procedure.acts(event.act), read_out(event.payload)["said"])
    if place >= len(files):
        raise Http404
    return opened(request, File(**files[place]))
