"""The page of an act: why it is closed, or its form, and what was said handed to the record."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.cases import materials
from huiyin.cases.acts import Refused, perform
from huiyin.gate.offices import at_office
from huiyin.joint.codes import leave
from huiyin.law.frame.facts import PETITIONER
from huiyin.law.frame.verdict import Refusal
from huiyin.law.matter.endings import rating_until
from huiyin.law.terms import Act, Wish
from huiyin.law.words import P
from huiyin.portal.entering.grants import opened
from huiyin.portal.following.matter import THEIR_ACTS, Matter, gather
from huiyin.portal.redirects import UNFIT, see_other
from huiyin.portal.saying.buttons import in_plain_words
from huiyin.portal.saying.filled import application, initial, wished, written
from huiyin.portal.saying.form import SayForm
from huiyin.portal.saying.words import ADVICE, DONE, LABELS, WISH_ADVICE, WISHES
from huiyin.portal.telling.history import asked
from huiyin.typed.wholes import order_of


@require_http_methods(["GET", "POST"])
def say(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """One act: why it is closed, or its form; what was typed stays whatever happens."""
    matter = gather(opened(request, number))
    wanted = Act(act) if act in {each.value for each in THEIR_ACTS} else None
    verdict = matter.openings.get(wanted) if wanted else None
    if wanted is None or verdict is None:
        raise Http404
    if wanted is Act.JOIN:
        return see_other("together", number)
    if request.method == "POST":
        return _said(request, matter, wanted)
    refusal = in_plain_words(matter, verdict) if isinstance(verdict, Refusal) else None
    form = SayForm(initial=initial(matter, wanted) or wished(request, wanted), act=wanted)
    return _page(request, matter, wanted, form, refusal)


def _said(request: HttpRequest, matter: Matter, act: Act) -> HttpResponse:
    form = SayForm(request.POST, request.FILES, act=act, closed=matter.case.report)
    if not form.is_valid():
        return _page(request, matter, act, form, status=UNFIT)
    given: dict[str, Any] = {name: value for name, value in form.cleaned_data.items() if name != "papers" and value}
    kept, refused = materials.store_all(form.cleaned_data.get("papers") or [])
    for phrase in refused:
        form.add_error("papers", _(phrase.text).format(**dict(phrase.args)))
    if refused:
        return _page(request, matter, act, form, status=UNFIT)
    if kept:
        given["files"] = [asdict(file) for file in kept]
    if act is Act.RATE and at_office(request):
        given["at_office"] = True
    if matter.opened.writer is not None:
        given["party"] = matter.opened.writer
    try:
        perform(
            case=matter.case.id, act=act, by=PETITIONER, at=timezone.now(), given=given,
            key=_key(matter, act, request.POST.get("key", "")), seen=_seen(request, act),
        )  # fmt: skip
    except Refused as refused_by_law:
        return _page(request, matter, act, form, refused_by_law.refusal, status=UNFIT)
    done = DONE.get(act)
    messages.success(request, _(done.text) if done else _("记下了。"))
    if act is Act.LEAVE:
        leave(given["party"])
        return see_other("home")
    return see_other("matter", matter.case.number, query=f"said={act.value}")


def _key(matter: Matter, act: Act, typed: str) -> str | None:
    """A key of this matter and act alone, so that nobody reaches another matter's event with a borrowed one."""
    return f"say:{matter.case.id}:{act.value}:{typed[:64]}" if typed else None


def _seen(request: HttpRequest, act: Act) -> int | None:
    """What the person knew; to add something one need not know what has happened since, so that it is never refused."""
    return order_of(request.POST.get("seen")) if act is not Act.SUPPLEMENT else None


def _page(
    request: HttpRequest, matter: Matter, act: Act, form: SayForm, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    wish = form.wish
    label = WISHES[wish][0] if wish else LABELS.get(act, P(act.label))
    context = {
        "matter": matter, "case": matter.case, "act": act, "label": label,
        "advice": WISH_ADVICE[wish] if wish else ADVICE.get(act),
        "form": form, "refusal": refusal, "closed": refusal and status == 200,
        "key": request.POST.get("key") or uuid.uuid4().hex, "seen": matter.case.seq, "today": matter.today,
        "here": "track", **application(matter, act),
        "until": rating_until(matter.facts) if act is Act.RATE else None,
        "at_office": act is Act.RATE and at_office(request),
        "asked": asked(matter) if act is Act.SUPPLEMENT and not wish else None,
        "written": written(request, matter) if wish is Wish.CORRECTION else "",
    }  # fmt: skip
    return render(request, "portal/say.html", context, status=status)
