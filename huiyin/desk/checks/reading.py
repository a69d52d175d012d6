"""Reading a drawn matter by the question sheet of its check, and settling what two readers saw differently.

While it is read nobody is shown what the other reader saw: these pages ask for one's own turn and no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from huiyin.cases.models import Case
from huiyin.cases.own_words import shown_claims, shown_to
from huiyin.cases.parts import part_of
from huiyin.cases.queries import list_claims, list_events, of_these
from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.forms.unfit import OVERTAKEN, UNFIT
from huiyin.desk.frame import page
from huiyin.desk.matter.timeline import entries, people_in, told
from huiyin.desk.names import Names
from huiyin.desk.own_words import in_entries
from huiyin.desk.records import acts
from huiyin.desk.records.fetching import Shown, fetch
from huiyin.desk.staff import Desk, staff
from huiyin.insights.handling import is_open
from huiyin.law.check.facts import FIRST, SECOND
from huiyin.law.check.sheets import Question, Reading
from huiyin.law.check.vocabulary import CheckAct
from huiyin.law.frame.decide import decide
from huiyin.law.frame.verdict import Refusal
from huiyin.oversight.checks import to_read
from huiyin.oversight.sampling import readings_of
from huiyin.record.door import Refused, perform
from huiyin.typed.wholes import place_of
from huiyin.wording.words import say


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on the page: what is ticked, what is noted, and when it is settled what both readers saw."""

    question: Question
    answer: str
    note: str
    seen: tuple[str, ...] = ()


@staff
@require_http_methods(["GET", "POST"])
def read(request: HttpRequest, desk: Desk, number: str) -> HttpResponseBase:
    shown = fetch(desk, "check", number)
    return _page(request, shown, CheckAct.READ, to_read(shown.row, desk.actor.person))


@staff
@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, desk: Desk, number: str) -> HttpResponseBase:
    shown = fetch(desk, "check", number)
    return _page(request, shown, CheckAct.SETTLE, shown.facts.differing)


def _page(request: HttpRequest, shown: Shown, act: CheckAct, left: frozenset[int]) -> HttpResponseBase:
    desk = shown.desk
    verdict = decide(shown.procedure, act, shown.facts, desk.actor, desk.today, shown.world(act))
    if isinstance(verdict, Refusal) and request.method == "POST":
        messages.warning(request, say(verdict.reason))
        return see_other(shown.url)
    if isinstance(verdict, Refusal):
        if request.method == "POST":
            return see_other(request.path)  # why not stands there; the sheet is nothing that the shared form could draw
        return acts.act(request, kind="check", number=shown.row.number, act=act.value)
    mine = of_these(desk.actor, desk.today, left).values()
    cases = sorted((case for case in mine if is_open(case)), key=lambda case: case.number)
    if request.method == "POST":
        return _sent(request, shown, act, cases)
    wanted = request.GET.get("matter", "")
    case = next((each for each in cases if each.number == wanted), cases[0] if cases else None)
    return _drawn(request, shown, act, cases, case, None)


def _sent(request: HttpRequest, shown: Shown, act: CheckAct, cases: list[Case]) -> HttpResponseBase:
    said, desk = request.POST, shown.desk
    answers = {each.key: _row(said, each.key) for each in shown.facts.sheet.questions}
    matter = said.get("matter", "")
    given: dict[str, Any] = {"matter": matter, "answers": {key: row for key, row in answers.items() if row}}
    # Two read at one time, and neither need know what the other did since.
    seen = place_of(said.get("_seen", "")) if act is CheckAct.SETTLE else None
    key = f"desk:check:{shown.row.id}:{act}:{matter[:30]}:{desk.actor.person}:{said.get('_once', '')[:40]}"
    try:
        perform(
            shown.kind, record=shown.row.id, act=act, by=desk.actor, at=desk.now, given=given, key=key, seen=seen
        )  # fmt: skip
    except Refused as refused:
        now = fetch(desk, "check", shown.row.number)
        case = next((each for each in cases if each.number == matter), None)
        status = OVERTAKEN if seen is not None and seen != now.row.seq else UNFIT
        return _drawn(request, now, act, cases, case, refused.refusal, status)
    messages.success(request, gettext("“%(act)s”已经记录。") % {"act": gettext(act.label)})
    now = fetch(desk, "check", shown.row.number)
    left = to_read(now.row, desk.actor.person) if act is CheckAct.READ else now.facts.differing
    return see_other(reverse(f"desk:check-{act.value}", args=[now.row.number]) if left else now.url)


def _row(said: QueryDict, question: str) -> dict[str, str]:
    row = {"answer": said.get(f"q-{question}", ""), "note": said.get(f"n-{question}", "").strip()}
    return {name: value for name, value in row.items() if value}


def _drawn(
    request: HttpRequest, shown: Shown, act: CheckAct, cases: list[Case], case: Case | None,
    refusal: Refusal | None, status: int = 200,
) -> HttpResponseBase:  # fmt: skip
    typed = request.POST if request.method == "POST" else None
    context = {
        "record": shown.row,
        "act": act,
        "stage": shown.facts.stage,
        "sheet": shown.facts.sheet,
        "article": shown.procedure.by_act[act][0].article,
        "back": shown.url,
        "refusal": refusal,
        "cases": cases,
        "case": case,
        "asked": _asked(shown, act, case, typed) if case else (),
        "once": uuid4().hex,
        "seen": shown.row.seq,
        **(_beside(shown.desk, case) if case else {}),
    }
    return page(request, shown.desk, "desk/checks/reading.html", context, here="records-check", status=status)


def _asked(shown: Shown, act: CheckAct, case: Case, typed: QueryDict | None) -> tuple[Asked, ...]:
    """Every question of one's own turn; where it is settled, what both saw, and what they agree on ticked."""
    readings = readings_of(shown.row.id) if act is CheckAct.SETTLE else {}
    pair = [readings[case.id, turn] for turn in (FIRST, SECOND) if (case.id, turn) in readings]
    return tuple(_one(shown, each, pair, typed) for each in shown.facts.sheet.questions)


def _one(shown: Shown, each: Question, pair: list[Reading], typed: QueryDict | None) -> Asked:
    saw = [reading[each.key] for reading in pair]
    same = len({row["answer"] for row in saw}) == 1
    start: Mapping[str, str] = saw[0] if saw and same else {}
    row = _row(typed, each.key) if typed is not None else start
    names = shown.facts.sheet.answer
    seen = () if same or not saw else tuple(_said(names[row["answer"]].name, row.get("note", "")) for row in saw)
    return Asked(each, row.get("answer", ""), row.get("note", ""), seen)


def _said(answer: str, note: str) -> str:
    return f"{gettext(answer)}（{note}）" if note else gettext(answer)


def _beside(desk: Desk, case: Case) -> dict[str, Any]:
    """What of the matter is read: its claims and its journal, as far as the reader may read them."""
    part = part_of(case, desk.actor, desk.today)
    events = told(part.events(list_events(case, part.upto)))
    names = Names.of(desk.world.chart, people_in(events))
    shown = shown_to(case, desk.actor, desk.today)
    claims = shown_claims(part.claims(list_claims(case, desk.actor, desk.today)), shown)
    return {"claims": claims, "timeline": in_entries(entries(events, names), shown)}
