"""Following a matter (查询进展): number and query code open it in this session, and the page tells how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huiyin.cases.asked import named
from huiyin.cases.envelopes import keys_by_code
from huiyin.cases.identity import encrypt_code
from huiyin.cases.materials import open_material
from huiyin.cases.models import Case
from huiyin.cases.numbers import code_fits
from huiyin.gate import known
from huiyin.gate.keys import pocket
from huiyin.gate.work import task, worked
from huiyin.joint import codes, renewing
from huiyin.joint.codes import LENGTH
from huiyin.joint.models import Cosigner
from huiyin.law.frame.verdict import Decision
from huiyin.law.terms import Act, Wish
from huiyin.people.hashing import hashes
from huiyin.portal.entering import grants, throttle
from huiyin.portal.filing.drafts import forget_filed
from huiyin.portal.following.answers import answered, claim_rows
from huiyin.portal.following.costs import costs
from huiyin.portal.following.lasting import answering, awaiting
from huiyin.portal.following.matter import THEIR_ACTS, Matter, gather
from huiyin.portal.following.standing import coming, four, now_words, remedies
from huiyin.portal.following.supervised import supervisions
from huiyin.portal.following.visits import visits
from huiyin.portal.following.ways_on import late, unhappy
from huiyin.portal.heard.shown import heard_of, hearings
from huiyin.portal.promised.listing import denials, promises
from huiyin.portal.redirects import TOO_OFTEN, UNFIT, see_other
from huiyin.portal.saying.buttons import anew, button, wishes
from huiyin.portal.saying.words import ORDER
from huiyin.portal.telling.history import asked, history
from huiyin.portal.telling.looks import readings, unmaskings
from huiyin.portal.telling.step import Step
from huiyin.typed.petitions import code_of, number_of

_NOBODY: list[Case] = []
_STRANGER: Final = Cosigner(party=0, code="-" * 64)


@hashes
@require_http_methods(["GET", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Number and query code; wrong ones are counted, and every answer takes equally long."""
    if request.method != "POST":
        return _track_page(request, {"number": request.GET.get("n", "")[:40]})
    typed = {"number": request.POST.get("number", "")[:80], "code": request.POST.get("code", "")[:80]}
    now = timezone.now()
    digits = number_of(typed["number"])
    device = known.device(request, _device_name(digits))
    guess = throttle.Guess(throttle.address_of(request), digits, worked(request, now), device)
    if minutes := throttle.wait_minutes(guess, now):
        return _track_page(request, {**typed, "wait": minutes}, TOO_OFTEN)
    case = named(digits[:LENGTH])
    joined = codes.cosigner(case, digits)
    renewing.settle(case or _nobody(), now)
    renewing.settle_cosigner(joined.party if joined else 0, now)
    joined = codes.cosigner(case, digits)
    new = renewing.new_code(case or _nobody(), typed["code"])
    fits = (code_fits(case or _nobody(), typed["code"]) or bool(new)) and len(digits) <= LENGTH
    if part := renewing.part_for(case or _nobody(), typed["code"]) if not fits and len(digits) <= LENGTH else None:
        case, fits = part, True
    joins = codes.code_fits(joined or _STRANGER, typed["code"]) and joined is not None
    if case is None or not (fits or joins):
        left = throttle.count_failure(guess, now)
        return _track_page(request, {**typed, "wrong": True, "left": left}, UNFIT)
    if joined is not None and case.report:
        return render(request, "portal/closed_to_cosigners.html", {"here": "track"}, status=403)
    if joined is not None:
        grants.grant_cosigner(request, joined, now)
    else:
        grants.grant(request, case, now, new)
        pocket(request).put_matters(keys_by_code(case.id, code_of(typed["code"])))
    response = see_other("matter", grants.final(case).number)
    if not case.report:  # of a report no trace stays behind on a computer that others use too
        known.remember(request, response, _device_name(digits))
    return response


@require_safe
def short(request: HttpRequest) -> HttpResponse:
    """The short address on receipts and cards: number and code stand behind the #, and the browser fills them in."""
    return _track_page(request, {})


def _device_name(digits: str) -> str:
    """Under what a device knows a matter, or one's part in it."""
    return f"matter:{digits}"


def _track_page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, "portal/track.html", {"here": "track", "work": task(), **context}, status=status)


def _nobody() -> Case:
    """A matter that is none, so that a number nobody has takes as long to refuse as a wrong code."""
    if not _NOBODY:
        _NOBODY.append(Case(id=0, query_code=encrypt_code(0, "--------")))
    return _NOBODY[0]


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close the matter on this device; of a report nothing stays behind in the browser."""
    secret = any(case.report for case in grants.held(request))
    grants.leave(request)
    forget_filed(request)
    response = see_other("home")
    known.forget(response)
    if secret:
        response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@require_POST
def stop_code(request: HttpRequest, number: str) -> HttpResponse:
    """The holder did not ask for another code: it is nothing, and theirs stays."""
    found = grants.opened(request, number)
    if not found.own and found.cosigner is None:
        raise Http404
    if renewing.stop(found.case, found.cosigner.party if found.cosigner else None):
        messages.success(request, _("停下了，您原来的查询码照常用。请打电话告诉我们是怎么回事。"))
    return see_other("matter", number)


@require_safe
def matter(request: HttpRequest, number: str) -> HttpResponse:
    """The page of one matter: who has it, what next, by when, whom to call, before anything else."""
    found = grants.opened(request, number)
    if found.case.merged_into is not None:
        return see_other("matter", grants.final(found.case).number)
    said = request.GET.get("said", "")
    return render(request, "portal/matter.html", {**_shown(gather(found)), "said": said if said in THEIR_ACTS else ""})


def _shown(matter: Matter) -> dict[str, Any]:
    answers, following = answered(matter), coming(matter)
    heard = hearings(matter) if heard_of(matter) else []
    under_way = {Wish.HEARING} if any(each.open for each in heard) else ()
    offered = [button(matter, act) for act in ORDER if act in matter.openings]
    possible = [each for each in offered if not each["refusal"]]
    found = promises(matter)
    again = unhappy(matter, [*possible, *denials(found)])
    behind = late(matter, following, possible)
    elsewhere = {one["act"] for one in again} | ({Act.URGE} if behind else set())
    others = [each for each in possible if each["act"] not in elsewhere]
    return {
        "matter": matter,
        "here": "track",
        "today": matter.today,
        "now": now_words(matter),
        "coming": following,
        "four": four(matter),
        "remedies": remedies(matter),
        "answers": answers.answers,
        "claims": claim_rows(matter, answers, _children(matter)),
        "steps": [*_ahead(matter), *history(matter)],
        "possible": _in_order(
            [*others, *wishes(matter, under_way), *anew(matter)], leaning=bool(again or (behind and behind.urge))
        ),
        "late": behind,
        "unhappy": again,
        "closed": [each for each in offered if each["refusal"]],
        "unmaskings": unmaskings(matter),
        "readings": readings(matter),
        "supervisions": supervisions(matter),
        "hearings": heard,
        "answering": answering(matter),
        "awaiting": awaiting(matter),
        "visits": visits(matter),
        "asked": asked(matter),
        "costs": costs(matter),
        "correctable": matter.own and isinstance(matter.openings.get(Act.SUPPLEMENT), Decision),
        "promises": found,
    }


def _ahead(matter: Matter) -> list[Step]:
    following = coming(matter)
    return [Step(following.sentence, following.due.on, "ahead")] if following.due else []


def _in_order(buttons: list[dict[str, Any]], leaning: bool) -> list[dict[str, Any]]:
    """Withdrawing last; one primary button, and none where the page would lean on somebody's word (yes or no).

    :param leaning: it stands elsewhere on the page already.
    """
    rows = sorted(buttons, key=lambda each: each.get("act") is Act.WITHDRAW)
    return [{**each, "first": each.get("act") is Act.SUPPLEMENT and not leaning} for each in rows]


def _children(matter: Matter) -> Mapping[int, str]:
    ids = [claim.split_to for claim in matter.claims if claim.split_to]
    return dict(Case.objects.filter(id__in=ids).values_list("id", "number")) if ids else {}


@require_safe
def material(request: HttpRequest, number: str, sha256: str) -> HttpResponse | FileResponse:
    """One of the papers the person handed in, always as a download and never run."""
    found = gather(grants.opened(request, number))
    mine = (each for submission in found.submissions for each in submission.materials.all())
    row = next((each for each in mine if each.sha256 == sha256), None)
    if row is None:
        raise Http404
    try:
        response = FileResponse(
            open_material(sha256), as_attachment=True, filename=row.name, content_type=row.media_type
        )
    except FileNotFoundError:
        raise Http404(_("这份材料的文件不见了，请告诉我们。")) from None
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
