"""Serving a paper (送达): how it reached the person, with its proof; a letter under way is proved or comes back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huiyin.cases.acts import Refused
from huiyin.cases.materials import Unwelcome, open_material, store
from huiyin.cases.models import Case
from huiyin.cases.papers.instruments import papers_for_staff
from huiyin.cases.papers.service import AWAITING_SERVICE, NotToServe, came_back, prove, serve
from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.forms.unfit import UNFIT
from huiyin.desk.frame import page
from huiyin.desk.matter.cases import fetch
from huiyin.desk.staff import Desk, staff
from huiyin.law.papers import Service as Method
from huiyin.law.words import P
from huiyin.papers.kinds import SERVED_BY_ACT
from huiyin.papers.models import Paper, Service
from huiyin.papers.service import ASKED, Asked, Proof, Words, attempts, faults, shown_of, words_of
from huiyin.papers.store import fetch as fetch_kept
from huiyin.papers.store import keep
from huiyin.people.posts import names_of
from huiyin.wording.words import say

PICTURES: Final = ("image/", "application/pdf")
LONGEST: Final = 500
#: What a picture's first bytes say of it; everything else is saved, not shown.
HEADS: Final = ((b"%PDF-", "application/pdf"), (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG", "image/png"))


class Form(forms.Form):
    """The questions of one way of serving. A picture that was accepted is kept over a mistake elsewhere."""

    def __init__(self, method: Method, data: Mapping[str, Any] | None, files: Any, initial: dict[str, Any]) -> None:
        super().__init__(data, files, initial=initial)
        self.method = method
        for asked in ASKED[method]:
            self.fields[asked.name] = _field(asked)

    def clean_signature(self) -> str:
        upload: UploadedFile[bytes] | None = self.cleaned_data.get("signature")
        return _kept(upload) if upload else _unsigned(str(self.data.get("kept", "")))

    def proof(self) -> Proof:
        """What was told; fields that do not belong to this way of serving are empty."""
        given = self.cleaned_data
        words = Words(**{name: given.get(name, "") for name in ("receiver", "place", "tracking", "witness", "note")})
        return Proof(self.method, given.get("sent_on"), given.get("served_on"), words, given.get("signature") or "")


def _field(asked: Asked) -> forms.Field:
    given: dict[str, Any] = {"label": say(asked.label), "required": asked.required}
    given["help_text"] = say(asked.hint) if asked.hint else ""
    if asked.kind == "date":
        return forms.DateField(widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), **given)
    if asked.kind == "picture":
        return forms.FileField(widget=forms.FileInput(attrs={"accept": "image/*,.pdf"}), **given)
    if asked.kind == "text":
        return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}), **given)
    return forms.CharField(max_length=120, **given)


def _kept(upload: UploadedFile[bytes]) -> str:
    """The picture, judged by its content like everything handed in, then kept encrypted with the papers."""
    try:
        file = store(upload)
    except Unwelcome as fault:
        raise forms.ValidationError(say(fault.phrase)) from None
    if not file.media_type.startswith(PICTURES):
        raise forms.ValidationError(say(P("这里只收照片、扫描件和 PDF。")))
    with open_material(file.sha256) as stored:
        return keep(stored.read())


def _unsigned(token: str) -> str:
    """The hash of a picture this page kept before; nobody can name another file by it."""
    try:
        return str(signing.loads(token, salt="papers.service", max_age=86400)) if token else ""
    except signing.BadSignature:
        return ""


@staff
@require_http_methods(["GET", "POST"])
def service(request: HttpRequest, desk: Desk, number: str, paper: int) -> HttpResponse:
    """Every attempt to serve a paper, and the form for the next one, or for the proof of the one under way."""
    case, found = _paper(desk, number, paper)
    tried = attempts(found)
    waiting = next((row for row in tried if row.served_on is None and row.failed_on is None), None)
    form = _form(request, desk, found, waiting)
    if "switch" in request.POST and form is not None:
        return _switched(request, desk, case, found, tried, waiting)
    if request.method == "POST" and form is not None and form.is_valid():
        answer = _record(request, desk, case, found, waiting, form)
        if answer is not None:
            return answer
    return _page(request, desk, case, found, tried, waiting, form)


def _form(request: HttpRequest, desk: Desk, paper: Paper, waiting: Service | None) -> Form | None:
    """None where there is nothing to record: it was served or voided, or is another organ's."""
    if paper.served_on or paper.voided_on or paper.organ != desk.actor.organ or not paper.to_petitioner:
        return None
    typed = request.POST if request.method == "POST" else None
    method = _method(typed or request.GET, waiting)
    return Form(method, typed, request.FILES if typed is not None else None, _initial(desk, method, waiting))


def _initial(desk: Desk, method: Method, waiting: Service | None) -> dict[str, Any]:
    if waiting is not None and waiting.method == method:
        told = words_of(waiting)
        known = {name: getattr(told, name) for name in Words.__slots__}
        return {**known, "sent_on": waiting.sent_on, "served_on": _agreed_on(waiting)}
    today = {"sent_on": desk.today} if method in (Method.POST, Method.NOTICE) else {"served_on": desk.today}
    return dict(today)


def _agreed_on(waiting: Service) -> date | None:
    """Where the petitioner took it on the portal, that day."""
    return waiting.sent_on if waiting.by is None else None


def _switched(
    request: HttpRequest, desk: Desk, case: Case, paper: Paper, tried: list[Service], waiting: Service | None
) -> HttpResponse:
    """The questions of another way, with whatever was typed so far; what that way does not ask is carried along."""
    old, method = _method(request.POST, waiting), _method({"method": request.POST["switch"]}, waiting)
    typed = _typed(request.POST, _initial(desk, old, waiting))
    form = Form(method, None, None, {**_initial(desk, method, waiting), **typed})
    carried = {name: value for name, value in typed.items() if name not in form.fields}
    return _page(request, desk, case, paper, tried, waiting, form, carried, _picture_so_far(request))


def _typed(data: Mapping[str, Any], proposed: Mapping[str, Any]) -> dict[str, str]:
    """What somebody typed; a day that was only proposed for the old way means nothing for the new one."""
    asked = {each.name for way in ASKED.values() for each in way if each.kind != "picture"}
    found = {name: str(data.get(name, "")) for name in sorted(asked)}
    return {name: value for name, value in found.items() if value and value != str(proposed.get(name, ""))}


def _picture_so_far(request: HttpRequest) -> str:
    """The hash of a picture that was chosen now or kept before; one that is not welcome is refused aloud."""
    upload: UploadedFile[bytes] | None = request.FILES.get("signature")
    try:
        return _kept(upload) if upload else _unsigned(request.POST.get("kept", ""))
    except forms.ValidationError as fault:
        messages.warning(request, " ".join(fault.messages))
        return ""


def _method(data: Mapping[str, Any], waiting: Service | None) -> Method:
    chosen = data.get("method", waiting.method if waiting else Method.BY_HAND.value)
    return Method(chosen) if chosen in list(Method) else Method.BY_HAND


def _record(
    request: HttpRequest, desk: Desk, case: Case, paper: Paper, waiting: Service | None, form: Form
) -> HttpResponse | None:
    proof = form.proof()
    for name, fault in faults(proof, paper.issued_on, desk.today).items():
        form.add_error(name, say(fault))
    if form.errors:
        return None
    key = _key(form, paper, proof)
    try:
        if waiting is not None and waiting.method == form.method and proof.served_on:
            prove(waiting, proof, desk.actor, desk.now, key)
        else:
            serve(paper, proof, desk.actor, desk.now, key)
    except Refused as refused:
        form.add_error(None, say(refused.refusal.reason))
        return None
    except NotToServe:
        form.add_error(None, say(P("这份文书已经送达或者作废了，请回到文书页看看。")))
        return None
    return see_other(f"{reverse('desk:papers', args=[case.number])}?served={paper.id}")


def _key(form: Form, paper: Paper, proof: Proof) -> str:
    """The same proof from the same form counts once; another one under its key is another attempt."""
    once = str(form.data.get("_once", "")) or uuid4().hex
    return hashlib.sha256(f"{once}\0{paper.id}\0{proof!r}".encode()).hexdigest()[:40]


def _paper(desk: Desk, number: str, paper: int) -> tuple[Case, Paper]:
    case = fetch(desk, number)
    found = get_object_or_404(papers_for_staff(case, desk.actor, desk.today), id=paper, to_petitioner=True)
    return case, found


def _page(
    request: HttpRequest,
    desk: Desk,
    case: Case,
    paper: Paper,
    tried: list[Service],
    waiting: Service | None,
    form: Form | None,
    carried: Mapping[str, str] = MappingProxyType({}),
    kept: str = "",
) -> HttpResponse:
    names = names_of(row.by for row in tried if row.by)
    if form is not None and form.is_bound:
        kept = form.cleaned_data.get("signature", "")
        carried = _carried(form)
    context = {
        "case": case,
        "paper": paper,
        "tried": [{"row": row, "method": Method(row.method), "words": shown_of(row), "by": names.get(row.by or 0)}
                  for row in tried],
        "waiting": waiting,
        "form": form,
        "methods": list(Method),
        "carried": carried.items(),
        "kept": signing.dumps(kept, salt="papers.service") if kept else "",
        "starts_clock": paper.kind in SERVED_BY_ACT and case.stage in AWAITING_SERVICE,
        "once": uuid4().hex,
    }  # fmt: skip
    status = UNFIT if form is not None and form.is_bound else 200
    return page(request, desk, "desk/papers/service.html", context, here="papers-owed", status=status)


def _carried(form: Form) -> dict[str, str]:
    return {name: value for name, value in _typed(form.data, {}).items() if name not in form.fields}


@staff
@require_POST
def returned(request: HttpRequest, desk: Desk, number: str, paper: int, attempt: int) -> HttpResponse:
    """The letter came back; the paper is to be served another way."""
    case, found = _paper(desk, number, paper)
    row = get_object_or_404(Service, id=attempt, paper=found, served_on__isnull=True, failed_on__isnull=True)
    try:
        came_back(row, desk.actor, desk.today)
    except NotToServe:
        raise Http404 from None
    return see_other(reverse("desk:paper-service", args=[case.number, found.id]))


@staff
@require_safe
def picture(request: HttpRequest, desk: Desk, number: str, paper: int, attempt: int) -> HttpResponse:
    """The signed receipt as it was handed in."""
    _, found = _paper(desk, number, paper)
    row = get_object_or_404(Service.objects.exclude(signature=""), id=attempt, paper=found)
    data = fetch_kept(row.signature)
    kind = next((kind for head, kind in HEADS if data.startswith(head)), "application/octet-stream")
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = "attachment" if kind == "application/octet-stream" else "inline"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


urlpatterns: list[URLPattern] = [
    path("cases/<str:number>/papers/<int:paper>/service", service, name="paper-service"),
    path("cases/<str:number>/papers/<int:paper>/service/<int:attempt>/returned", returned, name="paper-returned"),
    path("cases/<str:number>/papers/<int:paper>/service/<int:attempt>/picture", picture, name="paper-signature"),
]
