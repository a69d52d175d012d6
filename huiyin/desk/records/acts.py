"""Doing an act to a record of any kind, or opening one. Whatever is refused, the typed text stays in the form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.forms.unfit import OVERTAKEN, UNFIT, unreadable
from huiyin.desk.frame import page
from huiyin.desk.links import link
from huiyin.desk.records.fetching import Shown, act_called, fetch, kind_called, url_of
from huiyin.desk.records.forms import ACCEPT, Form
from huiyin.desk.records.lists import may_open
from huiyin.desk.records.pages import named, section
from huiyin.desk.records.story import story
from huiyin.desk.staff import Desk, staff
from huiyin.law.frame.verdict import Decision, Refusal
from huiyin.record.captions import borrowed
from huiyin.record.door import Refused, open_record, perform
from huiyin.record.reading import events_of, find, words_of
from huiyin.record.sections import Section
from huiyin.typed.wholes import place_of

#: Lists from which a record can be decided; who decides there goes on with the next one.
LISTS = frozenset({"oversight"})


@staff
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    found = kind_called(kind)
    if not may_open(found, desk):
        raise PermissionDenied
    typed = request.POST if request.method == "POST" else None
    form = Form(found, found.procedure.opening, desk, typed=typed, start=request.GET.dict(), uploads=_uploads(request))
    if form.typed is None:
        return _shown(request, form)
    given, wrong = form.read()
    if wrong:
        return _shown(request, form, unreadable(form.kind.procedure, form.act, wrong), status=UNFIT)
    try:
        row = open_record(found, by=desk.actor, at=desk.now, given=given, key=form.once(given))
    except Refused as refused:
        return _shown(request, form, refused.refusal, status=UNFIT)
    _say(request, form)
    return see_other(url_of(found, row.number))


@staff
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, desk: Desk, kind: str, number: str, act: str) -> HttpResponse:
    shown = fetch(desk, kind, number)
    which = act_called(shown.kind, act)
    if request.method == "POST":
        return _send(request, shown, _form(shown, which, request))
    verdict = shown.verdict(which)
    refusal = verdict if isinstance(verdict, Refusal) else None
    status, follows = (OVERTAKEN, None) if refusal else (200, verdict)
    return _shown(request, _form(shown, which, request), refusal, shown, status=status, follows=follows)


def _form(shown: Shown, act: Any, request: HttpRequest) -> Form:
    typed = request.POST if request.method == "POST" else None
    start = {**_words_so_far(shown, act), **shown.kind.suggest(shown.row, act, shown.facts, shown.desk.today)}
    choices = shown.kind.choose(shown.row, act, shown.facts, shown.desk.today)
    return Form(shown.kind, act, shown.desk, shown.row.id, shown.facts.holder, typed, start, choices, _uploads(request))


def _uploads(request: HttpRequest) -> dict[str, list[Any]]:
    return {name: request.FILES.getlist(name) for name in request.FILES}


def _words_so_far(shown: Shown, act: Any) -> dict[str, Any]:
    """An act that asks for the title anew begins with all the words so far."""
    asks = any(each.name == "title" for each in shown.procedure.needs(act))
    return words_of(shown.procedure, events_of(shown.row)) if asks else {}


def _send(request: HttpRequest, shown: Shown, form: Form) -> HttpResponse:
    given, wrong = form.read()
    if wrong:
        return _shown(request, form, unreadable(form.kind.procedure, form.act, wrong), shown, status=UNFIT)
    seen = place_of(form.said("_seen"))
    try:
        perform(
            shown.kind, record=shown.row.id, act=form.act, by=shown.desk.actor, at=shown.desk.now, given=given,
            key=None if form.act in shown.kind.told_once else form.once(given), seen=seen,
        )  # fmt: skip
    except Refused as refused:
        fresh = fetch(shown.desk, shown.kind.key, shown.row.number)
        overtaken = seen is not None and seen != fresh.row.seq
        return _shown(request, form, refused.refusal, fresh, status=OVERTAKEN if overtaken else UNFIT)
    if form.act in shown.kind.told_once:
        return _once(request, shown, form)
    _say(request, form)
    if form.said("_back") in LISTS:
        return see_other(link(form.said("_back")))
    still = find(shown.kind, shown.desk.actor, shown.desk.today, shown.row.number)
    return see_other(_next(replace(shown, row=still), form) if still else link("records", shown.kind.key))


def _next(shown: Shown, form: Form) -> str:
    """Back to the record; where the same is to be done again (writing down what is said), to the form once more."""
    again = form.act in shown.kind.again and shown.kind.wants(shown.facts, shown.desk.today) is form.act
    key, number = shown.kind.key, shown.row.number
    return reverse("desk:record-act", args=[key, number, form.act.value]) if again else shown.url


def _once(request: HttpRequest, shown: Shown, form: Form) -> HttpResponse:
    """What the act asked to see, on this one answer only; no browser keeps it."""
    sections = list(shown.kind.told_once[form.act](shown.row))
    context = {"record": shown.row, "act": form.act, "sections": sections, "back": shown.url}
    response = page(request, shown.desk, "desk/records/once.html", context, here=f"records-{shown.kind.key}")
    response.headers["Cache-Control"] = "no-store"
    return response


def _known(shown: Shown) -> Iterable[Section]:
    """What the record shows of itself, below the form: whoever decides has before them what it rests on."""
    kind = shown.kind
    return kind.shows(shown.row, shown.desk.actor, shown.desk.today) if kind.shown_with_forms else ()


def _say(request: HttpRequest, form: Form) -> None:
    messages.success(request, gettext("“%(act)s”已经记录。") % {"act": gettext(form.act.label)})


def _shown(
    request: HttpRequest, form: Form, refusal: Refusal | None = None, shown: Shown | None = None, *, status: int = 200,
    follows: Decision | Refusal | None = None,
) -> HttpResponse:  # fmt: skip
    closed = refusal is not None and form.typed is None
    seen = place_of(form.said("_seen")) if form.typed is not None else None
    news = events_of(shown.row).filter(seq__gt=seen).order_by("-seq") if shown and seen else ()
    sections = list(_known(shown)) if shown else []
    about = [(form.kind, shown.row), *named(sections)] if shown else []
    lent = borrowed(about, form.desk.actor, form.desk.today)
    context = {
        "record": shown.row if shown else None,
        "called": lent.get(shown.row.id, shown.row.title) if shown else "",
        "kind": form.kind,
        "label": form.kind.procedure.label,
        "act": form.act,
        "stage": shown.facts.stage if shown else None,
        "back": shown.url if shown else link("records", form.kind.key),
        "follows": follows,
        "article": form.kind.procedure.by_act[form.act][0].article if refusal is None else None,
        "refusal": refusal,
        "closed": closed,
        "fields": [] if closed else form.drawn(refusal.wrong if refusal else {}),
        "sheet": {"organ_names": [organ.name for organ in form.organs]},
        "sections": [section(each, lent) for each in sections],
        "takes_files": form.takes_files,
        "accept": ACCEPT,
        "once": uuid4().hex,
        "seen": shown.row.seq if shown else "",
        "news": story(form.kind.procedure, list(news), form.desk.world.chart) if shown else [],
    }
    return page(request, form.desk, "desk/records/act.html", context, here=f"records-{form.kind.key}", status=status)
