"""Dispatching (分流): one queue of what waits to be sorted, disputes among it, and one page for each matter.

The queue begins with what is pressing, then goes by the last day, whatever the stage, and ends with what has none; the
page of a matter holds the
suggestion card with its forms filled in, so that accepting it is one key and the next matter opens by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.cases.models import Case
from huiyin.cases.parts import part_of
from huiyin.cases.queries import list_submissions, of_these
from huiyin.cases.queues import after_in
from huiyin.cases.snapshots import load_facts
from huiyin.desk.answers.ready import fitting
from huiyin.desk.dispatch.order import following, position, waiting
from huiyin.desk.dispatch.reasons import SENT_ON, reasoned
from huiyin.desk.dispatch.sounding import sounding
from huiyin.desk.dispatch.steps import Carried, carry_out
from huiyin.desk.dispatch.suggestions import DISPATCHING, SuggestedSheet, Suggestion, prefilled, suggest
from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.forms.claim_rows import CLASSES
from huiyin.desk.forms.sheets import TO, Sheet
from huiyin.desk.frame import page
from huiyin.desk.lists.counting import SORTERS
from huiyin.desk.lists.queues import SORTING, bands, lines
from huiyin.desk.matter.cases import fetch
from huiyin.desk.matter.unsure import still_unsure
from huiyin.desk.models import Answer
from huiyin.desk.staff import Desk, staff
from huiyin.law.danger import dangers_in
from huiyin.law.matter.facts import Facts
from huiyin.law.terms import Act, Stage
from huiyin.law.words import P, Phrase
from huiyin.people.subjects import BELOW, subjects, thirds_below

PAGE = 30
PRESSING = P("重大紧急")
S = Stage
#: What waits to be sorted: the whole, and its parts by the first word of their address.
SHELVES: Mapping[str, tuple[Phrase, tuple[Stage, ...]]] = {
    "": (P("全部"), (S.REGISTERED, S.TRANSFERRED, S.OBJECTED, S.DISPUTED, S.CONFERENCE)),
    "new": (P("新登记"), (S.REGISTERED,)),
    "sent": (P("转来待接收"), (S.TRANSFERRED,)),
    "dispute": (P("异议与争议"), (S.OBJECTED, S.DISPUTED, S.CONFERENCE)),
}
#: Stages for which there is a card; disputes are decided on the case page, where both sides stand.
CARDS = (S.REGISTERED, S.TRANSFERRED)
#: Acts that tell the petitioner something; ready answers are offered beside them.
TELLING = frozenset({Act.GUIDE, Act.ANSWER_ON_SPOT, Act.REPLY})
#: After these the matter itself still waits to be dispatched.
STAYING = frozenset({Act.SPLIT, Act.CLASSIFY})
#: What the card asks of a report beside its class.
ACCUSED = frozenset({"accused_organ", "accused_person", "accused_elsewhere"})
#: Begins what a button asks that puts one of the likely contents into its field.
TAKE = "subject:"
#: The keys of the other ways, in their order.
KEYS = ("2", "3", "4", "5", "6", "7", "8", "9")


@staff
@require_safe
def dispatch(request: HttpRequest, desk: Desk) -> HttpResponse:
    may_dispatch(desk)
    shelf = request.GET.get("shelf", "")
    shelf = shelf if shelf in SHELVES else ""
    found = waiting(desk, SHELVES[shelf][1], after_in(request.GET.get("after", "")), PAGE + 1)
    shown, rows = found[:PAGE], of_these(desk.actor, desk.today, [each.id for each in found[:PAGE]])
    first, others = ([rows[each.id] for each in shown if each.pressing is press] for press in (True, False))
    context = {
        "bands": [
            *([(PRESSING, lines(first, desk.today))] if first else []),
            *bands(lines(others, desk.today), order=SORTING),
        ],
        "cards": {case.id for case in rows.values() if case.stage in CARDS},
        "shelves": [{"key": key, "label": words, "current": key == shelf} for key, (words, _) in SHELVES.items()],
        "shelf": shelf,
        "first": next((rows[each.id] for each in shown if rows[each.id].stage in CARDS), None),
        "older": str(shown[-1].behind) if len(found) > PAGE else "",
    }
    return page(request, desk, "desk/dispatch.html", context, here="dispatch")


def may_dispatch(desk: Desk) -> None:
    if not desk.actor.roles & SORTERS:
        raise PermissionDenied


@staff
@require_http_methods(["GET", "POST"])
def card(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """The suggestion card of one matter; sent, it classes and dispatches it and opens the next one."""
    case = fetch(desk, number)
    if request.method == "POST" and "_again" not in request.POST:
        behind = following(desk, case, CARDS)  # once it is done it is gone from the queue
        act = _act(request.POST) or Act.CLASSIFY
        typed = reasoned(desk, case, act, request.POST)
        carried = carry_out(desk, case, act, typed)
        if carried.refusal is None:
            return _on(request, carried, behind)
        return _card(request, desk, fetch(desk, number), typed, carried)
    return _card(request, desk, case, request.POST if request.method == "POST" else None)


def _act(said: QueryDict) -> Act | None:
    name = said.get("act", "")
    return Act(name) if name in set(DISPATCHING) else None


def _on(request: HttpRequest, carried: Carried, behind: str) -> HttpResponse:
    said = gettext("“%(title)s”：%(act)s，已经记录。")
    messages.success(request, said % {"title": carried.case.title, "act": gettext(carried.act.label)})
    if carried.act in STAYING:
        return see_other(reverse("desk:card", args=[carried.case.number]))
    return _on_to(request, behind)


@staff
@require_safe
def skip(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Leave this one for later and open the next."""
    case = fetch(desk, number)
    return _on_to(request, following(desk, case, CARDS))


def _on_to(request: HttpRequest, behind: str) -> HttpResponse:
    """The next card; behind the last one the list, and a word that it was the last."""
    if behind:
        return see_other(reverse("desk:card", args=[behind]))
    messages.info(request, gettext("到最后一件了，后面没有等着分流的了。"))
    return see_other(reverse("desk:dispatch"))


def _card(
    request: HttpRequest, desk: Desk, case: Case, typed: QueryDict | None, carried: Carried | None = None
) -> HttpResponse:
    found = suggest(case, desk, typed)
    act = _act(typed if typed is not None else request.GET) or found.act
    values = _values(found, desk, act, typed)
    words = _words(case, desk, found)
    refusal = carried.refusal if carried else None
    wrong = refusal.wrong if refusal else {}
    sheet = SuggestedSheet(case, act or Act.TRANSFER, desk, values, wrong, card=found)
    classes = SuggestedSheet(case, Act.CLASSIFY, desk, values, wrong, card=found)
    context: dict[str, Any] = {
        "case": case,
        "position": position(desk, case.id, CARDS),
        "card": found,
        "unsure": still_unsure(found.facts, desk),
        "dangers": dangers_in(f"{case.title}。{words or ''}。{found.words}"),
        "sounding": sounding(found, words or ""),
        "act": act,
        "sheet": sheet,
        "fields": sheet.drawn() if act else [],
        "claims": [(each, _options(values.get(f"classes-{each.row.seq}", ""))) for each in found.claims],
        "about": _about(classes, found, values, typed=typed is not None and "subject" in typed),
        "names_nobody": found.facts.report and not _somebody_named(load_facts(case.facts)),
        "accused": [field for field in classes.drawn() if found.facts.report and field.name in ACCUSED],
        "ways": _ways(found, act),
        "aimless": act in SENT_ON and found.best is None and not values.get("to_organ_typed"),
        "words": words,
        "ready": _ready(found, act, desk),
        "once": (typed.get("_once") if typed is not None else "") or uuid4().hex,
        "refusal": refusal,
        "classed": carried is not None and carried.classed,
    }
    return page(request, desk, "desk/card.html", context, here="dispatch", status=422 if refusal else 200)


def _words(case: Case, desk: Desk, found: Suggestion) -> str | None:
    """What was brought, in the person's own words."""
    part = part_of(case, desk.actor, desk.today)
    own = part.submission(case, [each.row for each in found.claims])
    return next((each.text for each in own or list_submissions(case, desk.actor, (), desk.today)), None)


def _somebody_named(facts: Facts) -> bool:
    return bool(facts.accused_organs or facts.accused_persons or facts.unsure)


def _about(sheet: Sheet, found: Suggestion, values: QueryDict, *, typed: bool) -> dict[str, Any] | None:
    """What the matter is about, to be looked at by a person: nothing of a report."""
    if found.subject is None:
        return None
    stands, guess = str(sheet.registered.get("subject", "")), found.subject
    nearest = (guess.path, *guess.others, *thirds_below(BELOW.join(guess.path.split(BELOW)[:2])))
    return {
        "guess": guess,
        "stands": stands,
        "likely": () if stands or guess.sure else tuple(each for each in (guess.path, *guess.others) if each),
        "take": TAKE,
        "value": values.get("subject", "") if typed else stands or values.get("subject", ""),
        "offered": tuple(dict.fromkeys(each for each in (*nearest, *subjects()) if each)),
    }


def _ready(found: Suggestion, act: Act | None, desk: Desk) -> list[tuple[Answer, bool]]:
    """Ready answers, where something is told to the petitioner."""
    if act not in TELLING:
        return []
    return fitting("\n".join(f"{each.row.request}\n{each.row.facts}" for each in found.claims), desk.today)


def _values(found: Suggestion, desk: Desk, act: Act | None, typed: QueryDict | None) -> QueryDict:
    """What was typed goes before what is proposed; a new word of competence starts the organ afresh."""
    values = prefilled(found, desk, act)
    if typed is not None:
        again = typed.get("_again", "")
        for name in typed:
            if not (again and not again.startswith(TAKE) and name in (TO, "reason")):
                values.setlist(name, typed.getlist(name))
        if again.startswith(TAKE):
            values["subject"] = again.removeprefix(TAKE)
    return values


def _options(chosen: str) -> list[tuple[str, tuple[object, ...], bool]]:
    return [(key, words, key == chosen) for key, words in CLASSES]


def _ways(found: Suggestion, act: Act | None) -> list[dict[str, Any]]:
    """The other ways, each with its key."""
    others = [each for each in found.acts if each is not act]
    return [{"act": each, "key": key} for each, key in zip(others, KEYS, strict=False)]
