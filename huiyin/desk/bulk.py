"""One act on many matters of a queue (批量办理): chosen in the list, looked over here, and done one by one.

Before anything is done every line says whether the law lets it, and by which article not. Each goes through the door
alone, so that one that is refused keeps nothing else back. The same sheet sent again, because the line broke or the
page was closed, counts once for what is done and goes on with what is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from huiyin.cases.acts import Refused
from huiyin.cases.models import Case
from huiyin.cases.parts import seen_mark, seq_seen
from huiyin.desk.dispatch.batches import MOST, chosen
from huiyin.desk.frame import page
from huiyin.desk.reading import do, read
from huiyin.desk.sheets import Sheet
from huiyin.desk.staff import Desk, staff
from huiyin.desk.unfit import UNFIT, unreadable
from huiyin.law.frame.decide import decide
from huiyin.law.frame.verdict import Decision, Refusal
from huiyin.law.matter.procedure import MATTER
from huiyin.law.terms import Act

#: What is said alike of many matters. Whatever needs words of its own for each is done on its own page, and what is
#: passed on has a sheet of its own (huiyin.desk.dispatch.batches).
ACTS: Final = (Act.NAME_HANDLER, Act.CLOSE, Act.ARCHIVE)


@dataclass(frozen=True, slots=True)
class Line:
    """One matter on the sheet. ``refusal`` is why the act is closed to it; ``seen`` what its form was drawn from."""

    case: Case
    seen: str
    refusal: Refusal | None


@staff
@require_http_methods(["GET", "POST"])
def bulk(request: HttpRequest, desk: Desk) -> HttpResponse:
    said = request.POST if request.method == "POST" else request.GET
    act = next((act for act in ACTS if act.value == said.get("act")), None)
    if act is None and said.get("act"):
        raise Http404
    cases = chosen(desk, said.getlist("case"))
    if act is None:
        return _choose(request, desk, cases)
    if request.method == "POST":
        return _send(request, desk, act, cases)
    return _sheet(request, desk, act, cases)


def _choose(request: HttpRequest, desk: Desk, cases: list[Case]) -> HttpResponse:
    """Which act: each with how many of the chosen the law lets it be done to."""
    counted = [(act, sum(line.refusal is None for line in _lines(desk, act, cases))) for act in ACTS]
    return page(request, desk, "desk/bulk.html", {"cases": cases, "counted": counted, "most": MOST}, here="organ")


def _lines(desk: Desk, act: Act, cases: Iterable[Case], seen: Mapping[str, str] | None = None) -> list[Line]:
    found = []
    for case in cases:
        sheet = Sheet(case, act, desk)
        verdict = decide(MATTER, act, sheet.facts, desk.actor, desk.today, sheet.world)
        mark = (seen or {}).get(case.number) or seen_mark(case)
        found.append(Line(case, mark, None if isinstance(verdict, Decision) else verdict))
    return found


def _sheet(
    request: HttpRequest, desk: Desk, act: Act, cases: list[Case], typed: QueryDict | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:  # fmt: skip
    lines = _lines(desk, act, cases)
    first = next((line.case for line in lines if line.refusal is None), None)
    sheet = Sheet(first, act, desk, typed, refusal.wrong if refusal else {}) if first else None
    context: dict[str, Any] = {
        "act": act,
        "lines": lines,
        "fields": sheet.drawn() if sheet else [],
        "sheet": sheet,
        "article": MATTER.by_act[act][0].article,
        "many": sum(line.refusal is None for line in lines),
        "once": (typed.get("_once") if typed is not None else "") or uuid4().hex,
        "refusal": refusal,
    }
    return page(request, desk, "desk/bulk_sheet.html", context, here="organ", status=UNFIT if refusal else 200)


def _send(request: HttpRequest, desk: Desk, act: Act, cases: list[Case]) -> HttpResponse:
    done: list[Case] = []
    refused: list[Line] = []
    for case in cases:
        own = request.POST.copy()
        seen = request.POST.get(f"{case.number}.seen", "")
        own["_seen"] = seen
        sheet = Sheet(case, act, desk, own)
        given, wrong = read(sheet)
        if wrong:
            return _sheet(request, desk, act, cases, request.POST, unreadable(MATTER, act, wrong))
        try:
            do(sheet, given, desk.now, seq_seen(case, seen))
            done.append(case)
        except Refused as refusal:
            if refusal.refusal.wrong and not done:
                return _sheet(request, desk, act, cases, request.POST, refusal.refusal)
            refused.append(Line(case, "", refusal.refusal))
    gone = sorted(set(request.POST.getlist("case")) - {case.number for case in cases})
    context = {"act": act, "done": done, "refused": refused, "gone": gone}
    return page(request, desk, "desk/bulk_done.html", context, here="organ")
