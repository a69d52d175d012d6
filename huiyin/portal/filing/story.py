"""Filing, step 1 of three quiet ones (提出信访): tell it. No account, no script needed."""

from __future__ import annotations

from contextlib import suppress

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from huiyin.cases import materials
from huiyin.people.models import Division
from huiyin.portal.entering.grants import opened
from huiyin.portal.filing import drafts
from huiyin.portal.filing.doors import Kind
from huiyin.portal.filing.drafts import Draft
from huiyin.portal.filing.forms import StoryForm, divisions
from huiyin.portal.following.matter import gather
from huiyin.portal.redirects import UNFIT, see_other
from huiyin.typed.petitions import number_of
from huiyin.typed.texts import text_of


@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest) -> HttpResponse:
    """What happened, where, and what there is to show for it."""
    draft = drafts.load(request)
    places = divisions()
    if request.method == "POST":
        return _story_told(request, draft, places)
    if not draft.begun:
        _about(request, draft)
    wish = request.GET.get("kind", "")
    kind = wish if wish in set(Kind) else draft.kind or Kind.HELP
    form = StoryForm(
        initial={
            "kind": kind, "text": draft.text, "place": draft.place, "spot": draft.spot,
            "keep_location": draft.keep_location,
        },
        places=places,
    )  # fmt: skip
    return _story_page(request, draft, form)


def _about(request: HttpRequest, draft: Draft) -> None:
    """Begin from a matter that is open in this session: its place, and the organ that handles it as the one meant."""
    number = number_of(request.GET.get("about"))
    if number:
        with suppress(Http404):
            matter = gather(opened(request, number))
            draft.place = matter.case.place
            draft.accused_organ = str(matter.facts.responsible or matter.facts.holder)
            drafts.save(request, draft)


def _story_told(request: HttpRequest, draft: Draft, places: list[Division]) -> HttpResponse:
    form = StoryForm(request.POST, request.FILES, places=places)
    fits = form.is_valid()
    _remember_story(draft, form)
    if drop := request.POST.get("drop"):
        draft.files = [file for file in draft.files if file.sha256 != drop]
    kept, refused = materials.store_all(_uploads(request), keep_location=draft.keep_location, already=len(draft.files))
    draft.files += [file for file in kept if file.sha256 not in {each.sha256 for each in draft.files}]
    drafts.save(request, draft)
    if drop:
        return see_other("submit")
    for phrase in refused:
        form.add_error("papers", _(phrase.text).format(**dict(phrase.args)))
    if not fits or refused:
        return _story_page(request, draft, form, status=UNFIT)
    return see_other("submit-claims")


def _uploads(request: HttpRequest) -> list[UploadedFile[bytes]]:
    return list(request.FILES.getlist("papers"))


def _remember_story(draft: Draft, form: StoryForm) -> None:
    """Keep whatever was typed, fit or not: the next page, or the same one again, must have it."""
    given = form.cleaned_data
    draft.kind = given.get("kind") or draft.kind
    draft.text = given.get("text") or text_of(form.data.get("text", ""))
    draft.place = given.get("place") or draft.place
    draft.spot = given.get("spot", draft.spot)
    draft.keep_location = bool(given.get("keep_location"))


def _story_page(request: HttpRequest, draft: Draft, form: StoryForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "draft": draft, "here": "submit", "most_files": materials.MOST}
    answer = render(request, "portal/submit_story.html", context, status=status)
    # Here, and nowhere else, one may speak instead of typing.
    answer.headers["Permissions-Policy"] = "camera=(), microphone=(self), geolocation=(), payment=()"
    return answer


@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Begin anew."""
    drafts.drop(request)
    return see_other("submit", query="new")
