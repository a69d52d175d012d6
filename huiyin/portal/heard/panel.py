"""A member of a panel without an account (听证员): the sheet of one hearing, their own recusal, the record and a word.

Number and code from the slip open it for this one answer; nothing is remembered of whoever looked. Once the hearing is
over, or its member withdrew, the same slip opens nothing.
"""

from __future__ import annotations

import uuid
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huiyin.law.frame.decide import decide
from huiyin.law.frame.facts import PANELIST
from huiyin.law.frame.verdict import Decision
from huiyin.law.hearing.facts import Objection
from huiyin.law.hearing.procedure import HEARING
from huiyin.law.hearing.vocabulary import HearingAct, HearingStage
from huiyin.meeting.hearing_shown import panel_in_words, spoken
from huiyin.meeting.hearings import HEARINGS
from huiyin.meeting.slips import Seat, seat_with
from huiyin.people.charts import chart_on
from huiyin.people.fields import Words
from huiyin.portal.entering import throttle
from huiyin.portal.heard.forms import READ_HERE
from huiyin.portal.redirects import TOO_OFTEN, UNFIT
from huiyin.record.door import Refused, perform
from huiyin.record.worlds import beijing_day, world_on

A = HearingAct
#: While the record is read back, and after, what was said is shown; before, nobody has said anything yet.
_SPOKEN: Final = frozenset({HearingStage.SITTING, HearingStage.READING})


class Declare(forms.Form):
    """Why they would rather not sit there."""

    reason = Words(label=_("您和这件事、和哪一方有什么关系"), widget=forms.Textarea(attrs={"rows": 3}))


class Sign(forms.Form):
    """What they say to the record, and what they think."""

    remarks = Words(label=_("要更正什么"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    opinion = Words(label=_("您的评议意见"), required=False, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = [(term.value, _(term.label)) for term in READ_HERE]
        field = forms.ChoiceField(label=_("笔录写得对不对"), choices=chosen, widget=forms.RadioSelect)
        self.fields = {"reading": field, **self.fields}


FORMS: Final[dict[A, type[forms.Form]]] = {A.SIGN: Sign, A.DECLARE: Declare}


@require_http_methods(["GET", "POST"])
def panel(request: HttpRequest) -> HttpResponse:
    """The slip's two words, then the sheet and whatever its member may do now."""
    if request.method != "POST":
        return _answer(request, {"typed": {}})
    now = timezone.now()
    typed = {name: request.POST.get(name, "")[:40] for name in ("number", "code")}
    guess = throttle.Guess(throttle.address_of(request), f"panel:{typed['number'][:20]}")
    if minutes := throttle.wait_minutes(guess, now):
        return _answer(request, {"typed": typed, "wait": minutes}, TOO_OFTEN)
    seat = seat_with(typed["number"], typed["code"])
    if seat is None:
        throttle.count_failure(guess, now)
        return _answer(request, {"typed": typed, "wrong": True}, UNFIT)
    said = _say(request, seat)
    # What was done may have ended the seat: then the slip opens nothing more, and the page says so.
    seat = seat_with(typed["number"], typed["code"]) or seat
    return _answer(request, {"typed": typed, **_shown(seat, said), **said}, UNFIT if "failed" in said else 200)


def _answer(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    response = render(request, "portal/panel.html", {**context, "here": "hearings"}, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _say(request: HttpRequest, seat: Seat) -> dict[str, Any]:
    """What the member says, if they said anything; the form comes back where it was not taken."""
    act = next((each for each in FORMS if each.value == request.POST.get("act")), None)
    if act is None:
        return {}
    form = FORMS[act](request.POST)
    if not form.is_valid():
        return {"failed": act, "form": form}
    given = {name: value for name, value in form.cleaned_data.items() if value}
    typed = request.POST.get("key", "")[:64]
    key = f"panel:{seat.row.id}:{seat.member.listed}:{act.value}:{typed}" if typed else None
    try:
        perform(
            HEARINGS, record=seat.row.id, act=act, by=PANELIST, at=timezone.now(),
            given={**given, "member": seat.member.name}, key=key,
        )  # fmt: skip
    except Refused as refused:
        return {"failed": act, "form": form, "refusal": refused.refusal}
    return {"done": act}


def _shown(seat: Seat, said: dict[str, Any]) -> dict[str, Any]:
    today = beijing_day(timezone.now())
    mine = [each for each in seat.facts.objections if each.own and each.whom == seat.member.name]
    return {
        "seat": seat,
        "stage": HearingStage(seat.facts.stage),
        "organ": chart_on(today).organ(seat.facts.holder).name,
        "table": panel_in_words(seat.facts),
        "spoken": spoken(seat.row.journal()) if seat.facts.stage in _SPOKEN else [],
        "mine": mine,
        "key": uuid.uuid4().hex,
        "signed": seat.member.name in seat.facts.signed,
        "acts": [(act, _form(act, said)) for act in FORMS if _open(seat, act, mine, today)],
    }


def _form(act: A, said: dict[str, Any]) -> forms.Form:
    form: forms.Form = said["form"] if said.get("failed") is act else FORMS[act]()
    return form


def _open(seat: Seat, act: A, mine: list[Objection], today: Any) -> bool:
    if act is A.DECLARE and any(each.ruling is None for each in mine):
        return False
    return isinstance(decide(HEARING, act, seat.facts, PANELIST, today, world_on(today)), Decision)
