"""A summary of a long account, and a draft for a part of a bulletin, written by the model that the office has named.

Asked for by a button and shown on that answer alone: no browser and no table keeps it. Of a bulletin somebody reads it,
changes it and puts it into the draft under their own name; of a matter nothing is written at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from huiyin.cases.models import Case
from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.forms.unfit import UNFIT
from huiyin.desk.frame import page
from huiyin.desk.matter.cases import fetch as fetch_case
from huiyin.desk.records.fetching import Shown, fetch
from huiyin.desk.staff import Desk, staff
from huiyin.insights.language import drafting
from huiyin.insights.language.calling import Silent, is_on
from huiyin.insights.topics.kept import topics_for
from huiyin.law.bulletin.vocabulary import BulletinAct, Part
from huiyin.law.frame.decide import decide
from huiyin.law.frame.verdict import Refusal
from huiyin.law.reading import WORKERS
from huiyin.law.words import P, Phrase
from huiyin.oversight.bulletin_figures import Line
from huiyin.oversight.bulletins import BULLETINS, figures_in
from huiyin.record.door import Refused, perform
from huiyin.record.reading import words_of
from huiyin.typed.wholes import place_of

NOBODY = P("模型没有回答。不用它也能办：请自己写，或者过一会儿再试。")
NOT_THIS = P("这件事不能交给模型：检举控告、已经了结的和您不能全看的，都不交给它。")
NOTHING = P("模型写的话里没有一句能用：数字和原文对不上的，已经去掉。")


@staff
@require_http_methods(["GET", "POST"])
def summary(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """A summary of what was said in a matter, on one answer."""
    _only_where_there_is_one()
    case = fetch_case(desk, number)
    draft, why = (None, None) if request.method == "GET" else _summed_up(case, desk)
    context = {"case": case, "draft": draft, "why": why, "back": reverse("desk:case", args=[number])}
    return _once(page(request, desk, "desk/language/summary.html", context, here="home", status=_status(why)))


def _summed_up(case: Case, desk: Desk) -> tuple[drafting.Draft | None, Phrase | None]:
    try:
        found = drafting.summary(case, desk.actor, desk.today)
    except Silent:
        return None, NOBODY
    return (found, None if found.text else NOTHING) if found is not None else (None, NOT_THIS)


@staff
@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, desk: Desk, number: str, part: str) -> HttpResponse:
    """A draft for one part of a bulletin, asked for and then taken over by whoever may amend it."""
    _only_where_there_is_one()
    shown, which = fetch(desk, BULLETINS.key, number), _part_called(part)
    if isinstance(_verdict(shown), Refusal):
        raise Http404
    events = shown.row.journal()
    words, lines = words_of(shown.procedure, events), figures_in(events).get(which.value, ())
    typed, draft, why = request.POST.get("text", ""), None, None
    if request.method == "POST" and "take" in request.POST:
        refusal = _taken(request, shown, which, words, typed)
        if refusal is None:
            return see_other(shown.url)
        why = refusal.reason
    elif request.method == "POST":
        draft, why = _written(which, lines, desk)
    context = {
        "record": shown.row, "label": which.label, "now": str(words.get(which.value) or ""), "draft": draft, "why": why,
        "typed": typed or (draft.text if draft else ""), "seen": shown.row.seq, "back": shown.url,
    }  # fmt: skip
    here = f"records-{BULLETINS.key}"
    return _once(page(request, desk, "desk/language/part.html", context, here=here, status=_status(why)))


def _only_where_there_is_one() -> None:
    if not is_on():
        raise Http404


def _part_called(word: str) -> Part:
    try:
        return Part(word)
    except ValueError:
        raise Http404 from None


def _verdict(shown: Shown) -> Any:
    act = BulletinAct.AMEND
    return decide(shown.procedure, act, shown.facts, shown.desk.actor, shown.desk.today, shown.world(act))


def _written(which: Part, lines: Sequence[Line], desk: Desk) -> tuple[drafting.Draft | None, Phrase | None]:
    told = [f"{line['name']}：{line['text']}" for line in lines]
    try:
        found = drafting.part(which.label, told, _behind(lines, desk), desk.actor, desk.today)
    except Silent:
        return None, NOBODY
    return found, None if found.text else NOTHING


def _behind(lines: Sequence[Line], desk: Desk) -> Iterator[Case]:
    """The matters of the topics that the lines tell of, for whoever reads matters at all."""
    if desk.actor.roles & WORKERS:
        for line in lines:
            if set(line["ask"]) == {"topic"}:
                for hot in topics_for(desk.actor, desk.today, "", int(line["ask"]["topic"])):
                    yield from hot.cases


def _taken(
    request: HttpRequest, shown: Shown, which: Part, words: Mapping[str, Any], typed: str
) -> Refusal | None:  # fmt: skip
    """The part with these words, as an act of whoever read them; the journal says that a model drafted it first."""
    given = {**words, which.value: typed, "from_model": which.value}
    try:
        perform(
            BULLETINS, record=shown.row.id, act=BulletinAct.AMEND, by=shown.desk.actor, at=shown.desk.now, given=given,
            seen=place_of(request.POST.get("_seen", "")),
        )  # fmt: skip
    except Refused as refused:
        return refused.refusal
    return None


def _status(why: Phrase | None) -> int:
    return UNFIT if why is not None else 200


def _once(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
