"""The person's own word on what lasts beside their matter: a leader's charge is not kept, a condition has changed."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from huiyin.law.charge.vocabulary import ChargeAct
from huiyin.law.frame.decide import decide
from huiyin.law.frame.facts import PETITIONER
from huiyin.law.frame.verdict import Refusal
from huiyin.law.notyet.vocabulary import NotYetAct
from huiyin.law.words import P, Phrase
from huiyin.oversight.notyet import NOTYETS
from huiyin.people.fields import Words
from huiyin.portal.entering.grants import opened
from huiyin.portal.fields import OpenWords
from huiyin.portal.following.lasting import answering, awaiting
from huiyin.portal.following.matter import Matter, gather
from huiyin.portal.redirects import UNFIT, see_other
from huiyin.portal.saying.buttons import now_or_not
from huiyin.reception.charges import CHARGES
from huiyin.record.door import Refused, perform
from huiyin.record.kinds import Kind
from huiyin.record.snapshots import facts_from
from huiyin.typed.wholes import order_of


@dataclass(frozen=True, slots=True)
class Saying:
    """What may be said of a kind of record: the act, what the page says, what the form asks, what is said after."""

    kind: Kind
    act: Any
    label: Phrase
    advice: Phrase
    asked: Any
    done: Phrase


SAYINGS: Final[Mapping[str, Saying]] = {
    "charge": Saying(
        CHARGES, ChargeAct.DENY, P("包案没有兑现"),
        P("请说说哪里没有兑现。包案的领导要答复您，上级督查的人也看得到您说的。您的事照常办，期限也不变。"),
        gettext_lazy("哪里没有兑现"), P("记下了：您说包案没有兑现。包案的领导要答复您，督查的人已经收到。"),
    ),
    "condition": Saying(
        NOTYETS, NotYetAct.SAY, P("条件已经变了"),
        P("请说说什么变了，从哪里知道的。看着这件事的单位要在期限以内去看，看了答复您。您原来的权利和期限都不变。"),
        gettext_lazy("什么变了"), P("记下了：您说条件已经变了。看着这件事的单位去看了就答复您。"),
    ),
}  # fmt: skip


class WordForm(OpenWords):
    """What the person says of it."""

    def __init__(self, *args: Any, label: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["word"] = Words(label=label, widget=forms.Textarea(attrs={"rows": 5}))


@require_http_methods(["GET", "POST"])
def word(request: HttpRequest, number: str, what: str, record: str) -> HttpResponse:
    """The form, or why it cannot be said now; what was typed stays."""
    matter, saying = gather(opened(request, number)), SAYINGS.get(what)
    if saying is None or not matter.own or record not in set(_shown(matter, what)):
        raise Http404
    row = saying.kind.model.objects.get(number=record, matter=matter.case.id)
    if request.method != "POST":
        return _page(request, matter, row, saying, WordForm(label=saying.asked), _refusal(matter, row, saying))
    form = WordForm(request.POST, label=saying.asked, closed=matter.case.report)
    if not form.is_valid():
        return _page(request, matter, row, saying, form, status=UNFIT)
    given: dict[str, Any] = {"word": form.cleaned_data["word"]}
    if matter.opened.writer is not None:
        given["party"] = matter.opened.writer
    key, seen = request.POST.get("key", ""), order_of(request.POST.get("seen"))
    try:
        perform(
            saying.kind, record=row.id, act=saying.act, by=PETITIONER, at=timezone.now(), given=given,
            key=f"{what}:{row.id}:{key[:64]}" if key else None, seen=seen,
        )  # fmt: skip
    except Refused as refused:
        return _page(request, matter, row, saying, form, refused.refusal, status=UNFIT)
    messages.success(request, _(saying.done.text))
    return see_other("matter", matter.case.number)


def _shown(matter: Matter, what: str) -> Iterator[str]:
    """The records of which the page of the matter tells."""
    if what == "condition":
        yield from (each.number for each in awaiting(matter))
    elif (led := answering(matter)) is not None:
        yield led.number


def _refusal(matter: Matter, row: Any, saying: Saying) -> Refusal | None:
    procedure = saying.kind.procedure
    facts = facts_from(procedure, row.facts)
    verdict = decide(procedure, saying.act, facts, PETITIONER, matter.today, matter.world)
    return verdict if isinstance(verdict, Refusal) else None


def _page(
    request: HttpRequest, matter: Matter, row: Any, saying: Saying, form: WordForm, refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    procedure = saying.kind.procedure
    refusal = now_or_not(procedure, facts_from(procedure, row.facts).stage, refusal)
    context = {
        "matter": matter, "case": matter.case, "saying": saying, "form": form, "refusal": refusal, "row": row,
        "closed": refusal is not None and status == 200, "key": request.POST.get("key") or uuid.uuid4().hex,
        "seen": row.seq, "here": "track", "today": matter.today,
    }  # fmt: skip
    return render(request, "portal/lasting_word.html", context, status=status)
