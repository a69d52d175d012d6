"""The reception room at the desk: kept by its organ, its year in figures, the tablet that asks for a visitor's word."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.frame import page
from huiyin.desk.reception.days import PLANS
from huiyin.desk.staff import Desk, staff
from huiyin.law.reading import overseen_area
from huiyin.law.terms import Rating, Role
from huiyin.law.words import P
from huiyin.people.models import Organ
from huiyin.reception import rooms, words
from huiyin.reception.appraisal import INDICATORS, TICKETS, appraise, tickets_behind
from huiyin.reception.models import Room, Ticket, Word
from huiyin.reception.sealed import unseal
from huiyin.reception.standards import standard_of
from huiyin.typed.wholes import whole
from huiyin.wording.listed import listed

LOOKS: Final = PLANS | {Role.SUPERVISOR}
#: Who reads what visitors wrote: whoever answers for the room, and whoever watches over it; never the window itself.
READS: Final = frozenset({Role.HEAD, Role.SUPERVISOR})
MOST: Final = 40
WHICH: Final = {"did": P("做到的"), "missed": P("没有做到的")}
_DAYS: Final = [(str(day), label) for day, label in enumerate(
    (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日")), 1
)]  # fmt: skip

if TYPE_CHECKING:
    RoomFields = forms.ModelForm[Room]
else:
    RoomFields = forms.ModelForm


class RoomForm(RoomFields):
    """All that everybody reads of a room."""

    weekdays = forms.MultipleChoiceField(label=_("哪几天开"), choices=_DAYS, widget=forms.CheckboxSelectMultiple)
    access = forms.MultipleChoiceField(label=_("方便来访人的地方"), required=False, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Room
        fields = (
            "name", "address", "phone", "way", "windows", "weekdays", "opens", "noon_from", "noon_to", "closes",
            "access", "notice",
        )  # fmt: skip
        labels = {
            "name": _("接待室叫什么"), "address": _("地址"), "phone": _("电话"), "way": _("怎么来"),
            "windows": _("有哪些窗口"), "opens": _("几点开"), "closes": _("几点关"), "noon_from": _("中午几点停"),
            "noon_to": _("下午几点开"), "notice": _("临时通知"),
        }  # fmt: skip
        help_texts = {
            "way": _("比如：坐3路车到人民广场，走50米。"),
            "windows": _("一行写一个，比如：1号窗口。叫号时选。"),
            "notice": _("停电、搬家、换地方时写，群众最先看到。"),
        }
        widgets = {
            "windows": forms.Textarea(attrs={"rows": 3}),
            **{
                name: forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
                for name in ("opens", "closes", "noon_from", "noon_to")
            },
        }

    def __init__(self, *args: Any, year: int, **options: Any) -> None:
        super().__init__(*args, **options)
        access = standard_of(year).access.items()
        self.fields["access"].choices = [(key, gettext(words)) for key, words in access]  # type: ignore[attr-defined]
        self.initial["weekdays"] = list(self.instance.weekdays)
        self.initial["access"] = self.instance.access.split(",")

    def clean_weekdays(self) -> str:
        return "".join(self.cleaned_data["weekdays"])

    def clean_access(self) -> str:
        return ",".join(self.cleaned_data["access"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("opens") and said.get("closes") and said["closes"] <= said["opens"]:
            self.add_error("closes", _("关门要晚于开门。"))
        if bool(said.get("noon_from")) is not bool(said.get("noon_to")):
            self.add_error("noon_to", _("中午停和下午开要一起写。"))
        return said


@staff
@require_http_methods(["GET", "POST"])
def room(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What everybody reads of our room; saving publishes."""
    if not desk.actor.roles & PLANS:
        raise PermissionDenied
    row = rooms.room_of(desk.organ.id) or Room(organ=desk.organ.id, name=f"{desk.organ.short}接待室")
    form = RoomForm(request.POST or None, instance=row, year=desk.today.year)
    if form.is_valid():
        rooms.keep(form.save(commit=False), by=desk.person.id)
        messages.success(request, gettext("已经公布，群众在网上看得到。"))
        return see_other(reverse("desk:room"))
    organ = Organ.objects.filter(id=desk.organ.id).first()
    context = {
        "form": form,
        "row": row,
        "key": organ.key if organ else "",
        "known": Room.objects.filter(id=row.id).exists(),
    }
    return page(request, desk, "desk/room.html", context, here="rooms", status=422 if form.is_bound else 200)


@staff
@require_safe
def room_years(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The rooms of the area, in the order of their places and of nothing else."""
    if not desk.actor.roles & LOOKS:
        raise PermissionDenied
    found = listed(request, _near(desk), MOST)
    return page(
        request, desk, "desk/rooms.html", {"rows": found, "plans": bool(desk.actor.roles & PLANS)}, here="rooms"
    )


def _near(desk: Desk) -> list[tuple[Organ, Room]]:
    area = overseen_area(desk.actor, desk.world.chart)
    here = {"code__startswith": area} if area else {"id": desk.organ.id}
    organs = {organ.id: organ for organ in Organ.objects.filter(**here)}
    found = rooms.rooms(organs)
    return sorted(((organs[room.organ], room) for room in found), key=lambda pair: (pair[0].code, pair[0].id))


@staff
@require_safe
def room_year(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """One room's year: each figure with how many of how many, and what visitors wrote."""
    organ, row = _looked_at(desk, key)
    year = _year(request, desk)
    context = {
        "organ": organ,
        "room": row,
        "each": appraise(organ.id, year),
        "years": [year - 1, year + 1] if year < desk.today.year else [year - 1],
        "texts": _texts(desk, row.organ, year) if desk.actor.roles & READS else [],
    }
    return page(request, desk, "desk/room_year.html", context, here="rooms")


def _looked_at(desk: Desk, key: str) -> tuple[Organ, Room]:
    """The room of the organ with this handle; 404 for one that is not theirs to look at."""
    if not desk.actor.roles & LOOKS:
        raise PermissionDenied
    pair = next((each for each in _near(desk) if each[0].key == key), None)
    if pair is None:
        raise Http404
    return pair


def _year(request: HttpRequest, desk: Desk) -> int:
    return whole(request.GET.get("year"), 2020, desk.today.year) or desk.today.year


@staff
@require_safe
def room_behind(request: HttpRequest, desk: Desk, key: str, figure: str, which: str) -> HttpResponse:
    """The tickets behind a figure: which day, what for, how long they waited. No name, and no matter either: a ticket
    whose matter somebody may not read would tell them of a report."""
    organ, row = _looked_at(desk, key)
    if figure not in TICKETS or which not in WHICH:
        raise Http404
    year = _year(request, desk)
    tickets = listed(request, tickets_behind(organ.id, year, figure, which == "did"), MOST)
    context = {
        "organ": organ,
        "room": row,
        "year": year,
        "label": INDICATORS[figure][0],
        "which": WHICH[which],
        "rows": tickets.of(lambda some: [{"ticket": each, "waited": _waited(each)} for each in some]),
    }
    return page(request, desk, "desk/room_behind.html", context, here="rooms")


def _waited(ticket: Ticket) -> int | None:
    """Whole minutes from arriving to being called."""
    return None if ticket.called_at is None else int((ticket.called_at - ticket.arrived_at).total_seconds() // 60)


def _texts(desk: Desk, organ: int, year: int) -> list[str]:
    """What visitors wrote of late, in no order from which a day could be read."""
    rows = Word.objects.filter(organ=organ, day__year=year, text__isnull=False).order_by("-id")[:MOST]
    texts = [unseal(row, "text") for row in rows]
    Random(organ + desk.today.toordinal()).shuffle(texts)
    return texts


@staff
@require_http_methods(["GET", "POST"])
def tablet(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A tablet at the window: three large answers, for whoever sits there or has just got up."""
    if not desk.takes_in:
        raise PermissionDenied
    window = request.GET.get("window", "")[:20]
    ticket = words.at_window(desk.organ.id, window, desk.now)
    said = request.POST.get("rating", "")
    thanked = False
    if request.method == "POST" and ticket is not None and said in list(Rating):
        thanked = words.say(ticket, Rating(said), at=desk.now)
        ticket = None
    found = rooms.room_of(desk.organ.id)
    context = {
        "ticket": ticket,
        "ratings": Rating,
        "thanked": thanked,
        "window": window,
        "windows": found.windows.split("\n") if found else [],
        "organ": desk.organ,
    }
    part = "HX-Request" in request.headers
    return render(request, "desk/_tablet.html" if part else "desk/tablet.html", context)
