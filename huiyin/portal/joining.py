"""Filing together (共同提出): a link by which others join a matter, until whoever filed it takes the link back.

The link opens what is asked for and nothing else: no name, no story, no papers. Whoever joined follows it by a number
and a code of their own, and may leave.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final

from django import forms
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huiyin.cases.acts import Refused, perform
from huiyin.cases.identity import Identity, masked, ring, seal_identity
from huiyin.cases.locks import writing
from huiyin.cases.lodging import Capacity, PartyText
from huiyin.cases.models import Case, Claim, Event, Party
from huiyin.cases.relations import named
from huiyin.cases.snapshots import load_facts
from huiyin.cases.worlds import beijing_day, world_on
from huiyin.law.decide import decide
from huiyin.law.facts import PETITIONER, Facts
from huiyin.law.terms import Act
from huiyin.law.verdict import Decision, Refusal
from huiyin.papers.squares import square
from huiyin.people.models import Organ
from huiyin.portal import cosigners, grants, throttle
from huiyin.portal.fields import Line, Phone
from huiyin.portal.grants import opened
from huiyin.portal.matter import Matter, gather
from huiyin.portal.models import Cosigner, Invitation
from huiyin.portal.redirects import TOO_OFTEN, UNFIT, see_other
from huiyin.portal.work import task, worked
from huiyin.vault import fields
from huiyin.vault.errors import VaultError
from huiyin.vault.receipts import receipt as proof_of


@cache
def _signer() -> Signer:
    # Not at import: without a secret key production must still be able to say what is missing.
    return Signer(salt="huiyin.portal.join", sep="~")


JOINED: Final = "joined"
CONTEXT: Final = "portal:joined"
_MOST_RETURNS: Final = 10
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
        if "elect" in request.POST:
            _elect(matter, request.POST["elect"])
        elif "revoke" in request.POST or isinstance(verdict, Refusal):
            Invitation.objects.filter(case=matter.case.id).delete()
        else:
            invite(matter.case)
        return see_other("together", number)
    refusal = verdict if isinstance(verdict, Refusal) else None
    return render(request, "portal/together.html", {**_group(request, matter), "refusal": refusal})


def _elect(matter: Matter, party: str) -> None:
    """Whoever filed says that somebody who offered to speak for all was chosen by them (推选); the record learns it."""
    mine = Cosigner.objects.filter(case=matter.case.id, elected=False)
    row = mine.filter(party=int(party)).first() if party.isascii() and party.isdigit() and len(party) < 20 else None
    who = Party.objects.filter(id=row.party, capacity=Capacity.REPRESENTATIVE).first() if row else None
    if row is None or who is None or not isinstance(matter.openings.get(Act.SUPPLEMENT), Decision):
        return
    with writing():
        Cosigner.objects.filter(party=row.party).update(elected=True)
        text = f"推选{masked(who).get('name', '')}当代表"
        perform(case=matter.case.id, act=Act.SUPPLEMENT, by=PETITIONER, at=timezone.now(), given={"text": text})


def _group(request: HttpRequest, matter: Matter) -> dict[str, Any]:
    row = Invitation.objects.filter(case=matter.case.id).first()
    link = request.build_absolute_uri(reverse("portal:join", args=(token_of(matter.case, row),))) if row else ""
    people = list(Party.objects.filter(case=matter.case, capacity__in=_TOGETHER).order_by("id"))
    elected = dict(Cosigner.objects.filter(case=matter.case.id).values_list("party", "elected"))
    return {
        "matter": matter, "case": matter.case, "here": "track", "link": link, "qr": square(link) if link else "",
        "people": [_person(party, elected.get(party.id, True)) for party in people],
        "limit": matter.facts.book.representatives,
    }  # fmt: skip


def _person(party: Party, elected: bool) -> dict[str, Any]:
    """One line of the list; those named at the filing were chosen before."""
    offers = party.capacity == Capacity.REPRESENTATIVE
    name = masked(party).get("name", "")
    return {"id": party.id, "name": name, "speaks": offers and elected, "offers": offers and not elected}


def invite(case: Case) -> Invitation:
    """The invitation to a matter; there is one at a time, and a new one after it was taken back is another link."""
    return Invitation.objects.get_or_create(
        case=case.id, defaults={"serial": get_random_string(12), "made_at": timezone.now()}
    )[0]


def token_of(case: Case, row: Invitation) -> str:
    return _signer().sign(f"{case.number}-{row.serial}")


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
    if joined := _joined(request, invited.case):
        return _joined_page(request, invited, *joined)
    if request.method != "POST":
        return _join_page(request, invited, JoinForm(room=invited.room), invited.refusal)
    form = JoinForm(request.POST, room=invited.room)
    if not form.is_valid():
        return _join_page(request, invited, form, status=UNFIT)
    now = timezone.now()
    if minutes := throttle.too_often(throttle.JOINING, throttle.address_of(request), now, worked=worked(request, now)):
        return _join_page(request, invited, form, status=TOO_OFTEN, wait=minutes)
    try:
        event, code = _take_in(invited.case, form.cleaned_data)
    except Refused as refused:
        return _join_page(request, invited, form, refused.refusal, UNFIT)
    _remember(request, event, code)
    return see_other("join", token)


def _remember(request: HttpRequest, event: Event, code: str) -> None:
    """Whoever has just joined sees number and code as long as this session lasts, and follows the matter at once.

    The same name and phone from somewhere else joined long ago: whoever that is sees no code.
    """
    if row := Cosigner.objects.filter(case=event.case_id, joined=event.seq).first() if code else None:
        grants.grant_cosigner(request, row, timezone.now())
    sealed = base64.b64encode(fields.encrypt(ring(), code, CONTEXT)).decode() if code else ""
    request.session[JOINED] = {**request.session.get(JOINED, {}), str(event.case_id): [event.seq, sealed]}


def _joined(request: HttpRequest, case: Case) -> tuple[Event, str] | None:
    """By which event somebody joined in this session, and the code they were given; nothing once they have left."""
    seq, sealed = request.session.get(JOINED, {}).get(str(case.id)) or (0, "")
    event = Event.objects.filter(case=case, seq=seq).first() if seq else None
    if event is None or not _still_in(event):
        return None
    try:
        return event, fields.decrypt(ring(), base64.b64decode(sealed), CONTEXT) if sealed else ""
    except VaultError:
        return event, ""


def _still_in(event: Event) -> bool:
    return Party.objects.filter(id=json.loads(event.payload)["said"]["party"]).exists()


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


def _take_in(case: Case, given: dict[str, Any]) -> tuple[Event, str]:
    capacity = Capacity.REPRESENTATIVE if given.get("speaks") else Capacity.COSIGNER
    who = Identity(given["name"], phone=given["phone"])
    with writing():
        event = perform(
            case=case.id, act=Act.JOIN, by=PETITIONER, at=timezone.now(), key=_unused(_key(case, who)),
            joining=PartyText(capacity, who),
        )  # fmt: skip
        return event, cosigners.admit(case, event)


def _unused(key: str) -> str:
    """Whoever has left may join again, under the next key."""
    for each in (key, *(f"{key}.{again}" for again in range(1, _MOST_RETURNS))):
        event = Event.objects.filter(key=each).first()
        if event is None or _still_in(event):
            return each
    return each


def _key(case: Case, who: Identity) -> str:
    """The same name and phone join once, however often the button is pressed and on however many phones."""
    row = Party(id=0)
    seal_identity(row, who)
    parts = (str(case.id).encode(), row.name_index or who.name.encode(), row.phone_index or b"")
    return "join:" + hashlib.sha256(b"\0".join(parts)).hexdigest()[:48]


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
    own = {"number": cosigners.number_of(invited.case, row), "code": f"{code[:4]} {code[4:]}"} if row else {}
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
