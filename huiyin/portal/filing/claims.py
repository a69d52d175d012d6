"""Filing, step 2: the story offered back as claims (诉求), the right door first, everything to be changed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.cases.lodging import digest
from huiyin.law.frame.facts import World
from huiyin.law.frame.particulars import LONGEST_TEXT
from huiyin.law.words import P, Phrase
from huiyin.people.models import Division
from huiyin.portal.entering.browser import remembered
from huiyin.portal.filing import drafts
from huiyin.portal.filing.again import already_filed, which
from huiyin.portal.filing.asking import must_ask
from huiyin.portal.filing.doors import Kind, accused_by
from huiyin.portal.filing.drafts import Claimed, Draft
from huiyin.portal.filing.forms import StoryForm
from huiyin.portal.filing.pressing import likely, pressing
from huiyin.portal.redirects import UNFIT, draft_is_gone, to_step
from huiyin.record.worlds import beijing_day, world_on
from huiyin.typed.texts import line_of, text_of
from huiyin.wording import reading
from huiyin.wording.whens import whens

MOST_CLAIMS: Final = 20


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with the claims, for the list at the top and beside the field."""

    at: str
    words: str


@require_http_methods(["GET", "POST"])
@remembered
def submit_claims(request: HttpRequest) -> HttpResponse:
    """The story as claims: request, facts and reasons, to be changed and confirmed; the right door first."""
    if asked := already_filed(request) or which(request):
        return asked
    draft = drafts.load(request)
    if not draft.text or (not draft.place and Kind(draft.kind or Kind.HELP).accuses):
        return draft_is_gone(request, draft)
    if request.method == "POST":
        return _claims_told(request, draft)
    if not draft.claims or "again" in request.GET:
        draft.claims = offered(draft.text)
        draft.split_of = digest(draft.text)
        drafts.save(request, draft)
    return _claims_page(request, draft)


def offered(text: str) -> list[Claimed]:
    """The story as claims, to be changed and confirmed. Whoever asked for nothing finds their own words."""
    found = reading.offer(text)
    own = reading.own_words(text) if not _asks(found) else ""
    wishes = ("" if own and reading.hollow(each.request) else each.request for each in found)
    return [Claimed(_new_id(), wish or own, each.facts, each.reasons) for wish, each in zip(wishes, found, strict=True)]


def _asks(found: Iterable[reading.Offered]) -> bool:
    return any(each.request and not reading.hollow(each.request) for each in found)


def _new_id() -> str:
    return uuid.uuid4().hex[:8]


def _claims_told(request: HttpRequest, draft: Draft) -> HttpResponse:
    draft.claims = _typed_claims(request)
    # Whose room it is was said by the page from which they came, and is not asked again.
    for name in () if draft.kind == Kind.ROOM else ("accused_organ", "accused_name", "accused_person"):
        setattr(draft, name, line_of(request.POST.get(name, ""))[:160])
    if "add" in request.POST and len(draft.claims) < MOST_CLAIMS:
        draft.claims.append(Claimed(_new_id()))
    if gone := request.POST.get("remove"):
        draft.claims = [claim for claim in draft.claims if claim.id != gone] or [Claimed(_new_id())]
    elsewhere = bool(gone) or "add" in request.POST
    asked = _where_told(request, draft) if not draft.place else None
    wrong = [] if elsewhere or not _goes_on(request) else _wrong_claims(draft, asked)
    drafts.save(request, draft)
    if wrong:
        return _claims_page(request, draft, wrong, status=UNFIT, where=asked)
    if "point" in request.POST:
        return to_step(request, "where", draft)
    if elsewhere:
        return to_step(request, "submit-claims", draft)
    if "back" in request.POST:
        return to_step(request, "submit", draft)
    return to_step(request, "submit-asked" if must_ask(draft) else "submit-you", draft)


def _goes_on(request: HttpRequest) -> bool:
    """Whether the next step is wanted; back to the first, or to the map, nothing has to be complete."""
    return "back" not in request.POST and "point" not in request.POST


def _where_told(request: HttpRequest, draft: Draft) -> StoryForm | None:
    """The place typed or pointed at beside the claims; the form that still asks where there is none beyond doubt."""
    form = where_of(draft, request.POST)
    given = form.cleaned_data if form.is_valid() or not form.has_error("place") else {}
    draft.place, draft.place_said = given.get("place", ""), "" if given.get("place") else form.place_said
    return None if draft.place else form


def where_of(draft: Draft, typed: Mapping[str, str]) -> StoryForm:
    """The question where it happened, of somebody whose story does not say."""
    names = ("place", "place_is", "place_meant")
    said = {name: typed[name] for name in names if name in typed}
    return StoryForm({"kind": Kind.HELP, "text": draft.text, "spot": draft.spot, "place": draft.place_said, **said})


def _asked_first(draft: Draft) -> StoryForm:
    form = where_of(draft, {})
    form.only_ask()
    return form


def _typed_claims(request: HttpRequest) -> list[Claimed]:
    typed = request.POST
    ids = [each for each in typed.getlist("claim") if each.isalnum()][:MOST_CLAIMS]
    parts = ("request", "facts", "reasons")
    return [Claimed(each, *(text_of(typed.get(f"{part}-{each}", "")) for part in parts)) for each in ids]


def _wrong_claims(draft: Draft, asked: StoryForm | None) -> list[Wrong]:
    wrong = [Wrong("id_place", str(asked.errors["place"][0]))] if asked else []
    draft.claims = [each for each in draft.claims if each.request or each.facts or each.reasons] or draft.claims[:1]
    for claim in draft.claims:
        if not claim.request:
            wrong.append(Wrong(f"request-{claim.id}", _("请写一句：您希望我们做什么？")))
        for part in ("request", "facts", "reasons"):
            if len(getattr(claim, part)) > LONGEST_TEXT:
                wrong.append(Wrong(f"{part}-{claim.id}", _("太长了，最多 {n} 个字。").format(n=LONGEST_TEXT)))
    if Kind(draft.kind).accuses and not accused_by(draft, beijing_day(timezone.now())).meant.anybody:
        wrong.append(Wrong("accused_name", _("请写明反映的是哪个单位或哪个人。记不准名称，就写您知道的。")))
    return wrong


def _claims_page(
    request: HttpRequest,
    draft: Draft,
    wrong: list[Wrong] | None = None,
    status: int = 200,
    where: StoryForm | None = None,
) -> HttpResponse:
    kind, today = Kind(draft.kind), beijing_day(timezone.now())
    found = reading.finds(draft.text, Division.objects.values_list("name", flat=True))
    by_field = {each.at: each.words for each in wrong or ()}
    routes = pressing(draft.text, kind.accuses, today)
    context = {
        "draft": draft, "here": "submit", "wrong": wrong or [],
        "where": (where or _asked_first(draft)) if not draft.place else None,
        "claims": [_claim_fields(claim, by_field, first=claim is draft.claims[0]) for claim in draft.claims],
        "wish_unsaid": not _asks(reading.offer(draft.text)),
        "routes": routes, "likely": [] if routes else likely(draft.text, kind.accuses, today),
        "today": today, "kind": kind,
        "whens": reading.words_of(found, "when"), "places": reading.words_of(found, "place"),
        "sums": reading.words_of(found, "sum"),
        "pieces": list(reading.pieces(draft.text[: reading.SHOWN_LENGTH], found)),
        "shortened": len(draft.text) > reading.SHOWN_LENGTH,
        "asks": _still_to_ask(draft, found, today), "stale": draft.split_of != digest(draft.text),
        "organs": _organs(draft, world_on(beijing_day(timezone.now()))) if kind.accuses else (),
        "accused_wrong": by_field.get("accused_name", ""), "may_add": len(draft.claims) < MOST_CLAIMS,
    }  # fmt: skip
    return render(request, "portal/submit_claims.html", context, status=status)


def _claim_fields(claim: Claimed, wrong: dict[str, str], *, first: bool) -> dict[str, Any]:
    rows = {
        part: {
            "name": f"{part}-{claim.id}", "value": getattr(claim, part), "error": wrong.get(f"{part}-{claim.id}", ""),
        }
        for part in ("request", "facts", "reasons")
    }  # fmt: skip
    folded = not first and not claim.facts and not claim.reasons
    return {"id": claim.id, "folded": folded, **rows}


def _still_to_ask(draft: Draft, found: tuple[reading.Find, ...], today: date) -> list[Phrase]:
    """The one or two things that are missing and that the office would have to ask for anyway."""
    kinds = {find.kind for find in found}
    asks = []
    if "when" not in kinds and not whens(draft.text, today):
        asks.append(P("是什么时候的事？在“事情经过”里补一句，比如“今年三月起”。"))
    if "place" not in kinds and not draft.spot and draft.place:
        asks.append(P("具体在哪里？补上村组、路名或单位名称，办的人就不用再打电话问您。"))
    return asks[:2]


def _organs(draft: Draft, world: World) -> list[tuple[str, list[tuple[int, str]]]]:
    """Organs that serve the place, by level, for the list of those that may be complained of."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for organ in world.chart.serving(draft.place):
        groups.setdefault(organ.level.label, []).append((organ.id, organ.name))
    return list(groups.items())
