"""Registration (登记) of all six channels: typed once, checked against what came before, a receipt at the end."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import uuid4

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from huiyin.cases.acts import Lodged, Refused, lodge
from huiyin.cases.earlier import Earlier, earlier_matters
from huiyin.cases.lodging import File, Lodging, digest, tidy
from huiyin.cases.materials import ACCEPT, store_all
from huiyin.cases.models import Case
from huiyin.cases.queries import visible_to
from huiyin.desk.alike import alike
from huiyin.desk.frame import INTAKE_NAMES, page
from huiyin.desk.intake_claims import TypedClaim, claim_texts, typed_claims
from huiyin.desk.intake_form import IntakeForm
from huiyin.desk.intake_parties import parties
from huiyin.desk.sign_in import see_other
from huiyin.desk.staff import Desk, staff
from huiyin.law.articles import cite
from huiyin.law.terms import Act, Channel
from huiyin.law.verdict import Refusal
from huiyin.law.words import P, Phrase
from huiyin.people.divisions import divisions_in

MOST_PLACES = 1000
SALT = "huiyin.desk.kept"
REGISTERED = cite("xf2022", 22, 1)


@dataclass(frozen=True, slots=True)
class Draft:
    """A registration in the making.

    :param kept: files already stored; browsers forget a chosen file when a form comes back.
    :param unwelcome: why some files were not taken.
    :param earlier: matters of the same person; asked about once before anything is registered.
    :param alike: other matters with much the same words, when somebody looks.
    """

    channel: Channel
    form: IntakeForm
    claims: list[TypedClaim]
    kept: list[File] = field(default_factory=list)
    unwelcome: Sequence[Phrase] = ()
    earlier: Sequence[Earlier] = ()
    follows: str = ""
    alike: Sequence[Case] = ()


@staff
@require_http_methods(["GET", "POST"])
def intake(request: HttpRequest, desk: Desk, channel: str) -> HttpResponse:
    if channel not in list(Channel):
        raise Http404
    if not desk.takes_in:
        raise PermissionDenied
    draft = _draft(request, desk, Channel(channel))
    if request.method != "POST" or "_add" in request.POST or "_look" in request.POST:
        return _page(request, desk, draft)
    if draft.unwelcome or not draft.form.is_valid():
        return _page(request, desk, draft, status=422)
    if "follows" not in request.POST and any(each.sure for each in draft.earlier):
        return _page(request, desk, draft, asking=True)
    return _register(request, desk, draft)


def _draft(request: HttpRequest, desk: Desk, channel: Channel) -> Draft:
    if request.method != "POST":
        start = {"received_at": desk.now, "place": desk.organ.code, "persons_present": 1, "petitioners": 1}
        start |= {name: request.GET[name] for name in ("phone", "name") if name in request.GET}
        return Draft(channel, IntakeForm(channel, places(desk), initial=start, now=desk.now), typed_claims({}))
    form = IntakeForm(channel, places(desk), request.POST, now=desk.now)
    earlier = earlier_matters(form.identity, desk.actor, desk.today)
    known = frozenset(each.case.id for each in earlier)
    kept = _kept_files(request.POST.getlist("kept"))
    new, unwelcome = store_all(request.FILES.getlist("files"), already=len(kept))
    return Draft(
        channel,
        form,
        typed_claims(request.POST, more="_add" in request.POST),
        [*kept, *new],
        unwelcome,
        earlier,
        request.POST.get("follows", ""),
        alike(desk, request.POST.get("text", ""), known) if "_look" in request.POST else (),
    )


def places(desk: Desk) -> list[tuple[str, str]]:
    """Where something can have happened: the divisions the organ serves."""
    return divisions_in(desk.organ.area)[:MOST_PLACES]


def _kept_files(signed: list[str]) -> list[File]:
    """Files stored by an earlier sending of the same form; the signature keeps out what was never stored here."""
    try:
        return [File(**signing.loads(each, salt=SALT)) for each in signed]
    except signing.BadSignature:
        return []


def _page(
    request: HttpRequest, desk: Desk, draft: Draft, *, asking: bool = False, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "draft": draft,
        "form": draft.form,
        "channel": draft.channel,
        "heading": INTAKE_NAMES.get(draft.channel, draft.channel.label),
        "kept": [(file, signing.dumps(asdict(file), salt=SALT)) for file in draft.kept],
        "accept": ACCEPT,
        "asking": asking,
        "looked": "_look" in request.POST,
        "organs": [organ.name for organ in desk.world.chart.organs.values()][:MOST_PLACES],
        "once": request.POST.get("_once") or uuid4().hex,
        **more,
    }
    return page(request, desk, "desk/intake.html", context, here=draft.channel.value, status=status)


def _register(request: HttpRequest, desk: Desk, draft: Draft) -> HttpResponse:
    lodging = _lodging(desk, draft)
    key = f"desk:{desk.actor.person}:{request.POST.get('_once', '')}"
    try:
        lodged = lodge(lodging, by=desk.actor, key="in:" + hashlib.sha256(key.encode()).hexdigest()[:48])
    except Refused as refused:
        return _page(request, desk, draft, status=422, refusal=refused.refusal)
    if not _same_words(lodged, lodging):
        return _page(request, desk, draft, status=409, refusal=_already(lodged))
    return see_other(reverse("desk:receipt", args=[lodged.case.number]))


def _lodging(desk: Desk, draft: Draft) -> Lodging:
    said = draft.form.cleaned_data
    return Lodging(
        channel=draft.channel,
        organ=desk.organ.id,
        place=said["place"],
        received_at=said["received_at"],
        text=said["text"],
        claims=claim_texts(draft.claims, said["text"]),
        parties=parties(said, desk),
        title=said["title"],
        sub_channel=said.get("sub_channel", ""),
        postmarked_on=said.get("postmarked_on"),
        petitioners=said.get("petitioners") or 1,
        persons_present=said.get("persons_present") or 1,
        helper=said.get("helper", ""),
        read_back=said.get("read_back", False),
        follows=_follows(desk, draft.follows),
        files=tuple(draft.kept),
    )


def _follows(desk: Desk, chosen: str) -> int | None:
    """The earlier matter the clerk recognised, if the clerk may see it."""
    if not chosen.isdigit():
        return None
    return visible_to(desk.actor, desk.today).filter(number=chosen).values_list("id", flat=True).first()


def _same_words(lodged: Lodged, lodging: Lodging) -> bool:
    """Whether what stands in the journal is what was typed now: a form sent twice may have been changed between."""
    said = json.loads(lodged.event.payload)["said"]
    return bool(said["text_sha256"] == digest(tidy(lodging.text)) and len(said["claims"]) == len(lodging.claims))


def _already(lodged: Lodged) -> Refusal:
    reason = P("这份登记刚才已经提交，编号{number}；现在改动的内容没有另外登记。", number=lodged.case.number)
    return Refusal(Act.LODGE, reason, REGISTERED, P("要补充，请打开那一件，用“补充情况”。"))
