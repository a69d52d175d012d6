"""What was noted of one's conduct at a visit (现场秩序): read and contested with number and code from the paper.

No account, no matter, no name: whoever holds the paper is the one it is about.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from huiyin.law.conduct.procedure import CONDUCT, PERSUASION
from huiyin.law.conduct.vocabulary import ARTICLES, ConductAct, ConductClock, ConductStage
from huiyin.law.frame.deadlines import due
from huiyin.law.frame.decide import decide
from huiyin.law.frame.facts import PETITIONER
from huiyin.law.frame.verdict import Refusal
from huiyin.people.models import Organ
from huiyin.portal.entering import throttle
from huiyin.portal.redirects import TOO_OFTEN, UNFIT
from huiyin.reception.conduct import CONDUCTS, with_code, words_of
from huiyin.reception.models import Conduct
from huiyin.record.door import Refused, perform
from huiyin.record.snapshots import facts_from
from huiyin.record.worlds import beijing_day, world_on


@require_http_methods(["GET", "POST"])
def order(request: HttpRequest) -> HttpResponse:
    """Number and code open it for this one answer; nothing is remembered of whoever looked."""
    if request.method != "POST":
        return render(request, "portal/order.html", {"typed": {"number": request.GET.get("n", "")[:20]}})
    now = timezone.now()
    typed = {name: request.POST.get(name, "")[:40] for name in ("number", "code")}
    guess = throttle.Guess(throttle.address_of(request), f"order:{typed['number'][:20]}")
    if minutes := throttle.wait_minutes(guess, now):
        return render(request, "portal/order.html", {"typed": typed, "wait": minutes}, status=TOO_OFTEN)
    row = with_code(typed["number"], typed["code"])
    if row is None:
        throttle.count_failure(guess, now)
        return render(request, "portal/order.html", {"typed": typed, "wrong": True}, status=UNFIT)
    refusal = _contest(request, row) if "objection" in request.POST else None
    context = {**_shown(row), "typed": typed, "refusal": refusal, "words": request.POST.get("objection", "")}
    response = render(request, "portal/order.html", context, status=UNFIT if refusal else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def _contest(request: HttpRequest, row: Conduct) -> Refusal | None:
    given = {"objection": request.POST["objection"].strip()}
    try:
        perform(CONDUCTS, record=row.id, act=ConductAct.CONTEST, by=PETITIONER, at=timezone.now(), given=given)
    except Refused as refused:
        return refused.refusal
    return None


def _shown(row: Conduct) -> dict[str, Any]:
    row.refresh_from_db()
    facts, today = facts_from(CONDUCT, row.facts), beijing_day(timezone.now())
    world = world_on(today)
    kept = facts.running(ConductClock.KEEP)
    verdict = decide(CONDUCT, ConductAct.CONTEST, facts, PETITIONER, today, world)
    return {
        "row": row,
        "facts": facts,
        "organ": Organ.objects.filter(id=facts.coordinator).first(),
        "article": ARTICLES[facts.clause],
        "persuasion": facts.book.own(PERSUASION),
        "said": words_of(row),
        "until": due(kept, world.calendar).on if kept else None,
        "may_contest": verdict.allowed,
        "contested": facts.stage is ConductStage.CONTESTED,
        "upheld": facts.stage is ConductStage.UPHELD,
    }
