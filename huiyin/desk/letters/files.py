"""Pictures and originals of letters that wait for their clerk. Once registered, their matter shows them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from huiyin.channels.letters.batches import to_read
from huiyin.channels.letters.keeping import Lost, fetch
from huiyin.channels.letters.models import Letter, LetterFile, LetterPage
from huiyin.desk.staff import Desk, staff


@staff
@require_safe
def picture(request: HttpRequest, desk: Desk, page: int) -> HttpResponse:
    """A page, upright."""
    found = get_object_or_404(LetterPage.objects.only("picture"), id=page, file__letter__in=_letters(desk))
    return _sent(found.picture, "image/jpeg", "")


@staff
@require_safe
def original(request: HttpRequest, desk: Desk, file: int) -> HttpResponse:
    """A file as it arrived, bit for bit; saved, never shown.

    A scan that was split is shown while all of its letters wait for this clerk: it holds them, too.
    """
    letters = _letters(desk)
    others = LetterFile.objects.filter(part_of=OuterRef("id")).exclude(letter__in=letters)
    found = get_object_or_404(LetterFile.objects.filter(~Exists(others)), id=file, letter__in=letters)
    return _sent(found.sha256, found.media_type, found.name)


def _letters(desk: Desk) -> QuerySet[Letter]:
    if not desk.takes_in:
        raise PermissionDenied
    return to_read(desk.actor)


def _sent(sha256: str, media_type: str, name: str) -> HttpResponse:
    try:
        response = HttpResponse(fetch(sha256), content_type=media_type)
    except Lost:
        raise Http404 from None
    if name:
        response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
