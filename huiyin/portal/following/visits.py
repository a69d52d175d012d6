"""Leaders' visits as the petitioner is told of them (领导接访): come or not, what was answered, set and kept.

Nobody must come: a no changes neither the matter nor a day of it, and the page says so beside the button.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from huiyin.law.frame.facts import PETITIONER
from huiyin.law.matter.promising import KIND as PROMISED
from huiyin.law.terms import Act
from huiyin.law.visit.facts import VisitFacts
from huiyin.law.visit.procedure import VISIT
from huiyin.law.visit.vocabulary import VisitAct, VisitStage
from huiyin.law.words import P, Phrase
from huiyin.oversight.models import Undertaking
from huiyin.portal.entering import grants
from huiyin.portal.following.matter import Matter, gather
from huiyin.portal.redirects import see_other
from huiyin.reception.models import Visit
from huiyin.reception.visits import VISITS, said_of
from huiyin.record.door import FROM, Refused, perform
from huiyin.record.models import Link
from huiyin.record.snapshots import facts_from

LONGEST = 400


@dataclass(frozen=True, slots=True)
class Told:
    """One visit. ``asks`` says that the person may still answer an invitation; ``set_there`` what the leader set or
    promised there, each told further down with its own buttons."""

    row: Visit
    sentence: Phrase
    where: str
    asks: bool
    words: str
    set_there: list[str]


def visits(matter: Matter) -> list[Told]:
    """The visits that the history tells of, the newest first; none where what was before a split is closed."""
    if matter.parted or all(told.act is not Act.NOTE_VISIT for told in matter.told):
        return []
    rows = list(Visit.objects.filter(matter=matter.case.id).order_by("-id"))
    links = Link.objects.filter(record_kind=PROMISED, how=FROM, other__in=[row.id for row in rows])
    found = dict(Undertaking.objects.filter(id__in=links.values("record")).order_by("id").values_list("id", "number"))
    set_there: dict[int, list[str]] = {}
    for link in links.order_by("record"):
        if link.record in found:
            set_there.setdefault(link.other, []).append(found[link.record])
    return [_told(matter, row, set_there.get(row.id, [])) for row in rows]


def _told(matter: Matter, row: Visit, set_there: list[str]) -> Told:
    facts: VisitFacts = facts_from(VISIT, row.facts)
    times, places = said_of(row, "time"), said_of(row, "place")
    where = "，".join([*times[-1:], *places[-1:]]) if facts.held_on is None else ""
    invited = row.stage == VisitStage.INVITED and matter.own
    answers = [*said_of(row, "answer"), *said_of(row, "note"), *said_of(row, "result")]
    words = answers[-1] if answers and matter.told_all else ""
    return Told(row, _sentence(row, facts), where, invited, words, set_there)


def _sentence(row: Visit, facts: VisitFacts) -> Phrase:
    said: dict[str, Any] = {"leader": row.leader_name, "day": facts.held_on or facts.planned_on}
    match row.stage:
        case VisitStage.INVITED:
            return P("{leader}约您{day}当面谈。", **said)
        case VisitStage.PLANNED:
            return P("{leader}{day}当面听您说。", **said)
        case VisitStage.LAID:
            return P("您的信送给{leader}看，最迟{day}有话。", **said)
        case VisitStage.NOT_HELD:
            return P("{leader}接访没有进行。", **said)
        case _:
            return P("{leader}{day}听了（看了）您反映的事。", **said)


@require_POST
def answer_visit(request: HttpRequest, number: str, visit: str) -> HttpResponse:
    """The person says whether they come."""
    matter = gather(grants.opened(request, number))
    row = next((each.row for each in visits(matter) if each.row.number == visit and each.asks), None)
    if row is None:
        raise Http404
    act = VisitAct.AGREE if "agree" in request.POST else VisitAct.DECLINE
    reason = request.POST.get("reason", "").strip()[:LONGEST]
    given = {"reason": reason} if act is VisitAct.DECLINE and reason else {}
    try:
        perform(VISITS, record=row.id, act=act, by=PETITIONER, at=timezone.now(), given=given)
    except Refused as refused:
        messages.warning(request, str(refused.refusal.reason))
    else:
        came = gettext("告诉他们了：您来。"), gettext("告诉他们了：您不来。您的事照常办，期限也不变。")
        messages.success(request, came[act is VisitAct.DECLINE])
    return see_other("matter", number)
