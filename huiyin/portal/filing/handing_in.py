"""Filing, step 3: who it is, everything read back, and the one button that registers the matter."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from huiyin.cases.accused import Accused
from huiyin.cases.acts import Lodged, Refused, lodge
from huiyin.cases.asked import among
from huiyin.cases.identity import Identity
from huiyin.cases.lodging import EARLIER, Capacity, ClaimText, Lodging, PartyText
from huiyin.channels.saying import CHINESE
from huiyin.gate.keys import pocket
from huiyin.gate.work import task, worked
from huiyin.law.frame.facts import PETITIONER
from huiyin.law.sources.books import BOOKS, RuleBook
from huiyin.law.sources.books import book_for as book_in_force
from huiyin.law.terms import Channel, ClaimKind
from huiyin.people.charts import book_for
from huiyin.people.keys import is_keyed
from huiyin.people.models import Division
from huiyin.portal.entering import grants, throttle
from huiyin.portal.entering.browser import digest, remembered
from huiyin.portal.filing import drafts
from huiyin.portal.filing.again import already_filed, fingerprint, which
from huiyin.portal.filing.asking import must_ask
from huiyin.portal.filing.doors import Kind, Receiver, accused_by, receiver
from huiyin.portal.filing.drafts import Claimed, Draft
from huiyin.portal.filing.forms import YouForm, representatives
from huiyin.portal.redirects import TOO_OFTEN, UNFIT, draft_is_gone, see_other, to_step
from huiyin.reception.rooms import complained
from huiyin.record.worlds import beijing_day, world_on
from huiyin.typed.wholes import row_id
from huiyin.wording.howmany import people_told


@require_http_methods(["GET", "POST"])
@remembered
def submit_you(request: HttpRequest) -> HttpResponse:
    """Who it is, everything read back, and the one button that files it."""
    if asked := already_filed(request) or which(request):
        return asked
    draft = drafts.load(request)
    if not draft.claims or not draft.place or not draft.kind:
        return draft_is_gone(request, draft)
    door = Door(draft, timezone.now())
    if must_ask(draft) and "back" not in request.POST:
        _keep_you(request, draft, YouForm(request.POST, kind=door.kind, book=door.book))
        return to_step(request, "submit-asked", draft)
    if request.method == "POST":
        return _you_told(request, draft, door)
    several = {"people": people_told(draft.text) or 1}
    form = YouForm(initial={**several, **draft.you}, kind=door.kind, book=door.book)
    return _you_page(request, draft, door, form)


class Door:
    """Whom the draft goes to, by the law of this moment."""

    def __init__(self, draft: Draft, now: datetime) -> None:
        self.now, self.day = now, beijing_day(now)
        self.kind = Kind(draft.kind)
        world = world_on(self.day)
        self.accused = accused_by(draft, self.day) if self.kind.accuses else Accused(self.day)
        self.room = row_id(draft.accused_organ) or 0 if self.kind is Kind.ROOM else 0
        self.receiver: Receiver | None = receiver(world, draft.place, self.kind, self.accused, self.room)
        self.book = _book(self.receiver, self.day)


def _book(found: Receiver | None, day: date) -> RuleBook:
    if found is None:
        return next(iter(BOOKS.values()))
    return book_in_force(day, book_for(found.organ.id, day))


def _you_told(request: HttpRequest, draft: Draft, door: Door) -> HttpResponse:
    form = YouForm(request.POST, kind=door.kind, book=door.book)
    fits = form.is_valid()
    if "back" in request.POST:
        _keep_you(request, draft, form)
        return to_step(request, "submit-claims", draft)
    if not fits:
        return _you_page(request, draft, door, form, status=UNFIT)
    if door.receiver is None:
        return _you_page(request, draft, door, form, status=UNFIT)
    if minutes := throttle.too_often(
        throttle.FILING, throttle.address_of(request), door.now, worked=worked(request, door.now)
    ):
        return _you_page(request, draft, door, form, status=TOO_OFTEN, wait=minutes)
    try:
        # Only what was opened here is linked at once. Any other number goes with the letter, for the clerk to look up:
        # an answer would tell whoever types numbers which of them exist.
        follows = among(form.cleaned_data["earlier"], grants.held(request))
        key = digest(request, draft.key)
        lodged = file_draft(draft, door, form.cleaned_data, key, follows.id if follows else None)
    except Refused as refused:
        return _you_page(request, draft, door, form, refusal=refused.refusal, status=UNFIT)
    return handed_in(request, draft, lodged, door.now)


def handed_in(request: HttpRequest, draft: Draft, lodged: Lodged, at: datetime) -> HttpResponse:
    """The receipt, and the draft is done."""
    if draft.kind == Kind.ROOM and not lodged.again:
        complained(row_id(draft.accused_organ) or 0, lodged.case.id, beijing_day(at))
    if not lodged.again:
        drafts.filed(request, draft, lodged.case.id, fingerprint(request), at, lodged.keys)
    grants.grant(request, lodged.case, at)
    pocket(request).put_matters(lodged.keys or drafts.keys_of(request))
    request.session[drafts.FILED] = {**request.session.get(drafts.FILED, {}), str(lodged.case.id): draft.key}
    return see_other("receipt", lodged.case.number)


def _keep_you(request: HttpRequest, draft: Draft, form: YouForm) -> None:
    """What was typed of oneself waits in the draft while another step is seen to."""
    if request.method == "POST":
        draft.you = {name: form.data.get(name, "") for name in form.fields if name != "needs"}
        draft.you["needs"] = request.POST.getlist("needs")
        drafts.save(request, draft)


def file_draft(
    draft: Draft, door: Door, you: dict[str, Any], key: str, follows: int | None = None, *, read_back: bool = True
) -> Lodged:
    """Register what the draft says.

    :param you: the cleaned answers of :class:`YouForm`.
    :param key: under which it is registered once.
    :param read_back: whether the person saw how it was understood before it was sent.
    :raises Refused: the law does not let the receiver take it.
    """
    assert door.receiver is not None
    lodging = Lodging(
        channel=Channel.WEB,
        organ=door.receiver.organ.id,
        place=draft.place,
        received_at=door.now,
        text=draft.text if not draft.spot else f"{draft.text}\n\n地点：{draft.spot}",
        claims=tuple(_claim_text(claim, door.kind) for claim in draft.claims),
        parties=tuple(_parties(door, you)),
        sub_channel="portal",
        petitioners=max(you.get("people") or 1, len(representatives(you)), 1),
        helper=you.get("helper", ""),
        read_back=read_back,
        unsure=not door.accused.meant.sure,
        follows=follows,
        extra={EARLIER: you["earlier"]} if you.get("earlier") and follows is None else {},
        files=tuple(draft.files),
    )
    return lodge(lodging, by=PETITIONER, key=f"portal:{key}")


def _claim_text(claim: Claimed, kind: Kind) -> ClaimText:
    # Only a report is classed by its petitioner's word: the protection of Art. 30 ¶3 must hold from the first moment.
    return ClaimText(claim.request, claim.facts, claim.reasons, ClaimKind.ACCUSATION if kind.accuses else None)


def _parties(door: Door, you: dict[str, Any]) -> list[PartyText]:
    needs = "、".join(you.get("needs") or ())[:160]
    name = "" if you.get("anonymous") else you["name"]
    identity = Identity(name, you["id_number"] if name else "", you["phone"], you["address"], you["email"])
    # Whoever files in a language is written to in it.
    language = "" if (spoken := get_language() or CHINESE) == CHINESE else spoken
    parties = [PartyText(Capacity.PETITIONER, identity, needs=needs, way=you["way"], language=language)]
    for each, phone in representatives(you):
        if each == name and phone in ("", you["phone"]):
            continue  # who writes may stand among the representatives too, and is one person
        parties.append(PartyText(Capacity.REPRESENTATIVE, Identity(each, phone=phone)))
    return [*parties, *door.accused.parties()]


def _you_page(
    request: HttpRequest, draft: Draft, door: Door, form: YouForm, status: int = 200, refusal: Any = None, wait: int = 0
) -> HttpResponse:
    place = Division.objects.filter(code=draft.place).first()
    context = {
        "form": form, "draft": draft, "here": "submit", "refusal": refusal, "receiver": door.receiver,
        "sealed": door.receiver is not None and is_keyed([door.receiver.organ.id]),
        "place": place, "kind": door.kind, "accused": door.accused, "main": [form[n] for n in YouForm.MAIN],
        "limit": door.book.representatives, "open": _folds_open(form),
        "work": task(), "wait": wait, "people_told": people_told(draft.text),
    }  # fmt: skip
    return render(request, "portal/submit_you.html", context, status=status)


def _folds_open(form: YouForm) -> dict[str, bool]:
    """Which folds must stand open: those with something typed, or something wrong, inside."""
    folds = {
        "helper": ("helper", "consent"), "group": ("people", "representatives"), "needs": ("needs",),
        "more": ("id_number", "earlier"),
    }  # fmt: skip
    return {name: any(_touched(form, field) for field in inside) for name, inside in folds.items()}


def _touched(form: YouForm, name: str) -> bool:
    value = form[name].value()
    return bool(form.errors.get(name)) or value not in (None, "", [], False, 1, "1")
