"""The person's own word on one promise, and what the organ handed in to show that it was kept."""

from __future__ import annotations

import uuid
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.cases.materials import open_material
from huiyin.law.frame.decide import decide
from huiyin.law.frame.facts import PETITIONER
from huiyin.law.frame.verdict import Refusal
from huiyin.law.undertaking.procedure import UNDERTAKING
from huiyin.law.undertaking.vocabulary import UndertakingAct
from huiyin.law.words import P
from huiyin.oversight.models import Undertaking
from huiyin.oversight.undertakings import UNDERTAKINGS
from huiyin.people.fields import Words
from huiyin.portal.entering.grants import opened
from huiyin.portal.fields import OpenWords
from huiyin.portal.following.matter import Matter, gather
from huiyin.portal.promised.listing import EVIDENCED, SAYINGS, Promise, promises
from huiyin.portal.redirects import UNFIT, see_other
from huiyin.portal.saying.buttons import now_or_not
from huiyin.record.door import Refused, perform
from huiyin.record.snapshots import facts_from
from huiyin.typed.wholes import order_of

A = UndertakingAct
_ADVICE: Final = {
    A.CONFIRM: P("请您看过现场、拿到东西，再确认。确认以后发现问题，仍然可以说没有落实。"),
    A.DENY: P("请说说哪里没有落实。办理单位要接着落实，督办的人看得到您说的。"),
}
_DONE: Final = {
    A.CONFIRM: P("记下了：您确认已经落实。"),
    A.DENY: P("记下了：您说还没有落实。单位要接着落实，信访部门看得到。"),
}
#: What the form asks, by the name of the field in the law.
_FIELD: Final = {
    A.CONFIRM: ("note", gettext_lazy("想说的话"), False),
    A.DENY: ("reason", gettext_lazy("哪里没有落实"), True),
}


class WordForm(OpenWords):
    """What the person says of the promise."""

    def __init__(self, *args: Any, act: UndertakingAct, **options: Any) -> None:
        super().__init__(*args, **options)
        name, label, required = _FIELD[act]
        self.fields[name] = Words(label=label, required=required, widget=forms.Textarea(attrs={"rows": 5}))


@require_http_methods(["GET", "POST"])
def word(request: HttpRequest, number: str, promise: str, act: str) -> HttpResponse:
    """Whether it is so: the form, or why it cannot be said now; what was typed stays."""
    matter = gather(opened(request, number))
    said = next((each for each in SAYINGS if each.value == act), None)
    shown = next((each for each in promises(matter) if each.number == promise), None)
    if said is None or shown is None or not matter.own:
        raise Http404
    row = Undertaking.objects.get(number=promise, matter=matter.case.id)
    if request.method != "POST":
        return _page(request, matter, row, shown, said, WordForm(act=said), _refusal(matter, row, said))
    form = WordForm(request.POST, act=said, closed=matter.case.report)
    if not form.is_valid():
        return _page(request, matter, row, shown, said, form, status=UNFIT)
    given: dict[str, Any] = {name: value for name, value in form.cleaned_data.items() if value}
    if matter.opened.writer is not None:
        given["party"] = matter.opened.writer
    key, seen = request.POST.get("key", ""), order_of(request.POST.get("seen"))
    key = f"promise:{row.id}:{said.value}:{key[:64]}" if key else ""
    try:
        perform(
            UNDERTAKINGS, record=row.id, act=said, by=PETITIONER, at=timezone.now(), given=given, key=key or None,
            seen=seen,
        )  # fmt: skip
    except Refused as refused:
        return _page(request, matter, row, shown, said, form, refused.refusal, status=UNFIT)
    messages.success(request, _(_DONE[said].text))
    return see_other("matter", matter.case.number, query=f"said={said.value}-{row.number}")


def _refusal(matter: Matter, row: Undertaking, act: UndertakingAct) -> Refusal | None:
    verdict = decide(UNDERTAKING, act, facts_from(UNDERTAKING, row.facts), PETITIONER, matter.today, matter.world)
    return verdict if isinstance(verdict, Refusal) else None


def _page(
    request: HttpRequest, matter: Matter, row: Undertaking, promise: Promise, act: UndertakingAct, form: WordForm,
    refusal: Refusal | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    refusal = now_or_not(UNDERTAKING, facts_from(UNDERTAKING, row.facts).stage, refusal)
    context = {
        "matter": matter, "case": matter.case, "act": act, "label": SAYINGS[act], "advice": _ADVICE[act],
        "form": form, "refusal": refusal, "closed": refusal is not None and status == 200, "promise": promise,
        "key": request.POST.get("key") or uuid.uuid4().hex, "seen": row.seq, "here": "track", "today": matter.today,
    }  # fmt: skip
    return render(request, "portal/promise_word.html", context, status=status)


@require_safe
def evidence(request: HttpRequest, number: str, seq: int, place: int) -> HttpResponseBase:
    """A photo, slip or paper with which the organ shows that a promise was kept; always a download, never run."""
    matter = gather(opened(request, number))
    told = next((each for each in matter.told if each.event.seq == seq and each.act in EVIDENCED), None)
    if told is None or not matter.told_all or matter.closed(seq) or seq in matter.untold:
        raise Http404
    files = list(told.said.get("files") or ())
    if place >= len(files):
        raise Http404
    file = files[place]
    try:
        response = FileResponse(
            open_material(file["sha256"]), as_attachment=True, filename=file["name"], content_type=file["media_type"]
        )
    except FileNotFoundError:
        raise Http404(_("这份材料的文件不见了，请告诉我们。")) from None
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
