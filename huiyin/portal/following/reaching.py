"""How to tell you (怎么通知您): the person chooses, and changes it at any time."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huiyin.cases.acts import perform
from huiyin.cases.envelopes import rests_sealed
from huiyin.cases.identity import Identity, masked
from huiyin.cases.models import Party
from huiyin.cases.reaching import petitioner_of, reach_by
from huiyin.channels.undelivered import failed_ways, forgiven
from huiyin.channels.ways import OLDER, WAYS, asked_of, choices, needed
from huiyin.law.frame.facts import PETITIONER
from huiyin.law.frame.verdict import Decision
from huiyin.law.terms import Act
from huiyin.law.words import Phrase
from huiyin.people.fields import Email, Line
from huiyin.portal.entering.grants import opened
from huiyin.portal.fields import Phone
from huiyin.portal.following.matter import Matter, gather
from huiyin.portal.redirects import UNFIT, see_other
from huiyin.store.locks import writing

_FIELDS: Final = ("phone", "address", "email")


class ReachForm(forms.Form):
    """By what, and where to; what is known already may stay empty."""

    way = forms.ChoiceField(label=_("有了进展，怎么告诉您"), required=False, widget=forms.RadioSelect)
    phone = Phone(label=_("电话"), required=False, most=40)
    address = Line(label=_("住址"), required=False)
    email = Email(label=_("电子邮箱"), required=False, max_length=120)

    def __init__(self, *args: Any, known: dict[str, str], report: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = known
        self.fields["way"].choices = choices(asked_of(report))  # type: ignore[attr-defined]
        for name in _FIELDS:
            if name in known:
                self.fields[name].help_text = gettext("现在是 {known}。不改就空着。").format(known=known[name])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        where = needed(given.get("way", ""))
        if where and not given.get(where) and where not in self.known and where not in self.errors:
            self.add_error(where, gettext("您选了用这个办法告诉您，请写上它。"))
        return given


@require_http_methods(["GET", "POST"])
def notices(request: HttpRequest, number: str) -> HttpResponse:
    """Choose how to be told, and where."""
    matter = gather(opened(request, number))
    party = _visitor(matter)
    if party is None:
        raise Http404
    known = dict(masked(party))
    failed = [WAYS[way].label for way in sorted(failed_ways([party.id]).get(party.id, ())) if way in WAYS]
    if request.method != "POST":
        form = ReachForm(initial={"way": OLDER.get(party.way, party.way)}, known=known, report=matter.case.report)
        return _page(request, matter, form, failed)
    form = ReachForm(request.POST, known=known, report=matter.case.report)
    if not form.is_valid():
        return _page(request, matter, form, failed, UNFIT)
    _keep(matter, party, form.cleaned_data)
    messages.success(request, gettext("记下了，以后就这样告诉您。"))
    return see_other("matter", number)


def _visitor(matter: Matter) -> Party | None:
    """Whoever looks at the page, as a party of this matter."""
    if matter.own:
        return petitioner_of(matter.case)
    return Party.objects.filter(id=matter.cosigner.party, case=matter.case).first() if matter.cosigner else None


def _keep(matter: Matter, party: Party, chosen: dict[str, Any]) -> None:
    where = Identity(phone=chosen["phone"], address=chosen["address"], email=chosen["email"])
    with writing():
        reach_by(party, chosen["way"], where)
        forgiven(party.id)
        if isinstance(matter.openings.get(Act.SUPPLEMENT), Decision):
            text = f"改了通知办法：{asked_of(matter.case.report)[chosen['way']]}"
            given = {"text": text, **({"party": party.id} if matter.cosigner else {})}
            perform(case=matter.case.id, act=Act.SUPPLEMENT, by=PETITIONER, at=timezone.now(), given=given)


def _page(
    request: HttpRequest, matter: Matter, form: ReachForm, failed: list[Phrase], status: int = 200
) -> HttpResponse:
    sealed = matter.case.report and rests_sealed(matter.case.id)
    context = {
        "matter": matter, "case": matter.case, "form": form, "failed": failed, "here": "track", "sealed": sealed,
    }  # fmt: skip
    return render(request, "portal/notices.html", context, status=status)
