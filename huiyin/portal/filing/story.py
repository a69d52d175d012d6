"""Filing, step 1 of three quiet ones (提出信访): tell it. No account, no script needed."""

from __future__ import annotations

from contextlib import suppress

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from huiyin.cases import materials
from huiyin.cases.models import Case
from huiyin.people.models import Organ
from huiyin.portal.entering.browser import remembered
from huiyin.portal.entering.grants import opened
from huiyin.portal.filing import drafts
from huiyin.portal.filing.doors import Kind
from huiyin.portal.filing.drafts import Draft
from huiyin.portal.filing.forms import StoryForm
from huiyin.portal.following.matter import gather
from huiyin.portal.redirects import UNFIT, see_other, to_step
from huiyin.reception.rooms import room_of
from huiyin.store.rows import one
from huiyin.typed.petitions import number_of
from huiyin.typed.texts import text_of


@require_http_methods(["GET", "POST"])
@remembered
def submit(request: HttpRequest) -> HttpResponse:
    """What happened, where, and what there is to show for it. An address that names no draft begins a new one.

    The first page sends its words here too; ``more`` asks for the rest of this page and not for the next step.
    """
    draft = drafts.load(request) if drafts.named(request) or request.method == "POST" else Draft()
    if request.method == "POST":
        return _story_told(request, _another(request, draft))
    if not draft.begun:
        _about(request, draft)
    wish = request.GET.get("kind", "")
    kind = wish if wish in set(Kind) else draft.kind or Kind.HELP
    form = StoryForm(
        initial={
            "kind": kind, "text": draft.text, "place": draft.place or draft.place_said, "spot": draft.spot,
            "keep_location": draft.keep_location,
        }
    )  # fmt: skip
    return _story_page(request, draft, form)


def _another(request: HttpRequest, draft: Draft) -> Draft:
    """The draft, or a new one where the page is of one that has been filed: what is written there now is another."""
    row = drafts.filed_as(request)
    case = one(Case, id=row.case or 0) if row else None
    if case is None:
        return draft
    messages.info(request, _("上一件已经提交，编号 {number}。您现在写的是另外一件。").format(number=case.number))
    return Draft()


def _about(request: HttpRequest, draft: Draft) -> None:
    """Begin from a matter that is open in this session: its place, and either the organ that handles it as the one
    meant, or its number as the earlier one (``after``)."""
    if request.GET.get("kind") == Kind.ROOM:
        _of_a_room(request, draft)
    about, after = number_of(request.GET.get("about")), number_of(request.GET.get("after"))
    if about or after:
        with suppress(Http404):
            matter = gather(opened(request, about or after))
            draft.place = matter.case.place
            if about:
                draft.accused_organ = str(matter.facts.responsible or matter.facts.holder)
            else:
                draft.you = {**draft.you, "earlier": matter.case.number}
            drafts.save(request, draft)


def _of_a_room(request: HttpRequest, draft: Draft) -> None:
    """Begin a word about how one was received: the place of the room, and whose room it is."""
    organ = Organ.objects.filter(key=request.GET.get("room", "")[:40]).first()
    if organ is not None and room_of(organ.id) is not None:
        draft.kind, draft.place, draft.accused_organ = Kind.ROOM, organ.code, str(organ.id)
        drafts.save(request, draft)


def _story_told(request: HttpRequest, draft: Draft) -> HttpResponse:
    form = StoryForm(request.POST, request.FILES)
    fits = form.is_valid()
    _remember_story(draft, form)
    if drop := request.POST.get("drop"):
        draft.files = [file for file in draft.files if file.sha256 != drop]
    kept, refused = materials.store_all(_uploads(request), keep_location=draft.keep_location, already=len(draft.files))
    draft.files += [file for file in kept if file.sha256 not in {each.sha256 for each in draft.files}]
    drafts.save(request, draft)
    if drop or "more" in request.POST:
        return see_other("submit", query=f"draft={draft.key}")
    if "point" in request.POST:
        for phrase in refused:
            messages.warning(request, _(phrase.text).format(**dict(phrase.args)))
        return to_step(request, "where", draft)
    for phrase in refused:
        form.add_error("papers", _(phrase.text).format(**dict(phrase.args)))
    if (not fits and not asked_beside_claims(form)) or refused:
        return _story_page(request, draft, form, status=UNFIT)
    if form.read_as is not None:
        messages.info(request, _("看您写的，事情发生在{place}。不对的话，回上一步改。").format(place=form.read_as.path))
    return to_step(request, "submit-claims", draft)


def asked_beside_claims(form: StoryForm) -> bool:
    """Whether all that is left is to ask where: that is asked on the next page, which spares one of its own. Of a
    report whom it may not reach depends on it, so it is asked first."""
    return form.lacks_place_alone and not Kind(form.cleaned_data["kind"]).accuses


def _uploads(request: HttpRequest) -> list[UploadedFile[bytes]]:
    return list(request.FILES.getlist("papers"))


def _remember_story(draft: Draft, form: StoryForm) -> None:
    """Keep whatever was typed, fit or not: the next page, or the same one again, must have it."""
    given = form.cleaned_data
    draft.kind = given.get("kind") or draft.kind
    draft.text = given.get("text") or text_of(form.data.get("text", ""))
    draft.place = given.get("place", "")
    draft.place_said = "" if draft.place else form.place_said
    draft.spot = given.get("spot", draft.spot)
    draft.keep_location = bool(given.get("keep_location"))


def _story_page(request: HttpRequest, draft: Draft, form: StoryForm, status: int = 200) -> HttpResponse:
    others = [each for each in drafts.unfinished(request) if each.key != draft.key and each.begun]
    context = {"form": form, "draft": draft, "others": others, "here": "submit", "most_files": materials.MOST}
    return may_speak(render(request, "portal/submit_story.html", context, status=status))


def may_speak(answer: HttpResponse) -> HttpResponse:
    """A page to tell it on: here, and nowhere else, one may speak instead of typing."""
    answer.headers["Permissions-Policy"] = "camera=(), microphone=(self), geolocation=(), payment=()"
    return answer


@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Begin anew."""
    drafts.drop(request, drafts.load(request))
    return see_other("submit", query="new")
