"""Who is signed in with a browser, of what its session holds, and for how long. Signing in is in huiyin.gate.

Somebody signed in stays so while they do something, at most from one pause of ``HUIYIN_IDLE`` to the next, and never
longer than ``HUIYIN_LONGEST_SESSION``.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.db.models import F, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from huiyin.people.models import Person, Session
from huiyin.store.locks import writing

#: What a session holds of its own beginning.
BEGAN: Final = "signed_in_at"
DEVICE: Final = "signed_in_with"
#: That somebody is there is written down no more often than this.
LOOK: Final = timedelta(minutes=1)


def stay_signed_in(session: Any, person: Person) -> None:
    """In this browser the person goes on after choosing another password; every other session of theirs has ended."""
    session.cycle_key()
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()


def signed_in(session: Any) -> Person | None:
    """The person of a session while what they signed in with holds: the account, its password, and no session ended.

    :param session: of huiyin.house.sessions; the mark of the password is among what it holds.
    """
    mark = str(session.get(HASH_SESSION_KEY, ""))  # reads the session, if nobody has before
    person: Person | None = session.person
    if person is None or not person.is_active:
        return None
    return person if constant_time_compare(mark, person.get_session_auth_hash()) else None


def ends(since: datetime, seen: datetime) -> datetime:
    """When a session that began and was last used at these moments ends."""
    return min(since + settings.HUIYIN_LONGEST_SESSION, seen + settings.HUIYIN_IDLE)


def stay_awake(session: Any, at: datetime) -> None:
    """Somebody did something in this session: the time in which they may do nothing begins anew."""
    row: Session | None = session.row
    if row is None or row.since is None or row.seen_at is None or at - row.seen_at < LOOK:
        return
    with writing():
        Session.objects.filter(session_key=row.session_key).update(seen_at=at, expire_date=ends(row.since, at))


# The list of one's own -----------------------------------------------------------------------------------------------


def sessions_of(person: int, at: datetime) -> QuerySet[Session]:
    """Where somebody is signed in, the place used last first."""
    return Session.objects.filter(person=person, expire_date__gt=at).order_by("-seen_at", "session_key")


def handle(session_key: str) -> str:
    """What a page calls a session, which nobody can sign in with."""
    return salted_hmac("huiyin.people.session", session_key).hexdigest()[:32]


def end_session(person: int, which: str, at: datetime) -> bool:
    """End one of somebody's sessions by its :func:`handle`; whether there was one."""
    keys = (row.session_key for row in sessions_of(person, at))
    key = next((key for key in keys if constant_time_compare(handle(key), which)), None)
    return bool(key) and bool(Session.objects.filter(session_key=key).delete()[0])


def end_sessions(person: Person) -> None:
    """Sign somebody out everywhere, for good."""
    Person.objects.filter(id=person.id).update(sessions_ended=F("sessions_ended") + 1)
    Session.objects.filter(person=person.id).delete()
    person.refresh_from_db(fields=["sessions_ended"])
