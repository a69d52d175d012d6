"""Between the password and the open door: who has yet to show a second factor, and who has just shown who they are."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from django.http import HttpRequest

from huiyin.gate.limits import Brake, count, give_back
from huiyin.gate.sign_in import MINUTE
from huiyin.people.models import Person

PENDING: Final = "second_asked"
SURE: Final = "sure_since"
#: So long after the password the second factor may be shown.
WITHIN: Final = timedelta(minutes=10)
#: So long after showing who one is one may change by what one shows it.
SURE_FOR: Final = timedelta(minutes=10)
#: Only whoever knows the password gets here; so this locks nobody out who does not share it.
TRIES: Final = Brake("second", 5, MINUTE, 15 * MINUTE)


class Asked(NamedTuple):
    """Who gave the right password here, and where they wanted to go."""

    person: Person
    wanted: str


def ask_second(request: HttpRequest, person: Person, wanted: str, at: datetime) -> None:
    """The password was right; nobody is signed in yet."""
    request.session.cycle_key()
    mark = person.get_session_auth_hash()
    request.session[PENDING] = {"person": person.id, "wanted": wanted, "at": at.isoformat(), "mark": mark}


def asked(request: HttpRequest, at: datetime) -> Asked | None:
    """Who is to show a second factor here, while their password is what it was."""
    held: dict[str, Any] = request.session.get(PENDING) or {}
    if not held or at - datetime.fromisoformat(held["at"]) > WITHIN:
        return None
    person = Person.objects.filter(id=held["person"], is_active=True).first()
    if person is None or person.get_session_auth_hash() != held["mark"]:
        return None
    return Asked(person, str(held["wanted"]))


def counted(person: int, at: datetime) -> datetime | None:
    """Count a try at the second factor; from when another is heard, if there were too many."""
    return count(((TRIES, str(person)),), at).until


def right(request: HttpRequest, person: int) -> None:
    """It was right: the try counts no more, and nothing is asked for any longer."""
    give_back(((TRIES, str(person)),))
    request.session.pop(PENDING, None)


def sure(request: HttpRequest, at: datetime) -> None:
    """Whoever sits here has just shown who they are."""
    request.session[SURE] = at.isoformat()


def is_sure(request: HttpRequest, at: datetime) -> bool:
    """Whether they have shown it a moment ago, and may change by what they show it."""
    since = request.session.get(SURE)
    return since is not None and at - datetime.fromisoformat(since) <= SURE_FOR
