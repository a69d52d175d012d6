"""Leaders' reception days (领导接访日), for everybody to see; a place is taken with number and code, or without.

An appointment is no petition: it starts no clock and stands in no journal. The page says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.cases.asked import with_code
from huiyin.law.words import P, Phrase
from huiyin.people.fields import Line
from huiyin.people.models import Organ
from huiyin.portal.entering import grants, throttle
from huiyin.portal.fields import OpenWords, Phone, Sentence
from huiyin.portal.redirects import TOO_OFTEN, UNFIT, see_other
from huiyin.reception.days import (
    Made,
    NoPlace,
    Wish,
    ahead,
    book,
    closed_because,
    passed,
    published,
    with_taken,
    withdraw,
)
from huiyin.reception.models import ReceptionDay
from huiyin.record.worlds import beijing_day
from huiyin.typed.petitions import number_of
from huiyin.typed.phones import normal_phone
from huiyin.typed.wholes import place_of

_SESSION: Final = "reception_made"
_WHY: Final = {
    NoPlace.FULL: P("号已经约满了。没有预约的也可以当天来，排在预约的人后面。"),
    NoPlace.OVER: P("这次接访已经结束。"),
    NoPlace.CANCELLED: P("这次接访取消了。"),
    NoPlace.TWICE: P("您已经约过这一次了，不用再约。"),
}


_OFTEN: Final = P("同一个电话或者同一个编号，一天最多约{n}次。明天再约，或者打电话问。", n=throttle.BOOKING.most)


@dataclass(frozen=True, slots=True)
class Shown:
    """A day as the public sees it; ``closed`` says why nobody can sign up."""

    day: ReceptionDay
    left: int
    closed: Phrase | None
    when: Phrase


class BookingForm(OpenWords):
    """Name and telephone; whoever gives number and query code need not."""

    name = Line(label=_("您的姓名"), most=40, error_messages={"required": _("请写姓名，或者填编号和查询码。")})
    phone = Phone(
        label=_("电话"),
        most=40,
        help_text=_("时间有变，我们打这个电话。"),
        error_messages={"required": _("请留一个电话。")},
    )
    about = Sentence(
        label=_("想说什么事（一句话）"),
        required=False,
        most=100,
        help_text=_("接访的单位看得到。检举控告不要写在这里，请从“提出信访”写。"),
    )
    number = Line(label=_("编号"), required=False, most=40)
    code = Line(label=_("查询码"), required=False, most=20)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("number", "code"):
            self.fields[name].widget.attrs |= {"autocomplete": "off", "data-private": ""}
        self.with_number = any(self.data.get(name, "").strip() for name in ("number", "code"))
        for name in ("name", "phone"):
            self.fields[name].required = not self.with_number


@require_safe
def reception_days(request: HttpRequest) -> HttpResponse:
    """The schedule of all organs, the next day first."""
    now = timezone.now()
    days = [_shown(each, now) for each in published(beijing_day(now))]
    gone = list(passed(beijing_day(now)).order_by("-on", "-begins", "-id"))
    organs = _organs({each.day.organ for each in days} | {each.organ for each in gone})
    chosen = request.GET.get("organ", "")
    kept = [each for each in days if not chosen or str(each.day.organ) == chosen]
    context = {
        "days": kept,
        "gone": [each for each in gone if not chosen or str(each.organ) == chosen],
        "organs": organs,
        "chosen": chosen,
        "today": beijing_day(now),
    }
    return render(request, "portal/reception_days.html", context)


def _shown(day: Any, now: datetime) -> Shown:
    why = closed_because(day, day.taken, now)
    return Shown(day, max(0, day.seats - day.taken), _WHY[why] if why else None, ahead(day.on, beijing_day(now)))


def _organs(ids: set[int]) -> dict[int, Organ]:
    return {organ.id: organ for organ in Organ.objects.filter(id__in=ids).order_by("code", "id")}


@require_http_methods(["GET", "POST"])
def reception_day(request: HttpRequest, day: int) -> HttpResponse:
    """One day: all about it, signing up, and giving the place back."""
    now = timezone.now()
    row = with_taken(ReceptionDay.objects.filter(id=day, published_at__isnull=False)).first()
    if row is None:
        raise Http404
    if request.method != "POST":
        made = request.session.pop(_SESSION, None)
        return _page(request, row, now, BookingForm(), made=made if made and made["day"] == day else None)
    if minutes := throttle.wait_minutes(_guess(request, day), now):
        return _page(request, row, now, BookingForm(request.POST), TOO_OFTEN, wait=minutes)
    if "withdraw" in request.POST:
        return _withdrawn(request, row, now)
    return _booked(request, row, now)


def _guess(request: HttpRequest, day: int) -> throttle.Guess:
    return throttle.Guess(throttle.address_of(request), f"reception:{day}")


def _booked(request: HttpRequest, day: ReceptionDay, now: datetime) -> HttpResponse:
    form = BookingForm(request.POST)
    if not form.is_valid():
        return _page(request, day, now, form, UNFIT)
    # Counted whether it fits or not: nobody takes all places, and nobody tries out codes here.
    throttle.count_failure(_guess(request, day.id), now)
    about = _about(request, form.cleaned_data)
    if about and (minutes := throttle.wait_minutes(about, now)):
        return _page(request, day, now, form, TOO_OFTEN, wait=minutes)
    wish = _wish(form.cleaned_data)
    if wish is None:
        assert about is not None  # only number and code can fail to fit
        throttle.count_failure(about, now)
        form.add_error("code", _("编号和查询码对不上，请照回执核对。"))
        return _page(request, day, now, form, UNFIT)
    if throttle.taken(throttle.BOOKING, _who(wish), now) > throttle.BOOKING.most:
        return _page(request, day, now, form, TOO_OFTEN, refused=_OFTEN)
    made = book(day.id, wish, at=now)
    if not isinstance(made, Made):
        return _page(request, day, now, form, UNFIT, refused=_WHY[made])
    request.session[_SESSION] = {"day": day.id, "number": made.appointment.number, "code": made.code}
    return see_other("reception-day", day.id)


def _about(request: HttpRequest, given: dict[str, Any]) -> throttle.Guess | None:
    """Trying out codes of a matter counts together with the tries on its own page, whatever day it is done on."""
    if not (given["number"] or given["code"]):
        return None
    return throttle.Guess(throttle.address_of(request), number_of(given["number"]))


def _who(wish: Wish) -> str:
    """By what a person takes places: their matter, or their telephone number."""
    return f"matter {wish.case}" if wish.case else f"phone {normal_phone(wish.phone)}"


def _wish(given: dict[str, Any]) -> Wish | None:
    """Who comes and what about; nothing when number and code do not fit."""
    if not (given["number"] or given["code"]):
        return Wish(given["name"], given["phone"], given["about"])
    case = with_code(given["number"], given["code"])
    if case is None:
        return None
    return Wish(given["name"], given["phone"], given["about"], grants.final(case).id)


def _withdrawn(request: HttpRequest, day: ReceptionDay, now: datetime) -> HttpResponse:
    typed = {name: request.POST.get(name, "")[:20] for name in ("place", "place_code")}
    number = place_of(typed["place"], 99_999) or 0
    if withdraw(day.id, number, typed["place_code"], at=now):
        return see_other("reception-day", day.id, query="gone=1")
    throttle.count_failure(_guess(request, day.id), now)
    return _page(request, day, now, BookingForm(), UNFIT, unfit=True, typed=typed)


def _page(
    request: HttpRequest, day: ReceptionDay, now: datetime, form: BookingForm, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "shown": _shown(day, now),
        "organ": Organ.objects.get(id=day.organ),
        "form": form,
        "today": beijing_day(now),
        "gone": "gone" in request.GET,
        **more,
    }
    response = render(request, "portal/reception_day.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
