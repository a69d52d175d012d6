"""Taking a matter out (取走案卷): what there is, what for, and the archive; the journal has it before it is made."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huiyin.cases.acts import Refused
from huiyin.cases.models import Case
from huiyin.cases.parts import part_of
from huiyin.cases.snapshots import load_facts
from huiyin.cases.unmasking import unmask
from huiyin.desk.frame import page
from huiyin.desk.lists.exports import noted
from huiyin.desk.matter.cases import fetch
from huiyin.desk.staff import Desk, staff
from huiyin.desk.taking.contents import MOST, Missing, TooLarge, counted, lay
from huiyin.law.frame.decide import decide
from huiyin.law.frame.verdict import Refusal
from huiyin.law.matter.procedure import MATTER
from huiyin.law.terms import Act
from huiyin.law.words import P, Phrase
from huiyin.vault.opening import Shut
from huiyin.vault.spool import Spool

#: What the list of exports calls it; its number stands in the matter's own journal alone.
CASE = "case"
FOR = "取走案卷：{purpose}"


class TakeForm(forms.Form):
    purpose = forms.CharField(label=_("取走做什么用"), min_length=4, max_length=120)


@staff
@require_http_methods(["GET", "POST"])
def take(request: HttpRequest, desk: Desk, number: str) -> HttpResponseBase:
    """For whoever may see who the petitioner is and reads all of the matter; each taking is a look at that."""
    case = fetch(desk, number)
    if part_of(case, desk.actor, desk.today).closed:
        raise Http404
    verdict = decide(MATTER, Act.UNMASK, load_facts(case.facts), desk.actor, desk.today, desk.world)
    if isinstance(verdict, Refusal):
        return _page(request, desk, case, TakeForm(), verdict.reason, 409)
    form = TakeForm(request.POST or None)
    if not form.is_valid():
        return _page(request, desk, case, form, None, 422 if form.is_bound else 200)
    return _taken(request, desk, case, form)


def _taken(request: HttpRequest, desk: Desk, case: Case, form: TakeForm) -> HttpResponseBase:
    purpose = FOR.format(purpose=form.cleaned_data["purpose"])
    spool = Spool()
    try:
        people = unmask(case, by=desk.actor, at=desk.now, given={"purpose": purpose})
        laid = lay(spool, case, people, desk)
    except (Refused, Shut, Missing, TooLarge) as fault:
        return _page(request, desk, case, form, _why(fault), 409)
    if not case.report:
        noted(desk, CASE, laid.files)
    response = FileResponse(spool, as_attachment=True, filename=f"{case.number}.zip", content_type="application/zip")
    response.headers["Cache-Control"] = "no-store"
    return response


def _why(fault: Exception) -> Phrase:
    match fault:
        case Refused():
            return fault.refusal.reason
        case Missing():
            return P("“{name}”读不出来，所以什么都没有给。请管理员看“运行情况”。", name=str(fault))
        case TooLarge():
            return P("全部材料超过 {mb} MB，一次取不走。请把录像单独存下来。", mb=MOST // 1024**2)
    return P("这里打不开密封的内容。请有本机关密封钥匙的人来取。")


def _page(
    request: HttpRequest, desk: Desk, case: Case, form: TakeForm, refusal: Phrase | None, status: int
) -> HttpResponseBase:
    context: dict[str, Any] = {"case": case, "form": form, "refusal": refusal, "there": counted(case, desk)}
    return page(request, desk, "desk/taking.html", context, status=status)
