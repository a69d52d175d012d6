"""Several people's letters in one scan: split at the pages marked beside the picture, and put together again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huiyin.channels.letters import splitting
from huiyin.channels.letters.models import LetterFile
from huiyin.channels.letters.splitting import NotSplit
from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.letters.reading import open_letter
from huiyin.desk.letters.rows import place_of
from huiyin.desk.staff import Desk, staff
from huiyin.typed.wholes import place_of as place_typed


@staff
@require_POST
def split(request: HttpRequest, desk: Desk, letter: int) -> HttpResponse:
    """Each marked page begins a letter of its own; the first one stays open."""
    found = open_letter(desk, letter)
    starts = {place for each in request.POST.getlist("start") if (place := place_typed(each))}
    try:
        letters = splitting.split(found, starts, desk.now)
    except NotSplit as no:
        messages.warning(request, str(no.phrase))
    else:
        numbers = "、".join(str(place_of(each, desk)) for each in letters)
        messages.success(request, _("拆成了 {n} 封：第 {numbers} 封。").format(n=len(letters), numbers=numbers))
    return see_other(reverse("desk:letter", args=[found.id]))


@staff
@require_POST
def whole(request: HttpRequest, desk: Desk, letter: int) -> HttpResponse:
    """Undo it: the letters of one scan are one again."""
    found = open_letter(desk, letter)
    part = LetterFile.objects.select_related("letter").filter(letter=found, part_of__isnull=False).first()
    try:
        if part is not None:
            found = splitting.put_together(part, desk.actor, desk.now)
            messages.success(request, _("又是一封了：第 {seq} 封。").format(seq=place_of(found, desk)))
    except NotSplit as no:
        messages.warning(request, str(no.phrase))
    return see_other(reverse("desk:letter", args=[found.id]))
