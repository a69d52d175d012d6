"""Who signed in with a browser, of what its session holds. Signing in is in sign_in.py."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import HASH_SESSION_KEY
from django.utils.crypto import constant_time_compare

from huiyin.people.models import Person


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
