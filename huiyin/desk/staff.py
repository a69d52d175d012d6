"""Who sits at the desk: the person signed in, the post they act from, the moment. Every view but sign-in asks here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from huiyin.cases.asked import counting
from huiyin.desk.links import link
from huiyin.gate.limits import Limit, taken
from huiyin.law.chart.organs import Organ
from huiyin.law.frame.facts import Actor, World
from huiyin.law.matter.procedure import MATTER
from huiyin.law.terms import Act, Role
from huiyin.people.accounts import signed_in, stay_awake
from huiyin.people.charts import chart_on
from huiyin.people.models import Person
from huiyin.people.posts import actor_of, actors_of
from huiyin.record.worlds import beijing_day, world_on

Given = ParamSpec("Given")

#: The session's name for the organ from which somebody with several posts acts today.
SEAT = "desk_organ"
#: In the session of somebody who must yet set up a second factor.
LACKS_SECOND = "lacks_second"
#: Sent by what a page asks for by itself, whether anybody sits there or not.
ITSELF = "X-By-Itself"
#: So many typed numbers may lead nowhere; unknown and unreadable are one answer, and a hundred of them tell nothing.
LOOK_UPS = Limit("look-up", 60, timedelta(hours=1))
INTAKE_ROLES = frozenset(MATTER.by_act[Act.LODGE][0].by) - {Role.PETITIONER, Role.SYSTEM}


@dataclass(frozen=True, slots=True)
class Desk:
    """One request's member of staff.

    :param actor: the capacity they act in; its organ is never ``None`` here.
    :param now: the moment of the request; the rooms below never ask a clock.
    """

    person: Person
    actor: Actor
    organ: Organ
    now: datetime
    several: bool

    @property
    def today(self) -> date:
        return beijing_day(self.now)

    @property
    def world(self) -> World:
        return world_on(self.today)

    @property
    def takes_in(self) -> bool:
        """Whether they may register a matter."""
        return bool(self.actor.roles & INTAKE_ROLES)


def staff(
    view: Callable[Concatenate[HttpRequest, Desk, Given], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, Given], HttpResponseBase]:
    """Let a view be seen by staff only, and tell it who they are."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponseBase:
        person = signed_in(request.session)
        if person is None:
            return redirect(f"{reverse('desk:sign-in')}?{urlencode({'next': request.get_full_path()})}")
        if LACKS_SECOND in request.session and not request.path.startswith(link("security")):
            # Until they have set up what this installation asks of them, nothing else opens.
            return redirect(link("security"))
        if ITSELF not in request.headers:
            stay_awake(request.session, timezone.now())
        desk = seated(request, person)
        if desk is None:
            return render(request, "desk/no_post.html", {"person": person}, status=403)
        with counting() as misses:
            answer = view(request, desk, *args, **kwargs)
        return _unless_guessing(request, desk, answer, set(misses)) if misses else answer

    return guarded


def _unless_guessing(request: HttpRequest, desk: Desk, answer: HttpResponseBase, misses: set[str]) -> HttpResponseBase:
    """Whoever tries numbers that are not theirs to read, one after the other, is told to wait; what was done stays."""
    count = max(taken(LOOK_UPS, str(desk.person.id), desk.now) for _ in misses)
    if count <= LOOK_UPS.most or answer.status_code < HTTPStatus.BAD_REQUEST:
        return answer
    stopped = render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    stopped.bare = HTTPStatus.TOO_MANY_REQUESTS.value  # type: ignore[attr-defined]  # the form comes back, filled
    return stopped


def seated(request: HttpRequest, person: Person) -> Desk | None:
    """The desk of a signed-in person, or nothing for somebody who serves nowhere today."""
    now = timezone.now()
    today = beijing_day(now)
    chosen = request.session.get(SEAT)
    actor = actor_of(person.id, on=today, organ=chosen)
    if actor.organ is None and chosen is not None:
        actor = actor_of(person.id, on=today)
    chart = chart_on(today)
    if actor.organ is None or actor.organ not in chart.organs:
        return None
    return Desk(person, actor, chart.organ(actor.organ), now, len(actors_of(person.id, on=today)) > 1)


def is_demo() -> bool:
    """Whether this installation shows invented people, so that its log-ins may be told."""
    return bool(settings.HUIYIN_MODE == "demo")
