"""Leaders at the desk: who receives how often, who is behind, and which old matters wait to be put before one."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.desk.frame import page
from huiyin.desk.links import link
from huiyin.desk.reception.days import PLANS
from huiyin.desk.records.pages import named, section
from huiyin.desk.staff import Desk, staff
from huiyin.law.beside import Manner
from huiyin.law.chart.organs import Level
from huiyin.law.terms import Role
from huiyin.law.visit.vocabulary import Chosen
from huiyin.law.words import P, Phrase
from huiyin.reception.accounts import account_of
from huiyin.reception.calendar import Standing, leaders_at, levels_of, standings
from huiyin.reception.choosing import Candidate, candidates
from huiyin.reception.leaders import leaders_near
from huiyin.reception.leading import Rhythm, leading_on
from huiyin.record.captions import borrowed
from huiyin.wording.listed import listed

MOST: Final = 60
SEES_LEADERS: Final = PLANS | {Role.SUPERVISOR, Role.CONVENER}
SPANS: Final = {
    "week": P("每周至少 {n} 天"),
    "month": P("每月至少 {n} 天"),
    "quarter": P("每季度至少 {n} 天"),
    "half_year": P("每半年至少 {n} 天"),
}
#: The present stretch and the one before it, in the words of the rhythm.
STRETCHES: Final = {
    "week": (P("这周"), P("上周没有接访")),
    "month": (P("这个月"), P("上个月没有接访")),
    "quarter": (P("这个季度"), P("上个季度没有接访")),
    "half_year": (P("这半年"), P("前一个半年没有接访")),
}
RULES: Final = {
    Chosen.LONG_OPEN: P("收到超过 {n} 个月还没有了结"),
    Chosen.DENIED_TWICE: P("{n} 次反映没有落实"),
    Chosen.UNDER_ORDER: P("有 {n} 件以上督办没有了结"),
}


@staff
@require_safe
def leaders(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The leaders of one level beside the rhythm that is asked of it."""
    if not desk.actor.roles & SEES_LEADERS:
        raise PermissionDenied
    seen = levels_of(desk.actor, desk.today)
    wished = request.GET.get("level", "")
    level = next((each for each in seen if each.value == wished), _own(desk, seen))
    found = leaders_at(desk.actor, desk.today, level) if level else []
    shown = listed(request, found, MOST).of(lambda rows: standings(desk.actor, desk.today, rows))
    leading = leading_on(desk.today)
    rhythm = leading.levels.get(level) if level else None
    context = {
        "stretch": STRETCHES[rhythm.span] if rhythm else (P("这一段"), ""),
        "levels": [(each, each is level) for each in seen],
        "rhythm": rhythm_said(rhythm),
        "source": leading.source,
        "rows": sorted(shown, key=_behind_first),
        "list": shown,
        "plans": bool(desk.actor.roles & PLANS),
        "own": desk.person.id if Role.HEAD in desk.actor.roles and desk.organ.kind in leading.whose else 0,
    }
    return page(request, desk, "desk/leaders.html", context, here="reception-days")


@staff
@require_safe
def leader(request: HttpRequest, desk: Desk, person: int) -> HttpResponse:
    """One leader's account: for those who see the leaders of that level, and for the leader."""
    if not desk.actor.roles & SEES_LEADERS:
        raise PermissionDenied
    seen = (each for level in levels_of(desk.actor, desk.today) for each in leaders_at(desk.actor, desk.today, level))
    found = next(((leader, organ) for leader, organ in seen if leader.person == person), None)
    if found is None:
        raise Http404
    parts = list(account_of(person, desk.actor, desk.today))
    lent = borrowed(named(parts), desk.actor, desk.today)
    context = {
        "leader": found[0],
        "organ": found[1],
        "row": standings(desk.actor, desk.today, [found])[0],
        "sections": [section(each, lent) for each in parts],
        "own": person == desk.person.id,
    }
    return page(request, desk, "desk/leader.html", context, here="reception-days")


def _own(desk: Desk, seen: list[Level]) -> Level | None:
    return desk.organ.level if desk.organ.level in seen else next(iter(seen), None)


def _behind_first(row: Standing) -> tuple[bool, bool, str]:
    return row.state != "behind", not row.missed, row.organ.code


def rhythm_said(rhythm: Rhythm | None) -> Phrase | None:
    return P(SPANS[rhythm.span].text, n=rhythm.days) if rhythm else None


@staff
@require_safe
def choose(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Old matters that a rule puts before a leader; a person chooses, and may choose another one with a reason."""
    if not desk.actor.roles & PLANS:
        raise PermissionDenied
    leading = leading_on(desk.today)
    context = {
        "rows": listed(request, candidates(desk.actor, desk.today), MOST).of(lambda rows: map(_offered, rows)),
        "rules": [P(RULES[rule].text, n=count) for rule, count in leading.choose.items()],
        "leaders": list(leaders_near(desk.organ.id, desk.today)),
    }
    return page(request, desk, "desk/visit_choose.html", context, here="reception-days")


def _offered(found: Candidate) -> dict[str, Any]:
    """A matter with the two ways to a leader: invited to talk, or as a letter to be read."""
    asked = {"matter": found.case.number, "cause": found.rules[0].value}
    ways = (Manner.INVITES, Manner.READS)
    links = {way.value: f"{link('record-new', 'visit')}?{urlencode({**asked, 'manner': way.value})}" for way in ways}
    return {"case": found.case, "rules": [rule.label for rule in found.rules], **links}
