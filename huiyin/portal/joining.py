"""Filing together (共同提出): a link by which others join a matter, until whoever filed it takes the link back.

The link opens what is asked for and nothing else: no name, no story, no papers.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final

import segno
from django import forms
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huiyin.cases.acts import Refused, perform
from huiyin.cases.identity import Identity, masked, seal_identity
from huiyin.cases.lodging import Capacity, PartyText
from huiyin.cases.models import Case, Claim, Event, Party
from huiyin.cases.relations import named
from huiyin.cases.snapshots import load_facts
from huiyin.cases.worlds import beijing_day, world_on
from huiyin.law.decide import decide
from huiyin.law.facts import PETITIONER, Facts
from huiyin.law.terms import Act
from huiyin.law.verdict import Refusal
from huiyin.people.models import Organ
from huiyin.portal.fields import Line, Phone
from huiyin.portal.grants import opened
from huiyin.portal.matter import Matter, gather
from huiyin.portal.models import Invitation
from huiyin.portal.receipts import PATTERN
from huiyin.portal.redirects import UNFIT, see_other
from huiyin.vault.receipts import receipt as proof_of


@cache
def _signer() -> Signer:
    # Not at import: without a secret key production must still be able to say what is missing.
    return Signer(salt="huiyin.portal.join", sep="~")


_JOINED: Final = "joined"
_TOGETHER: Final = (Capacity.COSIGNER, Capacity.REPRESENTATIVE)


# The one who filed it -------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def together(request: HttpRequest, number: str) -> HttpResponse:
    """The link to hand on, who has joined by it, and the button that takes it back."""
    matter = gather(opened(request, number))
    verdict = matter.openings.get(Act.JOIN)
    if verdict is None:
        raise Http404
    if request.method == "POST":
        if "revoke" in request.POST or isinstance(verdict, Refusal):
            Invitation.objects.filter(case=matter.case.id).delete()
        else:
            invite(matter.case)
        return see_other("together", number)
    refusal = verdict if isinstance(verdict, Refusal) else None
    return render(request, "portal/together.html", {**_group(request, matter), "refusal": refusal})


def _group(request: HttpRequest, matter: Matter) -> dict[str, Any]:
    row = Invitation.objects.filter(case=matter.case.id).first()
    link = request.build_absolute_uri(reverse("portal:join", args=(token_of(matter.case, row),))) if row else ""
    people = list(Party.objects.filter(case=matter.case, capacity__in=_TOGETHER).order_by("id"))
    return {
        "matter": matter, "case": matter.case, "here": "track", "link": link, "qr": _qr(link) if link else "",
        "people": [(masked(party).get("name", ""), party.capacity == Capacity.REPRESENTATIVE) for party in people],
        "limit": matter.facts.book.representatives,
    }  # fmt: skip


def invite(case: Case) -> Invitation:
    """The invitation to a matter; there is one at a time, and a new one after it was taken back is another link."""
    return Invitation.objects.get_or_create(
        case=case.id, defaults={"serial": get_random_string(12), "made_at": timezone.now()}
    )[0]


def token_of(case: Case, row: Invitation) -> str:
    return _signer().sign(f"{case.number}-{row.serial}")


def _qr(address: str) -> SafeString:
    # The drawing comes from segno alone; no reader's text is in it.
    return mark_safe(segno.make(address, micro=False, boost_error=False, mask=PATTERN).svg_inline(omitsize=True))


# Those who join -------------------------------------------------------------------------------------------------------


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
        verdict = decide(Act.JOIN, self.facts, PETITIONER, today, world_on(today))
        return verdict if isinstance(verdict, Refusal) else None

    @property
    def room(self) -> bool:
        """Whether one more representative is within the limit of the law."""
        limit = self.facts.book.representatives.limit(self.facts.petitioners)
        return Party.objects.filter(case=self.case, capacity=Capacity.REPRESENTATIVE).count() < limit


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked for, and the form to join; afterwards the proof that one has joined."""
    invited = _Invited(_invited_to(token))
    if seq := request.session.get(_JOINED, {}).get(str(invited.case.id)):
        return _joined_page(request, invited, Event.objects.get(case=invited.case, seq=seq))
    if request.method != "POST":
        return _join_page(request, invited, JoinForm(room=invited.room), invited.refusal)
    form = JoinForm(request.POST, room=invited.room)
    if not form.is_valid():
        return _join_page(request, invited, form, status=UNFIT)
    try:
        event = _take_in(invited.case, form.cleaned_data)
    except Refused as refused:
        return _join_page(request, invited, form, refused.refusal, UNFIT)
    request.session[_JOINED] = {**request.session.get(_JOINED, {}), str(invited.case.id): event.seq}
    return see_other("join", token)


def _invited_to(token: str) -> Case:
    """The matter a link belongs to.

    :raises Http404: the link was changed, taken back, or never was one; the answer does not tell which.
    """
    try:
        number, _dash, serial = _signer().unsign(token).partition("-")
    except BadSignature:
        raise Http404 from None
    case = named(number)
    if case is None or not Invitation.objects.filter(case=case.id, serial=serial).exists():
        raise Http404
    return case


def _take_in(case: Case, given: dict[str, Any]) -> Event:
    capacity = Capacity.REPRESENTATIVE if given.get("speaks") else Capacity.COSIGNER
    who = Identity(given["name"], phone=given["phone"])
    return perform(
        case=case.id, act=Act.JOIN, by=PETITIONER, at=timezone.now(), key=_key(case, who),
        joining=PartyText(capacity, who),
    )  # fmt: skip


def _key(case: Case, who: Identity) -> str:
    """The same name and phone join once, however often the button is pressed and on however many phones."""
    row = Party(id=0)
    seal_identity(row, who)
    parts = (str(case.id).encode(), row.name_index or who.name.encode(), row.phone_index or b"")
    return "join:" + hashlib.sha256(b"\0".join(parts)).hexdigest()[:48]


def _join_page(
    request: HttpRequest, invited: _Invited, form: JoinForm, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    context = {**_asked(invited), "form": form, "refusal": refusal, "limit": invited.facts.book.representatives}
    return render(request, "portal/join.html", context, status=status)


def _joined_page(request: HttpRequest, invited: _Invited, event: Event) -> HttpResponse:
    proof = str(proof_of(invited.case.number, bytes(event.hash))).rpartition("/")[2]
    return render(request, "portal/joined.html", {**_asked(invited), "event": event, "proof": proof})


def _asked(invited: _Invited) -> dict[str, Any]:
    claims = Claim.objects.filter(case=invited.case, split_to=None).order_by("seq")
    return {
        "case": invited.case, "organ": Organ.objects.get(id=invited.case.holder),
        "requests": list(claims.values_list("request", flat=True)),
    }  # fmt: skip
