"""Leaders' reception days (领导接访) at the desk: planning them, the day itself, and what leaders answer for (包案)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huiyin.cases.models import Case
from huiyin.cases.queries import of_these
from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.frame import page
from huiyin.desk.links import link
from huiyin.desk.matter import charged
from huiyin.desk.reception import on_the_day
from huiyin.desk.staff import Desk, staff
from huiyin.law.beside import Manner
from huiyin.law.terms import Role
from huiyin.law.words import Phrase
from huiyin.people.posts import people_of
from huiyin.reception import days
from huiyin.reception.charges import CHARGES
from huiyin.reception.models import Appointment, Charge, ReceptionDay, Visit
from huiyin.reception.sealed import unseal
from huiyin.record.reading import visible_to
from huiyin.record.worlds import BEIJING
from huiyin.vault.masks import mask_name, mask_phone
from huiyin.wording.listed import listed

PLANS = frozenset({Role.HEAD, Role.DISPATCHER, Role.RECEPTION})
MOST = 120

if TYPE_CHECKING:
    DayFields = forms.ModelForm[ReceptionDay]
else:
    DayFields = forms.ModelForm


class DayForm(DayFields):
    """One day of one leader. ``leader`` is chosen among the heads here and above, or only named."""

    class Meta:
        model = ReceptionDay
        fields = ("leader_name", "post", "manner", "on", "begins", "ends", "place", "topic", "seats", "cancelled")
        labels = {
            "leader_name": _("谁接待"),
            "post": _("职务"),
            "manner": _("方式"),
            "on": _("哪天"),
            "begins": _("几点开始"),
            "ends": _("几点结束"),
            "place": _("地点"),
            "topic": _("主题"),
            "seats": _("可以预约几个"),
            "cancelled": _("取消的原因"),
        }
        help_texts = {
            "topic": _("不限主题就空着。"),
            "cancelled": _("要取消才写；群众在网上看得到。"),
        }
        widgets = {
            "leader_name": forms.TextInput(attrs={"list": "l-leaders", "autocomplete": "off"}),
            "on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "begins": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "ends": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        for name in ("seats",):
            self.fields[name].widget.attrs |= {"min": 0, "max": 200}

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < self.today and "on" in self.changed_data:
            raise forms.ValidationError(_("这一天已经过了，请选今天或以后。"))
        return on

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("begins") and said.get("ends") and said["ends"] <= said["begins"]:
            self.add_error("ends", _("结束要晚于开始。"))
        if said.get("seats") is not None and not 0 <= said["seats"] <= 200:
            self.add_error("seats", _("请写 0 到 200 之间的数。"))
        return said


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who signed up, masked; ``matter`` only if the reader may read it, ``arrange`` while no visit is."""

    row: Appointment
    name: str
    phone: str
    about: str
    matter: Case | None
    arrange: str = ""


@staff
@require_http_methods(["GET"])
def reception_days(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What is planned here, my own days, and the matters I answer for."""
    here = days.with_taken(ReceptionDay.objects.filter(organ=desk.organ.id, on__gte=desk.today))
    past = days.with_taken(days.passed(desk.today).filter(organ=desk.organ.id))
    mine = days.with_taken(ReceptionDay.objects.filter(leader=desk.person.id, on__gte=desk.today))
    kept = listed(request, _charges(desk), MOST, "taken").of(lambda rows: charged.with_matters(rows, desk))
    context = {
        "days": _in_order(here, desk.today),
        "past": _in_order(past, desk.today)[::-1],
        "mine": _in_order(mine, desk.today),
        "running": [each for each in kept if each.open],
        "ended": [each for each in kept if not each.open],
        "kept": kept,
        "plans": _plans(desk),
    }
    return page(request, desk, "desk/reception_days.html", context, here="reception-days")


def _in_order(rows: QuerySet[ReceptionDay], today: date) -> list[tuple[ReceptionDay, Phrase]]:
    return [(row, days.ahead(row.on, today)) for row in rows.order_by("on", "begins", "id")]


def _plans(desk: Desk) -> bool:
    return bool(desk.actor.roles & PLANS)


def _charges(desk: Desk) -> QuerySet[Charge]:
    """Those that I answer for and may read, what still runs first."""
    mine = visible_to(CHARGES, desk.actor, desk.today).filter(leader=desk.person.id)
    return mine.order_by(F("closed_on").desc(nulls_first=True), "until", "-id")


@staff
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, desk: Desk, day: int | None = None) -> HttpResponse:
    """Plan a day or change it. Saving publishes; the public sees it at once."""
    if not _plans(desk):
        raise PermissionDenied
    row = _own(desk, day) if day else ReceptionDay(organ=desk.organ.id, place=desk.organ.short)
    form = DayForm(request.POST or None, instance=row, today=desk.today, initial=_usual(row))
    leaders = _leaders(desk)
    if form.is_valid():
        form.instance.leader = leaders.get(form.cleaned_data["leader_name"].strip())
        days.publish(form.save(commit=False), by=desk.person.id, at=desk.now)
        messages.success(request, gettext("已经公布，群众在网上看得到。"))
        return see_other(reverse("desk:reception-day", args=[form.instance.id]))
    context = {"form": form, "new": day is None, "leaders": leaders, "row": row}
    return page(
        request, desk, "desk/reception_plan.html", context, here="reception-days", status=422 if form.is_bound else 200
    )


def _usual(row: ReceptionDay) -> dict[str, str]:
    return {} if row.begins else {"begins": "09:00", "ends": "11:30"}


def _leaders(desk: Desk) -> dict[str, int]:
    """Heads of this organ and of those above it, by name; of two with one name neither."""
    chart = desk.world.chart
    organs = [desk.organ.id, *sorted(chart.ancestors(desk.organ.id))]
    found = [member for organ in organs for member in people_of(organ, on=desk.today) if Role.HEAD in member.roles]
    people = {member.person: member.name for member in found}
    names = list(people.values())
    return {name: person for person, name in people.items() if names.count(name) == 1}


def _own(desk: Desk, day: int) -> ReceptionDay:
    row = ReceptionDay.objects.filter(id=day, organ=desk.organ.id).first()
    if row is None:
        raise Http404
    return row


def opened(desk: Desk, day: int) -> ReceptionDay:
    """The day, for those who keep it and for its leader."""
    row = ReceptionDay.objects.filter(id=day).first()
    if row is None or not (row.leader == desk.person.id or (row.organ == desk.organ.id and _plans(desk))):
        raise Http404
    return row


@staff
@require_http_methods(["GET", "POST"])
def reception_day(request: HttpRequest, desk: Desk, day: int) -> HttpResponse:
    """The day itself: who signed up, who has come, and what the leader took on that day."""
    row = opened(desk, day)
    if request.method == "POST":
        if _plans(desk) and row.on <= desk.today and on_the_day.said(request, desk, row):
            return see_other(request.path)
        if "arrived" in request.POST:
            _arrived(request, desk, row)
            return see_other(request.path)
        raise Http404
    met = on_the_day.visits(desk, row)
    context = {
        "day": row,
        "guests": _guests(desk, row, met),
        "visits": list(on_the_day.lines(met, desk)),
        "has_come": row.on <= desk.today,
        "taken": list(charged.with_matters(_taken_then(desk, row), desk)),
        "receives": row.on == desk.today and desk.takes_in and row.organ == desk.organ.id,
        "takes_on": _to_take_on(row) if row.leader is not None else "",
        "plans": _plans(desk) and row.organ == desk.organ.id,
        "manner": gettext(Manner(row.manner).label),
        "when": days.ahead(row.on, desk.today),
    }
    return page(request, desk, "desk/reception_day.html", context, here="reception-days")


def _taken_then(desk: Desk, day: ReceptionDay) -> QuerySet[Charge]:
    """What the leader took on that day, as far as the reader may read it."""
    begins = datetime.combine(day.on, time(), BEIJING)
    found = visible_to(CHARGES, desk.actor, desk.today).filter(leader=day.leader or 0)
    return found.filter(lodged_at__gte=begins, lodged_at__lt=begins + timedelta(days=1)).order_by("id")


def _to_take_on(day: ReceptionDay) -> str:
    """The form with which it is written down that the leader takes on a matter."""
    return f"{link('record-new', CHARGES.key)}?{urlencode({'leader': day.leader_name, 'post': day.post})}"


def _guests(desk: Desk, day: ReceptionDay, met: Mapping[int, Visit]) -> list[Guest]:
    rows = days.appointments(day)
    matters = of_these(desk.actor, desk.today, [row.case for row in rows if row.case])
    return [
        Guest(
            row,
            mask_name(unseal(row, "name")),
            mask_phone(unseal(row, "phone")),
            unseal(row, "about"),
            (matter := matters.get(row.case or 0)),
            on_the_day.to_arrange(day, matter) if matter and matter.id not in met and not day.cancelled else "",
        )
        for row in rows
    ]


def _arrived(request: HttpRequest, desk: Desk, day: ReceptionDay) -> None:
    """A ticket in the leader's line for somebody who signed up."""
    if day.on != desk.today or day.organ != desk.organ.id or not desk.takes_in:
        raise PermissionDenied
    chosen = request.POST["arrived"]
    row = next((each for each in days.appointments(day) if str(each.id) == chosen), None)
    if row is None:
        raise Http404
    ticket = days.arrive(row, at=desk.now)
    if ticket:
        messages.success(request, gettext("%(ticket)s 号。请告诉来访人，等大屏叫号。") % {"ticket": ticket})
    else:
        messages.warning(request, gettext("这位已经取过号了。"))
