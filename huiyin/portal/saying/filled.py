"""What the form of an act is already filled with, and what stands beside it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from huiyin.cases.identity import masked
from huiyin.cases.models import Party
from huiyin.law.matter.endings import RATED
from huiyin.law.terms import Act, Wish
from huiyin.portal.following.answers import answered
from huiyin.portal.following.matter import Matter
from huiyin.portal.following.standing import remedies
from huiyin.portal.saying.words import WISHES
from huiyin.typed.wholes import place_of


def wished(request: HttpRequest, act: Act) -> dict[str, Any]:
    """What a button of a wish, or beside a claim, has already filled in."""
    wish = request.GET.get("wish", "")
    if act is not Act.SUPPLEMENT or wish not in set(Wish):
        return {}
    claim = place_of(request.GET.get("claim")) or ""
    words = _(WISHES[Wish(wish)][1].text).format(n=claim)
    return {"wish": wish, "text": words}


def initial(matter: Matter, act: Act) -> dict[str, Any]:
    if act is Act.RATE and matter.rating:
        return {name: getattr(matter.rating, name) for name in RATED}
    if act in (Act.SEEK_REVIEW, Act.SEEK_REREVIEW):
        return {"reason": _("我不服这个意见，请求上一级机关审查。")}
    return {}


def written(request: HttpRequest, matter: Matter) -> str:
    """The claim that is said not to be what was meant, as it stands."""
    claim = place_of(request.GET.get("claim"))
    return next((each.request for each in matter.claims if each.seq == claim and matter.told_all), "")


def application(matter: Matter, act: Act) -> dict[str, Any]:
    """What an application for review is already filled with: who, against what, to whom, until when."""
    if act not in (Act.SEEK_REVIEW, Act.SEEK_REREVIEW):
        return {}
    party = Party.objects.filter(case=matter.case, capacity="petitioner").first()
    last = next((each for each in answered(matter).answers if each.lines or each.standing), None)
    return {"applicant": masked(party) if party else {}, "against": last, "remedy": next(iter(remedies(matter)), None)}
