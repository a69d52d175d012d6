"""One act: its form, and doing it. Whatever is refused, the typed text stays in the form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from huiyin.cases.acts import Refused
from huiyin.cases.materials import ACCEPT
from huiyin.cases.papers.instruments import versions_of
from huiyin.cases.parts import seen_mark, seq_seen, since
from huiyin.cases.queries import events_of, find, submissions_of
from huiyin.cases.relations import hinders
from huiyin.cases.unmasking import unmask
from huiyin.desk.answers.ready import fitting, words_of
from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.forms.acts_known import known
from huiyin.desk.forms.answered import answered
from huiyin.desk.forms.drafts import drop, keep, kept
from huiyin.desk.forms.inserting import LONGEST_FIND, Spot, Text, offered, put_in, spots_of
from huiyin.desk.forms.opinion import checked
from huiyin.desk.forms.reading import WITH_PAPERS, do, happened_at, read, with_papers
from huiyin.desk.forms.sheets import ANSWERS, Sheet
from huiyin.desk.forms.unfit import OVERTAKEN, UNFIT, unreadable
from huiyin.desk.frame import page
from huiyin.desk.links import case_link, link
from huiyin.desk.matter.case_page import party_line
from huiyin.desk.matter.cases import draft_name, fetch
from huiyin.desk.matter.elsewhere import organs_elsewhere
from huiyin.desk.matter.timeline import Entry, entries, people_in, told
from huiyin.desk.names import Names
from huiyin.desk.own_words import in_entries
from huiyin.desk.staff import Desk, staff
from huiyin.law.frame.decide import decide
from huiyin.law.frame.verdict import Decision, Refusal
from huiyin.law.matter.procedure import MATTER
from huiyin.law.papers import Paper
from huiyin.law.terms import Act, Channel
from huiyin.record.models import Event

#: The record made on the spot may ask the phone where it is; no other page may.
ON_THE_SPOT = "camera=(), microphone=(), geolocation=(self), payment=()"
#: Whoever does these looks at the drafts of the opinion first.
JUDGES_DRAFTS = frozenset({Act.SIGN, Act.SEND_BACK})
#: Whoever does these is told when nobody went there.
JUDGING = frozenset({Act.SIGN, Act.SEND_BACK, Act.PROPOSE_REVIEW, Act.DECIDE_REVIEW, Act.SUPERVISE})
#: Lists from which a matter can be decided; who decides there goes on with the next one.
LISTS = frozenset({"desk:approvals"})


@staff
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, desk: Desk, number: str, act: str) -> HttpResponse:
    case, which = fetch(desk, number), known(act)
    start = words_of(request.GET.get("use", ""))
    if request.method == "POST":
        sheet = Sheet(case, which, desk, request.POST, start=start)
        if "_insert" in request.POST:
            return _inserted(request, sheet)
        if "_again" not in request.POST:
            return _send(request, sheet)
        keep(desk, case, which, request.POST)
        return _form(request, sheet)
    draft = kept(desk, case, which)
    typed = _with_answer(draft[0], start) if draft else None
    sheet = Sheet(case, which, desk, typed, start=start, kept_at=draft[1] if draft else None)
    verdict = decide(MATTER, sheet.act, sheet.facts, desk.actor, desk.today, sheet.world)
    if isinstance(verdict, Decision):
        verdict = hinders(which, case) or verdict
    if isinstance(verdict, Refusal):
        return _form(request, sheet, verdict, status=OVERTAKEN)
    return _form(request, sheet, follows=verdict)


def _inserted(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """The form again with a text in the field it was meant for; nothing is sent."""
    found = put_in(sheet, request.POST["_insert"])
    if found is None:
        return _form(request, sheet)
    typed, spot, text = found
    keep(sheet.desk, sheet.case, sheet.act, typed)
    return _form(request, replace(sheet, typed=typed), put=(spot, text))


def _with_answer(draft: QueryDict, start: str) -> QueryDict:
    """The draft, with a ready answer behind what was typed."""
    words = draft.copy()
    for name in ANSWERS if start else ():
        words[name] = f"{words.get(name, '')}\n{start}".strip()
    return words


def _send(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    given, wrong = read(sheet)
    at = happened_at(sheet, wrong)
    if sheet.act in WITH_PAPERS:
        with_papers(given, sheet, request.FILES.getlist("files"), wrong)
    if wrong:
        return _form(request, sheet, unreadable(MATTER, sheet.act, wrong), status=UNFIT)
    try:
        if sheet.act is Act.UNMASK:
            return _unmasked(request, sheet, given)
        event = do(sheet, given, at, seq_seen(sheet.case, sheet.said("_seen")))
    except Refused as refused:
        return _refused(request, sheet, refused.refusal)
    return _done(request, sheet, event)


def _refused(request: HttpRequest, sheet: Sheet, refusal: Refusal) -> HttpResponse:
    """The form again, with the newest state of the matter: 409 when somebody else was first, else 422."""
    fresh = replace(sheet, case=fetch(sheet.desk, sheet.case.number))
    overtaken = sheet.said("_seen") not in ("", seen_mark(fresh.case))
    return _form(request, fresh, refusal, status=OVERTAKEN if overtaken else UNFIT)


def _done(request: HttpRequest, sheet: Sheet, event: Event) -> HttpResponse:
    drop(sheet.desk, sheet.case, sheet.act)
    said = gettext("“%(act)s”已经记录。") % {"act": gettext(sheet.act.label)}
    follows = json.loads(event.payload)["follows"]
    papers = [gettext(Paper(paper).label) for paper in follows["papers"]]
    if papers:
        said += gettext("要出具的文书：%(papers)s。") % {"papers": gettext("、").join(papers)}
    messages.success(request, said)
    if sheet.said("_back") in LISTS:
        return see_other(reverse(sheet.said("_back")))
    shown = f"{case_link(sheet.case.number)}?done={sheet.act.value}"
    return see_other(shown if _still_theirs(sheet, follows) else link("home"))


def _still_theirs(sheet: Sheet, follows: Mapping[str, Any]) -> bool:
    """Whoever gives a matter away may not see it any more: a report goes with its owner. Asked only when it moved."""
    same_hands = (follows["holder"], follows["owner"]) == (sheet.case.holder, sheet.case.owner)
    if same_hands and sheet.act is not Act.CLASSIFY:
        return True
    return find(sheet.desk.actor, sheet.desk.today, sheet.case.number) is not None


def _unmasked(request: HttpRequest, sheet: Sheet, given: dict[str, Any]) -> HttpResponse:
    """Identity in the clear, on this one answer only; no browser keeps it."""
    desk = sheet.desk
    found = unmask(sheet.case, by=desk.actor, at=desk.now, given=given)
    names = Names.of(sheet.world.chart, ())
    people = [{**party_line(party, names), "clear": identity} for party, identity in found]
    told = list(submissions_of(sheet.case, desk.actor, desk.today))
    context = {"case": sheet.case, "people": people, "purpose": given["purpose"], "told": told}
    response = page(request, desk, "desk/unmasked.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _form(
    request: HttpRequest,
    sheet: Sheet,
    refusal: Refusal | None = None,
    *,
    status: int = 200,
    put: tuple[Spot, Text] | None = None,
    follows: Decision | None = None,
) -> HttpResponse:
    shown = replace(sheet, wrong=refusal.wrong) if refusal else sheet
    find = request.GET.get("_find", "").strip()[:LONGEST_FIND]
    context = {
        "case": sheet.case,
        "facts": sheet.facts,
        "sheet": shown,
        "act": sheet.act,
        "article": MATTER.by_act[sheet.act][0].article if refusal is None else None,
        "refusal": refusal,
        "closed": refusal is not None and (sheet.typed is None or sheet.kept_at is not None),
        "fields": shown.drawn() if refusal is None or sheet.typed is not None else [],
        "news": _news(sheet),
        "judging": JUDGING,
        "wished": [sheet.wish] if sheet.wish else [],
        "elsewhere": organs_elsewhere(sheet.act),
        "answered": answered(sheet),
        "words": _words(sheet),
        "once": uuid4().hex,
        "draft": draft_name(sheet.desk, sheet.case.number, sheet.act),
        "late_at": sheet.said("_at"),
        "late_wrong": shown.wrong.get("_at"),
        "channels": [(channel.value, channel.label) for channel in Channel],
        "channel": sheet.said("_channel", Channel.VISIT.value),
        "accept": ACCEPT,
        "ready": fitting(sheet.text, sheet.desk.today) if ANSWERS & {each.name for each in sheet.fields} else [],
        "takes_papers": sheet.act in WITH_PAPERS,
        "checked": checked(sheet),
        "versions": versions_of(sheet.case, sheet.part.upto) if sheet.act in JUDGES_DRAFTS else [],
        "fresh": "fresh" in request.GET,
        "takes_texts": bool(spots_of(sheet)),
        "texts": offered(sheet, find) if put or "texts" in request.GET else None,
        "find": find,
        "follows": follows,
        "put": put,
    }
    response = page(request, sheet.desk, "desk/act.html", context, status=status)
    if sheet.act is Act.INVESTIGATE:
        response.headers["Permissions-Policy"] = ON_THE_SPOT
    return response


def _words(sheet: Sheet) -> str | None:
    """What was brought, in the person's own words."""
    if sheet.part.closed:
        told = next((each.text for each in sheet.part.submission(sheet.case, sheet.claims)), None)
    else:
        told = submissions_of(sheet.case, sheet.desk.actor, sheet.desk.today).values_list("text", flat=True).first()
    return told and sheet.shown(told)


def _news(sheet: Sheet) -> list[Entry]:
    """What happened since the person opened the form."""
    seen = sheet.said("_seen")
    if seen in ("", seen_mark(sheet.case)):
        return []
    rows = events_of(sheet.case, sheet.desk.actor, sheet.desk.today)
    events = told(sheet.part.events(since(rows, seen)))
    return in_entries(entries(events, Names.of(sheet.world.chart, people_in(events))), sheet.shown)
