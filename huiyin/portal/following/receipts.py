"""The receipt (回执) and its proof: what was understood, who has it, what comes next, and that nothing was changed."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huiyin.cases.asked import named
from huiyin.cases.identity import decrypt_code
from huiyin.cases.lodging import digest
from huiyin.cases.models import Case, Claim, Submission
from huiyin.channels.ways import SMS, carried
from huiyin.joint import own_code
from huiyin.law.terms import Act, Channel
from huiyin.papers.squares import square
from huiyin.portal.entering import throttle
from huiyin.portal.entering.grants import opened
from huiyin.portal.filing.drafts import draft_of
from huiyin.portal.following.matter import Matter, gather
from huiyin.portal.following.standing import coming
from huiyin.portal.redirects import see_other
from huiyin.record.door import body_of
from huiyin.record.models import Event
from huiyin.typed.petitions import number_of
from huiyin.vault.chain import link
from huiyin.vault.digests import Algorithm
from huiyin.vault.errors import ReceiptRefused
from huiyin.vault.masks import mask_phone
from huiyin.vault.receipts import read_receipt
from huiyin.vault.receipts import receipt as proof_of
from huiyin.wording.short_links import behind


@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt of a matter, for the screen and for paper."""
    found = opened(request, number)
    matter = gather(found)
    if not found.own:
        return render(request, "portal/receipt_not_yours.html", {"number": number}, status=403)
    context = {
        "receipt": _receipt(request, matter), "matter": matter, "here": "track", "today": matter.today,
        "mobile": mask_phone(_mobile_of(matter.case)),
    }  # fmt: skip
    return render(request, "portal/receipt.html", context)


def _receipt(request: HttpRequest, matter: Matter) -> dict[str, Any]:
    case, lodged = matter.case, matter.told[0]
    code = decrypt_code(case.id, case.query_code)
    return {
        "number": case.number,
        "draft": draft_of(request, case.id),
        "code": f"{code[:4]} {code[4:]}",
        "received_at": lodged.event.at,
        "channel": Channel(case.channel),
        "organ": matter.organ_name(lodged.said["organ"]),
        "claims": matter.claims,
        "files": [each for submission in matter.submissions[:1] for each in submission.materials.all()],
        "helper": next((each.helper for each in matter.submissions[:1]), ""),
        "owner": matter.owner,
        "coming": coming(matter),
        "proof": str(proof_of(case.number, bytes(lodged.event.hash))).rpartition("/")[2],
        "qr": square(behind(short_address(request), case.number, code)),
        "short": shown_address(request),
    }


def short_address(request: HttpRequest) -> str:
    """The page that reads what stands behind the #, as it is reached from outside."""
    return request.build_absolute_uri(reverse("portal:short"))


def shown_address(request: HttpRequest) -> str:
    """The same as people type it."""
    return short_address(request).split("//", 1)[-1].rstrip("/")


@require_safe
def card(request: HttpRequest, number: str) -> HttpResponse:
    """Number and code on a card to keep, in large type; it does not say what the matter is about."""
    found = opened(request, number)
    if not found.own:
        return render(request, "portal/receipt_not_yours.html", {"number": number}, status=403)
    matter = gather(found)
    code = decrypt_code(found.case.id, found.case.query_code)
    paper = "a5" if request.GET.get("paper") == "a5" else "a6"
    context = {
        "number": number, "code": f"{code[:4]} {code[4:]}", "qr": square(behind(short_address(request), number, code)),
        "short": shown_address(request), "phone": matter.owner.phone, "paper": paper, "here": "track",
        "mobile": mask_phone(_mobile_of(found.case)),
    }  # fmt: skip
    answer = render(request, "portal/card.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _mobile_of(case: Case) -> str:
    """Where the code may be sent; empty without a gateway."""
    return own_code.mobile_of(case) if carried(SMS) else ""


@require_POST
def code_to_phone(request: HttpRequest, number: str) -> HttpResponse:
    """The code as a text message to the number that was given, for whoever has it before them and presses."""
    found, now = opened(request, number), timezone.now()
    mobile = _mobile_of(found.case) if found.own else ""
    if not mobile:
        raise Http404
    if throttle.taken(throttle.OWN_CODE, mobile, now) > throttle.OWN_CODE.most:
        messages.warning(request, _("今天已经发了三次，请明天再来，或者把回执拍下来。"))
    else:
        own_code.send(found.case, now)
        messages.success(request, _("查询码正在发到 {phone}。编号请另外记好。").format(phone=mask_phone(mobile)))
    return see_other("receipt", number)


# Verification --------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Is this receipt genuine, and is what was filed then what is on file now? It tells nothing of the content."""
    if request.method != "POST":
        return render(request, "portal/verify.html", {"number": request.GET.get("n", "")[:40]})
    number, proof = request.POST.get("number", "")[:80], request.POST.get("proof", "")[:80]
    now = timezone.now()
    guess = throttle.Guess(throttle.address_of(request), f"verify {number}")
    if minutes := throttle.wait_minutes(guess, now):
        context = {"number": number, "proof": proof, "wait": minutes}
        return render(request, "portal/verify.html", context, status=429)
    context = {"number": number, "proof": proof, **_verdict(number, proof)}
    if context.get("genuine"):
        return render(request, "portal/verify.html", context)
    throttle.count_failure(guess, now)
    return render(request, "portal/verify.html", context, status=422)


def _verdict(number: str, proof: str) -> dict[str, Any]:
    digits = number_of(number)
    try:
        held = read_receipt(proof if "/" in proof else f"{digits}/{proof}")
    except ReceiptRefused:
        return {"error": _("存证码应当是 16 位字母和数字，有一处好像抄错了。请照回执逐字核对。")}
    case = named(held.number)
    # Asked for also where there is no such matter: what nobody has takes as long to refuse.
    known = Q(seq=1) | Q(act__in=[Act.JOIN.value, Act.LEAVE.value])
    provable = list(Event.objects.filter(known, record=case.id if case else 0).order_by("seq"))
    event = next((each for each in provable if held.proves(bytes(each.hash))), None)
    if case is None or event is None:
        return {"error": _("对不上：没有这样的回执。请核对编号和存证码，一位都不能错。")}
    return {"genuine": True, "intact": intact(case, provable[0]), "received_at": event.at}


def _links(body: dict[str, object], first: Event, algorithm: Algorithm) -> bool:
    """Of what was hashed and lies in an envelope now nothing is shown; the ledger holds it."""
    return not body or link(None, body, algorithm) == bytes(first.hash)


def intact(case: Case, first: Event) -> bool:
    """Whether text and claims on file are those whose digests the first event holds, and the event is unchanged."""
    payload = json.loads(first.payload)
    said = payload["said"]
    submission = Submission.objects.filter(case=case, event_seq=1).order_by("received_at", "id").first()
    claims = list(Claim.objects.filter(case=case).order_by("seq"))
    return (
        any(_links(body_of(first, payload, each), first, each) for each in Algorithm)
        and submission is not None
        and digest(submission.text) == said["text_sha256"]
        and [digest(row.request, row.facts, row.reasons) for row in claims] == [row["sha256"] for row in said["claims"]]
    )
