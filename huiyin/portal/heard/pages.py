"""The pages of a hearing: the petitioner's, with what they may say; and the notice board for everybody."""

from __future__ import annotations

import uuid
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.law.frame.facts import PETITIONER
from huiyin.law.frame.verdict import Refusal
from huiyin.law.hearing.procedure import HEARING
from huiyin.law.hearing.vocabulary import HearingAct
from huiyin.meeting.hearing_shown import facts_of
from huiyin.meeting.hearings import HEARINGS
from huiyin.meeting.models import Hearing
from huiyin.people.charts import chart_on
from huiyin.portal.entering.grants import opened
from huiyin.portal.following.matter import gather
from huiyin.portal.heard.forms import ADVICE, DONE, FORMS
from huiyin.portal.heard.shown import THEIRS, Heard, announced, hearings, published
from huiyin.portal.redirects import UNFIT, see_other
from huiyin.portal.saying.buttons import now_or_not
from huiyin.record.door import Refused, perform
from huiyin.record.worlds import beijing_day
from huiyin.vault.opening import read_out

#: In whose name the petitioner reads the record back.
THEMSELVES: Final = "信访人本人"


@require_safe
def hearing(request: HttpRequest, number: str) -> HttpResponse:
    """All hearings of a matter, each with all of it."""
    matter = gather(opened(request, number))
    found = hearings(matter)
    if not found:
        raise Http404
    context = {"matter": matter, "case": matter.case, "hearings": found, "today": matter.today, "here": "track"}
    return render(request, "portal/hearing.html", context)


@require_http_methods(["GET", "POST"])
def hearing_say(request: HttpRequest, number: str, hearing: str, act: str) -> HttpResponse:
    """One thing the petitioner says to it; what was typed stays whatever happens."""
    matter = gather(opened(request, number))
    found = next((each for each in hearings(matter) if each.row.number == hearing), None)
    if found is None or not matter.own or act not in {each.value for each in THEIRS}:
        raise Http404
    which = HearingAct(act)
    if request.method != "POST":
        refusal = found.refusal(which)
        return _page(request, found, which, FORMS[which](), refusal, closed=refusal is not None)
    form = FORMS[which](request.POST, closed=found.matter.case.report)
    if not form.is_valid():
        return _page(request, found, which, form, status=UNFIT)
    given = {name: value for name, value in form.cleaned_data.items() if value}
    if which is HearingAct.READ:
        given |= {"reader": THEMSELVES, "petitioner": True}
    typed = request.POST.get("key", "")[:64]
    key = f"hearing:{found.row.id}:{act}:{typed}" if typed else None
    try:
        perform(HEARINGS, record=found.row.id, act=which, by=PETITIONER, at=timezone.now(), given=given, key=key)
    except Refused as refused:
        return _page(request, found, which, form, refused.refusal, status=UNFIT)
    messages.success(request, _(DONE[which].text))
    return see_other("hearing", number)


def _page(
    request: HttpRequest, found: Heard, act: HearingAct, form: Any, refusal: Refusal | None = None, *,
    closed: bool = False, status: int = 200,
) -> HttpResponse:  # fmt: skip
    refusal = now_or_not(HEARING, found.facts.stage, refusal)
    context = {
        "case": found.matter.case, "hearing": found, "label": THEIRS[act], "advice": ADVICE[act], "form": form,
        "refusal": refusal, "closed": closed, "key": request.POST.get("key") or uuid.uuid4().hex,
        "reading": act is HearingAct.READ, "here": "track",
    }  # fmt: skip
    return render(request, "portal/hearing_say.html", context, status=status)


@require_safe
def notice_board(request: HttpRequest) -> HttpResponse:
    """Public hearings to come, and what came of those that are published now; no names."""
    today = beijing_day(timezone.now())
    context = {
        "ahead": [_announced(row) for row in announced(today)],
        "published": [_published(row) for row in published(today) if _begun(row, today)],
        "here": "hearings",
    }
    return render(request, "portal/hearings.html", context)


def _begun(row: Hearing, today: Any) -> bool:
    first = facts_of(row).published_from
    return first is not None and first <= today


def _announced(row: Hearing) -> dict[str, Any]:
    facts = facts_of(row)
    return {"row": row, "hour": facts.hour, "place": facts.place, "organ": _organ(row)}


def _organ(row: Hearing) -> str:
    return chart_on(beijing_day(timezone.now())).organ(row.holder).name


def _published(row: Hearing) -> dict[str, Any]:
    said = read_out(row.events.filter(act=HearingAct.PUBLISH.value).latest("seq").payload)["said"]
    return {"row": row, "organ": _organ(row), "account": said["account"], "until": row.until}
