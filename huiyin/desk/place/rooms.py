"""What reception rooms say of themselves (接待室的文字): promises and phrases, changed as other local data are."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.desk.frame import page
from huiyin.desk.place.changes import administrator, prepared
from huiyin.desk.place.forms import RoomWords
from huiyin.desk.place.telling import ROOM_PARTS
from huiyin.desk.staff import Desk, staff
from huiyin.people.models import Organ, RoomText, in_force
from huiyin.reception.models import Room
from huiyin.reception.standards import standard_at, texts_of
from huiyin.wording.listed import listed

SHOWN = 60


@staff
@require_safe
def rooms(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The rooms in the administrator's charge."""
    charge = administrator(desk)
    kept = Room.objects.filter(organ__in=charge).values("organ")
    found = Organ.objects.filter(in_force(desk.today), id__in=kept).order_by("code", "id")
    return page(request, desk, "desk/place/rooms.html", {"rows": listed(request, found, SHOWN)}, here="place")


@staff
@require_http_methods(["GET", "POST"])
def room(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """The text of one room as it is today, to be said anew; what it said before stands below."""
    organ = Organ.objects.filter(id=number, id__in=administrator(desk)).first()
    if organ is None or not Room.objects.filter(organ=organ.id).exists():
        raise Http404
    standard, own = standard_at(organ.id, desk.today), texts_of(organ.id, desk.today)
    now = {"promise": standard.promises, "say": standard.say, "never": standard.never}
    first = {"since": desk.today, **{part: "\n".join(lines) for part, lines in now.items()}}
    form = RoomWords(request.POST or None, initial=first)
    if form.is_valid():
        title = gettext("%(organ)s：接待室的文字") % {"organ": organ.short}
        return prepared(desk, title, form.rows(organ, desk.today))
    before = RoomText.objects.filter(organ=organ, until__isnull=False).order_by("-until", "part", "line")
    context = {
        "organ": organ, "form": form, "own": bool(own), "standard": standard,
        "before": listed(request, before, SHOWN).of(lambda some: [(ROOM_PARTS[each.part], each) for each in some]),
    }  # fmt: skip
    return page(request, desk, "desk/place/room.html", context, here="place", status=422 if form.errors else 200)
