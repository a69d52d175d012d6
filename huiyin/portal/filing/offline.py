"""Filing without a net (离线填写): one page the device keeps, which sends itself when there is a net again.

The service worker's scope is the filing and nothing else; it keeps the blank page and its looks, never what was typed.
The words and the chosen photos stay in the device's draft for three days; name and phone only in the open page.
"""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.forms import Field
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.cases import materials
from huiyin.cases.acts import Refused
from huiyin.cases.lodging import digest
from huiyin.portal.entering import throttle
from huiyin.portal.entering.browser import LASTS, remembered
from huiyin.portal.filing import drafts
from huiyin.portal.filing.again import already_filed
from huiyin.portal.filing.asking import must_ask
from huiyin.portal.filing.claims import offered
from huiyin.portal.filing.doors import Kind
from huiyin.portal.filing.drafts import Draft
from huiyin.portal.filing.forms import StoryForm, YouForm
from huiyin.portal.filing.handing_in import Door, file_draft, handed_in
from huiyin.portal.filing.story import asked_beside_claims
from huiyin.portal.redirects import see_other, to_step

_STORY: Final = ("text", "place", "spot", "kind", "papers")
_YOU: Final = ("name", "phone")
LOOKS: Final = (
    "house/huiyin.css",
    "house/huiyin.js",
    "house/keys.js",
    "portal/keeping.js",
    "portal/offline.js",
    "portal/unsent.js",
    "house/mark.svg",
)


@require_http_methods(["GET", "POST"])
@never_cache
@remembered
def offline(request: HttpRequest) -> HttpResponse:
    """The page to fill without a net; sent, it is filed, or goes on in the ordinary steps if something is missing."""
    if request.method == "POST":
        return _sent(request)
    story = StoryForm(initial={"kind": Kind.HELP})
    you = YouForm(kind=Kind.HELP, book=Door(Draft(kind=Kind.HELP), timezone.now()).book)
    context = {"story": [story[name] for name in _STORY], "you": [_private(you, name) for name in _YOU]}
    return render(request, "portal/offline.html", {**context, "here": "submit"})


def _private(form: YouForm, name: str) -> Any:
    """Who somebody is must not stay behind on a borrowed phone."""
    field: Field = form.own(name)
    field.widget.attrs["data-private"] = ""
    field.required = field.required or name == "phone"
    field.help_text = ""
    return form[name]


def _sent(request: HttpRequest) -> HttpResponse:
    if filed := already_filed(request, LASTS):
        return filed
    # What was begun here goes on: its papers stay, and the words of this page are the ones that count.
    draft = drafts.load(request) if drafts.named(request) else Draft()
    mine = drafts.is_kept(request, draft)
    story = StoryForm(request.POST, request.FILES)
    fits = story.is_valid()
    draft.kind = story.cleaned_data.get("kind") or Kind.HELP
    draft.text = story.cleaned_data.get("text", "")
    draft.place, draft.spot = story.cleaned_data.get("place", ""), story.cleaned_data.get("spot", "")
    draft.place_said = "" if draft.place else story.place_said
    draft.you = {**draft.you, **{name: request.POST.get(name, "")[:160] for name in _YOU}}
    draft.claims, draft.split_of = offered(draft.text), digest(draft.text)
    _keep_papers(request, draft)
    drafts.save(request, draft)
    if not fits:
        return to_step(request, "submit-claims" if asked_beside_claims(story) else "submit", draft)
    return _filed(request, draft, mine) or to_step(request, "submit-claims", draft)


def _keep_papers(request: HttpRequest, draft: Draft) -> None:
    """Papers and photos that waited on the device; what is refused is told on the next page, and the rest goes on."""
    kept, refused = materials.store_all(
        list(request.FILES.getlist("papers")), keep_location=False, already=len(draft.files)
    )
    draft.files += [file for file in kept if file.sha256 not in {each.sha256 for each in draft.files}]
    for phrase in refused:
        messages.warning(request, _(phrase.text).format(**dict(phrase.args)))


def _filed(request: HttpRequest, draft: Draft, mine: bool) -> HttpResponse | None:
    """The receipt, if nothing is missing. A report must first say whom it is about: that is a step of its own.

    The key was made on the device: sent from another browser it is still filed once, and opens nothing there.
    """
    kind = Kind(draft.kind)
    door = Door(draft, timezone.now())
    you = YouForm({**draft.you, "way": "portal", "people": 1}, kind=kind, book=door.book)
    if kind.accuses or must_ask(draft) or door.receiver is None or not you.is_valid():
        return None
    if throttle.too_often(throttle.FILING, throttle.address_of(request), door.now, worked=False):
        # The last of the ordinary steps says how long to wait; nothing is lost.
        return None
    try:
        lodged = file_draft(draft, door, you.cleaned_data, draft.key, read_back=False)
    except Refused:
        return None
    if lodged.again and not mine:
        drafts.drop(request, draft)
        return see_other("receipt", lodged.case.number)
    return handed_in(request, draft, lodged, door.now)


# What makes it an app -------------------------------------------------------------------------------------------------


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. Its place gives it the filing as scope; language and edition make another one of it."""
    context = {"looks": [static(each) for each in LOOKS]}
    answer = render(request, "portal/worker.js", context, content_type="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; connect-src 'self'"
    return answer


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What the device shows once it is installed."""
    answer = JsonResponse(
        {
            "name": _("回音"),
            "short_name": _("回音"),
            "id": reverse("portal:home"),
            "start_url": reverse("portal:submit"),
            "scope": reverse("portal:home"),
            "display": "standalone",
            "background_color": "#fbfaf7",
            "theme_color": "#1d4f91",
            "icons": [{"src": static("house/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
            "shortcuts": [
                {"name": _("提出信访"), "url": reverse("portal:submit")},
                {"name": _("查询进展"), "url": reverse("portal:track")},
            ],
        },
        json_dumps_params={"ensure_ascii": False},
    )
    answer.headers["Content-Type"] = "application/manifest+json"
    return answer
