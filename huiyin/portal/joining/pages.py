"""The page behind the link: what is asked for and nothing else, the form to join, and the proof that one has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huiyin.cases.acts import Refused
from huiyin.cases.lodging import Capacity
from huiyin.cases.models import Case, Claim, Party
from huiyin.cases.snapshots import load_facts
from huiyin.gate.work import task, worked
from huiyin.joint import codes
from huiyin.joint.models import Cosigner
from huiyin.law.frame.decide import decide
from huiyin.law.frame.facts import PETITIONER
from huiyin.law.frame.verdict import Refusal
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.procedure import MATTER
from huiyin.law.terms import Act
from huiyin.people.fields import Line
from huiyin.people.models import Organ
from huiyin.portal.entering import throttle
from huiyin.portal.fields import Phone
from huiyin.portal.joining.links import invited_to
from huiyin.portal.joining.remembered import joined, remember
from huiyin.portal.joining.taking_in import take_in
from huiyin.portal.redirects import TOO_OFTEN, UNFIT, see_other
from huiyin.record.models import Event
from huiyin.record.worlds import beijing_day, world_on
from huiyin.vault.receipts import receipt as proof_of


class JoinForm(forms.Form):
    """Name and phone; whether one is ready to speak for the others."""

    name = Line(label=_("您的姓名"), most=40, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = Phone(label=_("电话"), most=40)
    speaks = forms.BooleanField(label=_("我愿意当代表"), required=False)

    def __init__(self, *args: Any, room: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not room:
            del self.fields["speaks"]


@dataclass(frozen=True)
class _Invited:
    """A matter somebody has the link of."""

    case: Case

    @cached_property
    def facts(self) -> Facts:
        return load_facts(self.case.facts)

    @property
    def refusal(self) -> Refusal | None:
        today = beijing_day(timezone.now())
        verdict = decide(MATTER, Act.JOIN, self.facts, PETITIONER, today, world_on(today))
        return verdict if isinstance(verdict, Refusal) else None

    @property
    def room(self) -> bool:
        """Whether one more representative is within the limit of the law."""
        limit = self.facts.book.representatives.limit(self.facts.petitioners)
        return Party.objects.filter(case=self.case, capacity=Capacity.REPRESENTATIVE).count() < limit


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked for, and the form to join; afterwards the proof that one has joined."""
    invited = _Invited(invited_to(token))
    if before := joined(request, invited.case):
        return _joined_page(request, invited, *before)
    if request.method != "POST":
        return _join_page(request, invited, JoinForm(room=invited.room), invited.refusal)
    form = JoinForm(request.POST, room=invited.room)
    if not form.is_valid():
        return _join_page(request, invited, form, status=UNFIT)
    now = timezone.now()
    if minutes := throttle.too_often(throttle.JOINING, throttle.address_of(request), now, worked=worked(request, now)):
        return _join_page(request, invited, form, status=TOO_OFTEN, wait=minutes)
    try:
        event, code = take_in(invited.case, form.cleaned_data)
    except Refused as refused:
        return _join_page(request, invited, form, refused.refusal, UNFIT)
    remember(request, event, code)
    return see_other("join", token)


def _join_page(
    request: HttpRequest,
    invited: _Invited,
    form: JoinForm,
    refusal: Refusal | None = None,
    status: int = 200,
    wait: int = 0,
) -> HttpResponse:
    context = {
        **_asked(invited), "form": form, "refusal": refusal, "limit": invited.facts.book.representatives,
        "work": task(), "wait": wait,
    }  # fmt: skip
    return render(request, "portal/join.html", context, status=status)


def _joined_page(request: HttpRequest, invited: _Invited, event: Event, code: str) -> HttpResponse:
    proof = str(proof_of(invited.case.number, bytes(event.hash))).rpartition("/")[2]
    row = Cosigner.objects.filter(case=invited.case.id, joined=event.seq).first() if code else None
    # A code that was replaced since is not shown any more: it opens nothing.
    valid = row is not None and codes.code_fits(row, code)
    own = {"number": codes.number_of(invited.case, row), "code": codes.shown(code)} if row and valid else {}
    context = {**_asked(invited), "event": event, "proof": proof, **own}
    answer = render(request, "portal/joined.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _asked(invited: _Invited) -> dict[str, Any]:
    if invited.case.report:
        # It turned out to be a report of wrongdoing: nobody reads it by a link any more (Art. 30 ¶3).
        return {"case": invited.case, "requests": []}
    claims = Claim.objects.filter(case=invited.case, split_to=None).order_by("seq")
    return {
        "case": invited.case, "organ": Organ.objects.get(id=invited.case.holder),
        "requests": list(claims.values_list("request", flat=True)),
    }  # fmt: skip
