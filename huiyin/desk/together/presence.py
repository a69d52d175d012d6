"""Who else has the matter open (在看): asked by the page while it is in view, see huiyin/together/presence.py."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from huiyin.desk.staff import Desk, staff
from huiyin.law.terms import Act
from huiyin.together.presence import look

#: htmx stops asking when it hears this.
STOP = 286


@staff
@require_safe
def presence(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    act = request.GET.get("act", "")
    others = look(desk.actor, desk.person.name, number, act if act in set(Act) else "", desk.now)
    if others is None:
        return HttpResponse(status=STOP)
    return render(request, "desk/_others.html", {"others": others})
